"""What was done at one tick as one seat heard it, or as everybody did, and the making of what is heard."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from demarche.sim.audience import hears, invited_now, overheard
from demarche.sim.naming import word
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, PHASE_OF, Item, Phase, Verb
from demarche.ui.seat.shown import Heard
from demarche.ui.words import Words


class Ear:
    """Makes what is heard at one moment. Its joint act and its reasons are those that the listener heard, no others."""

    def __init__(self, words: Words, moment: Moment, seat: int | None, *, tell_why: bool) -> None:
        """Of one tick. seat: who listens, everybody where None; tell_why: whether reasons are told at all."""
        tick, rules = moment.tick, words.rules
        invited = invited_now(rules, moment.world)
        heard = np.flatnonzero(hears(rules, moment.after, tick.act, seat, invited)).tolist()
        why = {by: tick.why[by] for by in heard if by in tick.why} if tell_why else {}
        act = overheard(rules, moment.after, tick.act, seat, invited)
        self.words, self.seat = words, seat
        self.moment = replace(moment, tick=replace(tick, act=act, why=why))
        self.phase = word(Phase(int(PHASE_OF[tick.stage])))

    def hear(self, kind: str, text: str, by: int = NONE, whom: int = NONE, *, reason: bool = True) -> Heard:
        """One thing, with the reason that was heard of whoever did it.

        reason: False where the act of that seat is not what led to it.
        """
        names = self.words.rules.roster.names
        return Heard(
            tick=self.moment.tick.number,
            phase=self.phase,
            kind=kind,
            text=text,
            by=names[by] if by != NONE else "",
            whom=names[whom] if whom != NONE else "",
            why=self.moment.why(by) if reason and by != NONE else "",
            private=self.seat is not None,
        )

    def untold(self) -> Moment:
        """The moment without any reasons: those of the story are for the debrief."""
        return replace(self.moment, tick=replace(self.moment.tick, why={}))

    def done(self) -> Iterable[tuple[int, Verb]]:
        """Every seat that did something that was heard, and what, by verb and then by seat."""
        verbs = self.moment.tick.act[:, Item.VERB]
        return [(by, Verb(int(verbs[by]))) for by in np.argsort(verbs, kind="stable").tolist() if verbs[by]]

    def who(self, verb: Verb) -> list[int]:
        """The seats that did it."""
        return list(np.flatnonzero(self.moment.tick.act[:, Item.VERB] == verb).tolist())

    def of(self, seat: int, item: Item) -> int:
        """One item of a seat's act."""
        return int(self.moment.tick.act[seat, item])
