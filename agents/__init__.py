"""Who sits in the seats. Sees Views, never Records."""
