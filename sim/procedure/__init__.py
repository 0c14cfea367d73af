"""The procedure of a committee: one file for each part of a session, each with what may be done and what it does."""
