"""One world from Python: played or replayed, with what came of it as tables, words and a page."""

import tempfile
from collections.abc import Iterable, Mapping
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import Settings, load, with_settings
from demarche.scenarios.saves import seated, with_doctrines
from demarche.scenarios.schema import Scenario
from demarche.scenarios.writing import write_whole
from demarche.sim.aftermath.events import Count
from demarche.sim.naming import word
from demarche.sim.notation import say
from demarche.sim.outcome import outcome
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.sim.terms import Ballot, Item, Unreadable, Verb
from demarche.ui.version import version

SEEDS, REPLICATES = 1 << 64, 1 << 32


class World:
    """One world that was played to its end.  `play` and `replay` make it."""

    def __init__(self, game: Game, session: Session) -> None:
        """game and session are private: what they are made of changes without notice."""
        self._game, self._session = game, session

    def __repr__(self) -> str:
        luck = self._game.luck
        return f"<World of {self._game.scenario.id}, seed {luck.seed}, replicate {int(luck.replicate[0])}>"

    @property
    def scenario(self) -> Scenario:
        """What was played, with its settings applied."""
        return self._game.scenario

    @cached_property
    def outcome(self) -> dict[str, Any]:
        """What came of it, as `demarche run --json` prints it: drafts, pacts, measures, and what history did.

        Each key is described in docs/results.md.
        """
        from demarche.ui.result import result

        return result(self._game, self._session)

    @cached_property
    def votes(self) -> pd.DataFrame:
        """The ballots on each whole text that came to a recorded vote: a row a state, a column a text.

        yes, no, abstain, absent; missing where a seat has no vote.  No columns where nothing was put to a vote.
        """
        rules, record = self._session.rules, self._session.world.record
        cast = outcome(rules, record).votes[0]
        table = {
            draft: [None if b == Ballot.UNCAST else word(Ballot(int(b))) for b in cast[d]]
            for d, draft in enumerate(rules.drafts)
            if (cast[d] != Ballot.UNCAST).any()
        }
        return pd.DataFrame(table, index=pd.Index(rules.roster.names, name="state"), dtype=object)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Everything that was done and that happened, in order.  It knows the secrets too, as only a debrief may.

        tick    number of the joint act, from 0        stage   the question that was put
        state   who acted                              what    the act in notation, or what happened in a quarter by
        toward  another state, of what happened                itself: theft, espionage, disruption, information …
        count   how many                               why     the reason that the seat gave; empty where it gave none
        """
        names = self._session.rules.roster.names
        rows: list[tuple[int, str, str, str, str | None, int, str]] = []
        for moment in self._session.moments:
            tick, stage = moment.tick, word(moment.tick.stage)
            for s in np.flatnonzero(~np.isin(tick.act[:, Item.VERB], (Verb.SILENT, Verb.PASS))):
                done = say(self._session.rules, tick.act[s])
                rows.append((tick.number, stage, names[s], done, None, 1, tick.why.get(int(s), "")))
            for i, j, counts in zip(*_pairs(tick.events), strict=True):
                rows += [
                    (tick.number, stage, names[i], word(Count(int(c))), names[j], int(counts[c]), "")
                    for c in np.flatnonzero(counts)
                ]
        return pd.DataFrame(rows, columns=["tick", "stage", "state", "what", "toward", "count", "why"])

    def story(self, width: int = 100) -> str:
        """What happened, told in plain text of at most that many columns (20 or more): what `demarche run` prints."""
        from demarche.ui.story import tell
        from demarche.ui.terminal import say as put

        text = StringIO()
        put(tell(self._game, self._session), text, width)
        return text.getvalue()

    def report(self, path: str | Path, seats: Iterable[str] = ()) -> Path:
        """Write the debrief as one HTML page with figures, and return its path; a file that stands there is replaced.

        seats  codes of the delegations whose cards are scored; those that have a card, where none are named
        Raises Unreadable where there is no such seat, OSError where nothing can be written.
        """
        from demarche.ui.report.debrief import debrief
        from demarche.ui.report.debrief_page import page
        from demarche.ui.report.figures import figures

        names = list(self._session.rules.roster.names)
        chosen = list(seats) or [card.seat for card in self.scenario.cards]
        for code in chosen:
            if code not in names:
                raise Unreadable(f"{code} has no seat in {self.scenario.id}; there are {', '.join(names[:12])}")
        told = debrief(self._game, self._session, [names.index(code) for code in chosen])
        write_whole(Path(path), page(told, figures(told)).encode())
        return Path(path)

    @cached_property
    def log(self) -> str:
        """Every act, as JSON Lines (docs/log.md): `replay` takes it, or a file that holds it, and gives this world."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.jsonl"
            saves.write_out(self._game, self._session, path, version()).close()
            return path.read_text(encoding="utf-8")


def _pairs(events: Any) -> tuple[Any, Any, Any]:
    """Doers, victims and counts of what happened by itself in a tick, if anything did."""
    return ((), (), ()) if events is None else (events.doer, events.victim, events.counts)


def play(
    scenario: str | Scenario,
    seed: int = 1,
    settings: Settings = (),
    seats: Mapping[str, Seat | str] | None = None,
    *,
    replicate: int = 0,
) -> World:
    """Play one world to its end.  The same arguments give the same world, on every machine.

    scenario   an id of `library()`, the path of a file ending in .toml, or what `load` returned
    seed       0 .. 2**64 - 1        replicate  which world of that seed, 0 .. 2**32 - 1
    settings   values of the scenario set otherwise: {"rounds": 6, "drafts.0.visibility": 2}, or ["rounds=6", …]
    seats      who sits elsewhere than the doctrine: seat code -> a Seat, or the name of one (docs/plugins.md)
    Raises Unreadable, a ValueError, naming what is wrong and what would be right.
    """
    if not 0 <= seed < SEEDS or not 0 <= replicate < REPLICATES:
        raise Unreadable("a seed lies within 0 .. 2**64 - 1, a replicate within 0 .. 2**32 - 1")
    known = load(scenario, settings) if isinstance(scenario, str) else with_settings(scenario, settings)
    names = {code: seat for code, seat in (seats or {}).items() if isinstance(seat, str)}
    known, names = with_doctrines(known, names)
    made = game(known, seed, (replicate,))
    objects = {code: seat for code, seat in (seats or {}).items() if not isinstance(seat, str)}
    session = saves.play(made, program=version(), seats={**objects, **seated(made, names)})
    return World(made, session)


def replay(log: str | Path) -> World:
    """A finished log played again, act for act: the text of `World.log`, or the path of a file that holds one.

    Raises Unreadable naming the line of whatever is missing, edited, out of order or of another version.
    """
    if isinstance(log, Path) or "\n" not in log:
        return World(*saves.replay(Path(log)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        path.write_text(log, encoding="utf-8", newline="")
        return World(*saves.replay(path))
