"""Leagues: every entrant plays every other, and what each comes to is ranked."""
