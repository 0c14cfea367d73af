"""The tables the simulation is played on; what each holds, and where it comes from, is in README.md here."""
