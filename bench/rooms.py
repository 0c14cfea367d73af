"""`dual-track-2018` with fewer in the room, as settings of its file: both pen-holders, then others across the list."""

from demarche.scenarios.tables import members

SCENARIO = "dual-track-2018"
PENS = ("RUS", "USA")


def room(seats: int, rounds: int = 12, quarters: int = 0) -> list[str]:
    """Settings for that many seats, 2 .. 193, rounds of informals, and quarters after the session."""
    others = [name for name in members() if name not in PENS]
    wanted = seats - len(PENS)
    chosen = [*PENS, *(others[place * len(others) // wanted] for place in range(wanted))]
    seated = ", ".join(f'"{name}"' for name in sorted(chosen))
    return [f"seats=[{seated}]", "cards=[]", f"rounds={rounds}", f"quarters={quarters}"]
