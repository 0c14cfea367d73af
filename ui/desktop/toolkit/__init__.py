"""Widgets, drawing and input for the window. Knows nothing of the game."""
