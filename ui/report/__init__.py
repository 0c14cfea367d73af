"""Reports as pages, with figures. Only here is matplotlib imported."""
