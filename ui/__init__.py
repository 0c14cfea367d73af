"""All that a person touches. Decides nothing about the world."""
