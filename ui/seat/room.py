"""The room as one seat is shown it: built by naming what is shown, from its own View and the public record."""

from demarche.scenarios.compile import Game
from demarche.sim.naming import word
from demarche.sim.orders import ATTENTION
from demarche.sim.session import Session
from demarche.sim.terms import PHASE_OF, Phase
from demarche.ui.seat.acts import acts_in_order
from demarche.ui.seat.brief import brief_of
from demarche.ui.seat.desk import Desk, Public, desk_of
from demarche.ui.seat.drafts import drafts_shown
from demarche.ui.seat.heard import Reveal
from demarche.ui.seat.ladder import ladder
from demarche.ui.seat.places import asked_openly, places
from demarche.ui.seat.quarters import accusations, pacts_shown, sanctions, signals
from demarche.ui.seat.question import question
from demarche.ui.seat.shown import QuarterShown, Room
from demarche.ui.seat.timeline import timeline
from demarche.ui.seat.votes import vote_shown, what_was_voted
from demarche.ui.threats import threats_shown


def room(
    game: Game,
    session: Session,
    seat: int | None,
    persons: frozenset[int] = frozenset(),
    reveal: Reveal | str = Reveal.PUBLIC,
) -> Room:
    """What that seat is shown now; with None what everybody may see, as on a projector.

    persons  seats that people have taken, which everybody knows        reveal  how far reasons for ballots are told
    """
    desk = desk_of(game, session)
    public = public_part(desk, session, persons, Reveal(reveal))
    view = session.view(seat) if seat is not None else None
    asked = view is not None and bool(view.verbs.any())
    record, rules, stage = session.world.record, session.rules, session.stage
    phase = Phase(int(PHASE_OF[stage]))
    quarter = int(record.quarter[0])
    informals = phase == Phase.INFORMALS and quarter < 0
    return Room(
        scenario=game.scenario.id,
        title=game.scenario.title,
        body=game.scenario.body,
        level=rules.level,
        tick=session.tick,
        phase=word(phase),
        stage=word(stage),
        question=public.question,
        round=min(int(record.round[0]) + 1, rules.rounds) if informals else 0,
        rounds=rules.rounds if informals else 0,
        quarter=min(quarter + 1, rules.conduct.quarters),
        quarters=rules.conduct.quarters,
        me=rules.roster.names[seat] if seat is not None else "",
        asked=asked,
        awaited=len(public.openly | ({seat} if asked else set())),
        final=session.closed,
        drafts=drafts_shown(desk, session, view),
        ladder=public.ladder,
        places=public.places,
        acts=acts_in_order(desk, view, session.ticks) if view is not None and asked else (),
        brief=brief_of(desk, view) if view is not None else None,
        pacts=public.pacts,
        signals=signals(desk, view) if view is not None else (),
        accusations=public.accusations,
        sanctions=public.sanctions,
        balloted=public.balloted,
        threats=public.threats,
        timeline=() if seat is None or quarter < 0 else timeline_of(desk, session, seat),
        attention=ATTENTION - int(view.spent[0]) if view is not None else 0,
    )


def timeline_of(desk: Desk, session: Session, seat: int) -> tuple[QuarterShown, ...]:
    """The quarters that have passed, as the seat knows them."""
    return timeline(desk, session.briefs, session.moments, seat, over=session.closed)


def public_part(desk: Desk, session: Session, persons: frozenset[int], reveal: Reveal) -> Public:
    """The part of a room that does not depend on who looks, made once for each tick."""
    asked = (persons, reveal)
    if desk.public is None or desk.public[0] is not session.world or desk.public[1] != asked:
        desk.public = (session.world, asked, make_public(desk, session, persons, reveal))
    return desk.public[2]


def make_public(desk: Desk, session: Session, persons: frozenset[int], reveal: Reveal) -> Public:
    """The same, worked out."""
    record = session.world.record
    openly, taken = asked_openly(desk.rules, session), vote_shown(session)
    return Public(
        places=places(desk, session, persons, openly, taken, reveal),
        ladder=ladder(desk, session),
        pacts=pacts_shown(desk, record),
        accusations=accusations(desk, record),
        sanctions=sanctions(desk, record),
        threats=threats_shown(desk.words, record),
        openly=openly,
        question=question(desk, record),
        balloted=what_was_voted(desk.words, taken) if taken is not None else "",
    )
