"""Reported operations of one state against another a year, forecast from the record before that year."""
