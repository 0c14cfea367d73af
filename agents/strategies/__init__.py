"""How a state keeps its pledges: strategies of the repeated game, one family to a file."""
