"""The quarters after a session: pacts signed, kept, bent and broken, and what others make of it."""
