"""Moments that matter, between one look at the room and the next: a roll call with its result, and what befalls one.

Each is made of what the room shows and of what was heard, so that nothing is told here that a seat may not know.
"""

from collections.abc import Iterator, Sequence

from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.room.votes import BALLOTS
from demarche.ui.desktop.screens.rollcall import STANDS, Card, RollCall
from demarche.ui.desktop.showing import Showing, Steps, show
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.rolling import Dot
from demarche.ui.desktop.toolkit.sounds import Sound
from demarche.ui.plain_reasons import plain
from demarche.ui.seat.shown import Code, Heard, Place, Room

Lines = list[tuple[str, Dot | None]]
TURNED = 6
"""Delegations that voted against their lean, named on the result card."""
LEAST_CALLED = 2
"""Ballots that make a roll call: one alone is no vote."""
SIGNED = ("signature", "signing")
"""Stages at which a yes is a signature."""
BEFALLS = {"deal": "moment.deal", "accusation": "moment.accusation", "pact": "moment.pact"}
"""Kinds of what is heard that are a moment where they concern the person, and the title of each."""


class Steadily:
    """A source that always has news: what is shown moves on at its own pace."""

    def poll(self) -> bool:
        """Always."""
        return True


def drama(before: CommitteeRoom, after: CommitteeRoom, desk: Desk) -> Steps[None]:
    """What came between two looks at the room, if any of it matters: each until the person goes on."""
    new = after.heard[len(before.heard) :]
    if was_voted(before.room, after.room):
        call = roll_call(before.room, after.room)
        if not desk.settings.reduce_motion:
            yield from called(call, desk)
        desk.cue(Sound.GAVEL)
        yield from show(result(before.room, after.room, new))
        return
    if before.room.stage == "consensus" and after.room.tick != before.room.tick:
        desk.cue(Sound.GAVEL)
        yield from show(consensus(before.room, after.room, new))
    for card in befell(after.room, new):
        desk.cue(Sound.MESSAGE if card.tone == "good" else Sound.ALARM)
        yield from show(card)


def called(call: RollCall, desk: Desk) -> Steps[None]:
    """The roll call, until it is over or passed over."""
    steadily = Steadily()
    while True:
        answer = yield Showing(call, steadily, call.pace)
        if not answer.news or call.over:
            return
        call = call.further()
        desk.cue(Sound.TICK)


def was_voted(before: Room, after: Room) -> bool:
    """Whether a vote was taken between the two."""
    cast = sum(bool(place.ballot) for place in after.places)
    return bool(after.balloted) and before.tick != after.tick and _votes(before) and cast >= LEAST_CALLED


def decides(room: Room) -> bool:
    """Whether what comes of this moment is a moment of its own, which nothing may be shown instead of."""
    return _votes(room) or room.stage == "consensus"


def _votes(room: Room) -> bool:
    return room.stage.endswith("vote") or room.stage in SIGNED


def roll_call(before: Room, after: Room) -> RollCall:
    """The roll call of a vote: by name, from a delegation on that each vote begins at another of."""
    voted = sorted((place for place in after.places if place.ballot), key=lambda place: place.name)
    begin = before.tick * 37 % len(voted)
    rule = "all" if before.stage in SIGNED else "two-thirds" if before.stage == "reconsider-vote" else "majority"
    return RollCall(after.balloted, after.places, (*voted[begin:], *voted[:begin]), rule=rule)


def result(before: Room, after: Room, new: Sequence[Heard]) -> Card:
    """What a vote came to, what it does to the goals, and who voted against its lean."""
    said = [one for one in new if one.kind in ("vote", "decision")]
    verdict = said[0].text if said else after.balloted
    lines: Lines = [(one.text, None) for one in said[1:3]]
    lines += goal_lines(before, after)
    mine = next((place for place in after.places if place.code == after.me and place.ballot), None)
    if mine is not None:
        lines.append((s("result.you", ballot=s(f"ballot.{mine.ballot}")), BALLOTS[mine.ballot]))
    leaned = {place.code: place.lean for place in before.places}
    turned = [place for place in after.places if place.code != after.me and against(place, leaned.get(place.code, 0))]
    if turned:
        lines.append((s("result.turned", n=len(turned)), None))
    lines += [(_turned(place), BALLOTS[place.ballot]) for place in turned[:TURNED]]
    return Card(after.balloted, verdict, _tone(lines), tuple(lines))


def against(place: Place, leaned: int) -> bool:
    """Whether a delegation voted against the way it leaned."""
    return (place.ballot == "Y" and leaned < 0) or (place.ballot == "N" and leaned > 0)


def _turned(place: Place) -> str:
    why = plain(place.why)
    said = f"{place.name} {s(f'ballot.{place.ballot}')}"
    return s("result.why", said=said, why=why) if why else said


def goal_lines(before: Room, after: Room) -> Lines:
    """Each goal and how it stands, those first that stand otherwise than before."""
    if before.brief is None or after.brief is None:
        return []
    were = {goal.text: goal.stands for goal in before.brief.goals}
    changed = [goal for goal in after.brief.goals if were.get(goal.text) != goal.stands]
    rest = [goal for goal in after.brief.goals if goal not in changed]
    said: Lines = [(s(f"result.{goal.stands}", goal=goal.text), STANDS[goal.stands]) for goal in changed]
    if not changed:
        said.append((s("result.no-goal"), None))
    return [*said, *((s(f"result.still-{goal.stands}", goal=goal.text), STANDS[goal.stands]) for goal in rest)]


def _tone(lines: Sequence[tuple[str, Dot | None]]) -> str:
    """Good where a goal was won and none lost, bad where one was lost."""
    dots = [dot for words, dot in lines if words.startswith((s("result.met", goal=""), s("result.lost", goal="")))]
    if STANDS["lost"] in dots:
        return "bad"
    return "good" if STANDS["met"] in dots else "plain"


def consensus(before: Room, after: Room, new: Sequence[Heard]) -> Card:
    """How a report ended, who objected, and how the room takes it."""
    said = [one for one in new if one.kind in ("vote", "decision")]
    decided = next((one.text for one in said if one.kind == "decision"), said[0].text if said else after.question)
    blocked = any("object" in one.text and "Nobody" not in one.text and one.kind == "vote" for one in said)
    lines: Lines = [(one.text, None) for one in said if one.text != decided]
    if blocked:
        lines.append((s("consensus.silence"), None))
        if any(one.by == after.me and "object" in one.text for one in said):
            lines.append((s("consensus.you"), None))
    lines += goal_lines(before, after)
    by = next((one.by for one in said if one.by), "")
    return Card(s("consensus.title"), decided, "bad" if blocked else "good", tuple(lines), by, camp_of(after, by))


def befell(room: Room, new: Sequence[Heard]) -> Iterator[Card]:
    """Deals struck, accusations heard and pacts left, as far as they concern the person."""
    bound = {code for pact in room.pacts if room.me in pact.parties for code in pact.parties}
    for one in new:
        concerns = room.me and (one.whom == room.me or (one.kind == "pact" and one.by in bound and one.by != room.me))
        struck = one.kind == "deal" and "accept" in one.text
        if one.kind not in BEFALLS or not (struck or (concerns and one.kind != "deal")):
            continue
        if one.kind == "pact" and "denounce" not in one.text:
            continue
        why = [(s("heard.why", why=plain(one.why)), None)] if one.why else []
        who = one.by if one.by != room.me else one.whom
        tone = "good" if one.kind == "deal" else "bad"
        yield Card(s(BEFALLS[one.kind]), one.text, tone, tuple(why), who, camp_of(room, who))


def camp_of(room: Room | None, code: Code) -> int:
    """The camp of the texts that a state stands behind: -1, 0 or 1."""
    drafts = room.drafts if room is not None else ()
    behind = sum(draft.camp for draft in drafts if code == draft.pen or code in draft.sponsors)
    return (behind > 0) - (behind < 0)
