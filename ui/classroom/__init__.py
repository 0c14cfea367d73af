"""A lesson: one host, seats in browsers, a facilitator, a projector, and what remains of it afterwards."""
