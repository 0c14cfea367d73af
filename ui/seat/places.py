"""The seats of the room: who sits there, how it voted, and how everybody may reckon that it leans."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.doctrine.reasons import SURE
from demarche.agents.doctrine.vote import room as room_leans
from demarche.agents.doctrine.vote import room_edges
from demarche.scenarios.compile import Game
from demarche.sim.audience import unseen
from demarche.sim.rules import Rules
from demarche.sim.session import Moment, Session
from demarche.sim.terms import NONE, Ints, Role, Stage, Status
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.heard import Reveal
from demarche.ui.seat.question import draft_put
from demarche.ui.seat.shown import Place
from demarche.ui.seat.votes import cast_letters, reasons_of


def places(
    desk: Desk,
    session: Session,
    persons: frozenset[int],
    openly: frozenset[int],
    taken: Moment | None,
    reveal: Reveal,
) -> tuple[Place, ...]:
    """Every seat, in their order.

    openly  those of whom everybody knows that they are asked        taken  the vote whose ballots are shown, if any
    """
    shown = seen_by_all(session)
    letters = cast_letters(desk.rules, taken)
    why = reasons_of(session, taken, reveal) if taken is not None else [""] * len(letters)
    leans = dict(zip(shown, reckoned(desk.game, session.world.record.wording[0, shown], shown), strict=True))
    put = draft_put(session.world.record)
    first = put if put in leans else next(iter(shown), NONE)
    sponsor = session.world.record.sponsor[0]
    return tuple(
        Place(
            code=standing.code,
            name=standing.name,
            group=standing.group,
            line=standing.line,
            role=standing.role,
            ballot=letters[seat],
            why=why[seat],
            lean=leans[first][seat] if first != NONE else 0,
            sponsors=tuple(draft + 1 for draft in shown if sponsor[draft, seat]),
            asked=seat in openly,
            person=seat in persons,
            leans=tuple((draft + 1, leans[draft][seat]) for draft in shown),
        )
        for seat, standing in enumerate(desk.standings)
    )


def seen_by_all(session: Session) -> list[int]:
    """The drafts that everybody has seen: all but a rival in a pocket that was never tabled."""
    return [int(draft) for draft in np.flatnonzero(~unseen(session.rules, session.world.record)[0])]


def reckoned(game: Game, texts: Ints, drafts: Sequence[int]) -> list[list[int]]:
    """How each seat leans on each of n drafts that say that, n lists of S from -2 to 2, by what is published; judged.

    texts (n, C), drafts (n,).  0 is within the margin of indifference, 2 beyond any doubt that a delegate would have.
    A chair and an observer have no vote and lean nowhere.
    """
    if not drafts:
        return []
    rules, put = game.rules, np.array(drafts)
    world = np.zeros(len(put), int)
    eta = room_leans(rules, game.doctrine, world, texts, put)
    edge = room_edges(rules, game.doctrine, world, put)
    sure = np.where(np.abs(eta) < SURE, 1, 2)
    lean = np.select([eta > edge.yes, eta < -edge.no], [sure, -sure], 0)
    found: list[list[int]] = np.where(rules.roster.role == Role.MEMBER, lean, 0).tolist()
    return found


def asked_openly(rules: Rules, session: Session) -> frozenset[int]:
    """Seats of which everybody knows that they are asked now.

    Who holds an offer, has found something or is invited to a pact, and whose draft is still in a pocket, is known to
    the seat alone.
    """
    record, stage = session.world.record, session.stage
    if stage in (Stage.RESPONSES, Stage.CONSIDERATION):
        return frozenset()
    if stage == Stage.ANSWERS:
        second = (rules.roster.capacity >= 2) & rules.delegations
        return frozenset(int(seat) for seat in np.flatnonzero(second))
    if stage == Stage.TABLING and record.status[0, int(record.turn[0])] == Status.POCKET:
        return frozenset()
    return frozenset(session.asked())
