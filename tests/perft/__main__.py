"""`python -m tests.perft` shows every count; with `renew` it keeps them; `divide NAME` counts by first act."""

import json
import sys
from pathlib import Path

from tests.perft.boards import BOARDS
from tests.perft.count import count, divide

KEPT = Path(__file__).parent / "kept.json"


def main(words: list[str]) -> None:
    if words[:1] == ["divide"]:
        print("\n".join(divide(BOARDS[" ".join(words[1:])]())))
        return
    counts = {name: count(make()) for name, make in BOARDS.items()}
    for name, c in counts.items():
        print(f"{name:42s} {c.courses:>16,d} courses {c.positions:>8,d} positions  {c.fingerprint}")
    if words == ["renew"]:
        kept = {name: {"positions": c.positions, "fingerprint": c.fingerprint} for name, c in counts.items()}
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
