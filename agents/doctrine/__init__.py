"""The national doctrine: what a text is worth to a state, and what it does about it. Pure functions, N asks at once."""
