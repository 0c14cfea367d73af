"""What a seat did, as a sentence without its subject: "voted yes on L.27, the whole text". You, or its name, go before.

It is made of the act and of the record before it, which says on what a vote was; for the seat itself, or of an act
that everybody heard, or in a debrief: nothing here judges who may be told.
"""

from collections.abc import Callable

from demarche.sim.conduct import MEASURES
from demarche.sim.levels import APART, GENERAL, unpacked
from demarche.sim.parts import CONDUCT
from demarche.sim.record import Record
from demarche.sim.terms import ABSENT, NONE, Ballot, Ground, Ints, Item, Motion, Stage, Verb
from demarche.ui.seat.phrases import SIGNINGS
from demarche.ui.seat.question import draft_put
from demarche.ui.story.informals import sides
from demarche.ui.words import GROUNDS, MOTIONS, VOTES, Words, listed

VOTED = {
    Ballot.YES: "voted yes on",
    Ballot.NO: "voted no on",
    Ballot.ABSTAIN: "abstained on",
    Ballot.ABSENT: "stayed away from the vote on",
}
SIGNED = {
    Ballot.YES: "signed",
    Ballot.NO: "did not sign",
    Ballot.ABSTAIN: "asked for time on",
    Ballot.ABSENT: "stayed away from the signing of",
}


def did(words: Words, before: Record, seat: int, act: Ints) -> str:
    """An act (8,) of a seat in one world as a sentence, without a subject and a full stop. before: the record then."""
    return DID[Verb(int(act[Item.VERB]))](words, before, seat, act)


def plain(text: str) -> Callable[[Words, Record, int, Ints], str]:
    """An act that needs nothing filled in."""
    return lambda words, before, seat, act: text


def on_draft(text: str) -> Callable[[Words, Record, int, Ints], str]:
    """An act on a draft that it names."""
    return lambda words, before, seat, act: text.format(words.draft(int(act[Item.DRAFT])))


def on_state(text: str) -> Callable[[Words, Record, int, Ints], str]:
    """An act toward another state."""
    return lambda words, before, seat, act: text.format(words.state(int(act[Item.PARTNER])))


def put(words: Words, before: Record) -> str:
    """The draft on the table."""
    draft = draft_put(before)
    return words.draft(draft) if draft != NONE else "the draft"


def wish(words: Words, clause: int, wording: int) -> str:
    """A wording with its clause, or that the clause is left out."""
    if wording in (ABSENT, words.rules.book.wordings):
        return f"leaving out {words.clause(clause)}"
    return f"“{words.wording(clause, wording)}” ({words.clause(clause)})"


def wished(words: Words, act: Ints) -> str:
    """The wording that an act names."""
    return wish(words, int(act[Item.CLAUSE]), int(act[Item.WORDING]))


def spoke(words: Words, before: Record, seat: int, act: Ints) -> str:
    """A statement."""
    pairs = ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2))
    wanted = [wish(words, int(act[c]), int(act[w])) for c, w in pairs if act[c] != NONE]
    said = f"spoke for {' and for '.join(wanted)}" if wanted else "took the floor"
    return said + naming(words, act)


def naming(words: Words, act: Ints) -> str:
    """The state that an act names beside, if one is."""
    return f", naming {words.state(int(act[Item.PARTNER]))}" if act[Item.PARTNER] != NONE else ""


def offered(words: Words, before: Record, seat: int, act: Ints) -> str:
    """A deal, from the side of whoever offers it."""
    partner = int(act[Item.PARTNER])
    gives, asks = sides(act)
    return f"offered {words.state(partner)} {words.terms(seat, *gives)}, for {words.terms(partner, *asks)}"


def voted(words: Words, before: Record, seat: int, act: Ints) -> str:
    """A ballot, and on what."""
    stage, ballot = Stage(int(before.stage[0])), Ballot(int(act[Item.WORDING]))
    verbs = SIGNED if stage in SIGNINGS else VOTED
    return f"{verbs[ballot]} {subject(words, before, stage)}"


def subject(words: Words, before: Record, stage: Stage) -> str:
    """What a vote was on."""
    draft = put(words, before)
    match stage:
        case Stage.MOTION_VOTE:
            return f"the motion {MOTIONS[Motion(int(before.motion[0]))]}"
        case Stage.AMENDMENT_VOTE:
            clause, wording = (int(item) for item in before.amendment[0])
            return f"the amendment to {draft}: {wish(words, clause, wording)}"
        case Stage.DIVISION_VOTE:
            return f"voting on parts of {draft} apart"
        case Stage.PART_VOTE:
            return f"keeping {words.clause(int(before.part[0]))} in {draft}"
        case Stage.RECONSIDER_VOTE:
            return f"voting again on {draft}"
        case Stage.VOTE:
            return f"{draft}, the whole text"
    return draft


def explained(words: Words, before: Record, seat: int, act: Ints) -> str:
    """An explanation of vote."""
    draft = int(act[Item.DRAFT])
    ballot, ground = Ballot(int(before.final[0, draft, seat])), Ground(int(act[Item.WORDING]))
    return f"explained {VOTES.get(ballot, 'its vote')} on {words.draft(draft)}: {GROUNDS[ground]}"


def kept(words: Words, before: Record, seat: int, act: Ints) -> str:
    """Conduct under a pact: what is delivered, which all see, and what is held back from, which nobody does."""
    given = [name for measure, name in enumerate(MEASURES) if int(act[Item.CLAUSE]) >> measure & 1]
    return f"delivered {listed(given) if given else 'nothing'}, and {how_far(words, act)}"


def how_far(words: Words, act: Ints) -> str:
    """What a seat holds back from under a pact, which only it knows."""
    apart, wide = int(act[Item.PARTNER]), int(act[Item.CLAUSE]) >> (len(CONDUCT) - 1) & 1
    said = f"held back from {in_percent(act, GENERAL)} of what the text covers"
    more = f", and toward {words.state(apart)} from {in_percent(act, APART)}" if apart != NONE else ""
    return f"{said}{', clearly or arguably' if wide else ''}{more}"


def in_percent(act: Ints, places: tuple[Item, Item]) -> str:
    """Restraint by kind as one share, or as the least and the most."""
    levels = unpacked(act, places)
    least, most = int(levels.min()), int(levels.max())
    return f"{most}%" if least == most else f"{least}% to {most}%"


DID: dict[Verb, Callable[[Words, Record, int, Ints], str]] = {
    Verb.SILENT: plain("was not asked"),
    Verb.PASS: plain("passed"),
    Verb.SPEAK: spoke,
    Verb.AWAY: plain("stayed away from the meeting"),
    Verb.REPLY: lambda words, before, seat, act: f"used the right of reply{naming(words, act)}",
    Verb.PROPOSE: lambda words, before, seat, act: (
        f"proposed {wished(words, act)} in {words.draft(int(act[Item.DRAFT]))}"
    ),
    Verb.GATHER: lambda words, before, seat, act: (
        f"gathered names for {wished(words, act)} in {words.draft(int(act[Item.DRAFT]))}"
    ),
    Verb.COSIGN: on_state("signed the letter of {}"),
    Verb.SPONSOR: on_draft("sponsored {}"),
    Verb.LEAVE: on_draft("took the sponsor’s name off {}"),
    Verb.OFFER: offered,
    Verb.ACCEPT: on_state("accepted the offer of {}"),
    Verb.TAKE: lambda words, before, seat, act: f"took {wished(words, act)} into {words.draft(int(act[Item.DRAFT]))}",
    Verb.TABLE: on_draft("tabled {}"),
    Verb.HOLD: on_draft("held {} back"),
    Verb.WITHDRAW: lambda words, before, seat, act: f"withdrew {put(words, before)}",
    Verb.MOVE: lambda words, before, seat, act: f"moved {MOTIONS[Motion(int(act[Item.WORDING]))]}",
    Verb.FOR: plain("asked to speak for the motion"),
    Verb.AGAINST: plain("asked to speak against the motion"),
    Verb.AMEND: lambda words, before, seat, act: f"moved to amend {put(words, before)}: {wished(words, act)}",
    Verb.REVISE: lambda words, before, seat, act: f"revised {put(words, before)} from the floor: {wished(words, act)}",
    Verb.DIVIDE: lambda words, before, seat, act: (
        f"asked for a separate vote on {words.clause(int(act[Item.CLAUSE]))} in {put(words, before)}"
    ),
    Verb.OBJECT: lambda words, before, seat, act: f"objected to dividing {put(words, before)}",
    Verb.ASK: lambda words, before, seat, act: f"asked for a recorded vote on {put(words, before)}",
    Verb.CAST: voted,
    Verb.BLOCK: lambda words, before, seat, act: f"objected to {put(words, before)}",
    Verb.DISSOCIATE: lambda words, before, seat, act: f"stood aside from {put(words, before)}",
    Verb.RECONSIDER: on_draft("moved to vote again on {}"),
    Verb.EXPLAIN: explained,
    Verb.KEEP: kept,
    Verb.PROTEST: on_state("protested to {} in private"),
    Verb.ACCUSE: on_state("accused {} in public"),
    Verb.CONSULT: on_draft("asked for consultations under {}"),
    Verb.RETALIATE: on_state("ordered retaliation against {}"),
    Verb.SANCTION: on_state("imposed sanctions on {}"),
    Verb.DENOUNCE: on_draft("denounced {}"),
    Verb.INVITE: plain("proposed a pact"),
    Verb.AGREE: plain("agreed to a pact under negotiation"),
    Verb.DECLINE: plain("declined a pact"),
    Verb.COUNTER: lambda words, before, seat, act: f"answered a pact with a change: {wished(words, act)}",
}
"""Every verb."""
