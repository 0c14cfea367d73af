"""The window: screens that are data, and the two modules that know pygame (paint and app)."""
