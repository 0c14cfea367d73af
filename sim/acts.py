"""The table of acts: what a delegation can do, when, how it is written, what it names, and who hears of it.

All else is derived from it: the notation, the forms that a person fills in, the acts that a seat could choose, what
reaches whom, and the table in docs/rules.md.  A new act is a verb and a row here, a rule (who may, what judges it,
what it does) in `procedure` or `aftermath`, its words in `ui/acts.py`, and what the doctrine does with it.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum, auto

from demarche.sim.stages import BALLOTED, Stage


class Verb(IntEnum):
    """What a delegation does. SILENT is for a seat that is not asked; PASS for one that has nothing to say."""

    SILENT = 0
    PASS = 1
    SPEAK = 2  # state where it stands on up to two clauses, naming a state or none
    REPLY = 3  # use the right of reply, naming a state or none
    PROPOSE = 4  # a wording for a clause of a draft
    SPONSOR = 5
    LEAVE = 6  # withdraw its sponsorship
    OFFER = 7  # a deal: what it gives for what it asks
    ACCEPT = 8  # the offer of a partner
    TAKE = 9  # pen-holder: take a wording into the text
    TABLE = 10
    HOLD = 11  # keep the draft back: it is not put
    WITHDRAW = 12
    MOVE = 13  # a procedural motion
    FOR = 14  # ask for the floor in favour of the motion
    AGAINST = 15
    AMEND = 16
    REVISE = 17  # pen-holder: oral revision
    DIVIDE = 18  # ask for a separate vote on a clause
    OBJECT = 19  # to the division
    ASK = 20  # for a recorded vote
    CAST = 21  # a ballot
    BLOCK = 22  # consensus: object
    DISSOCIATE = 23  # consensus: stand aside without objecting
    RECONSIDER = 24  # move to reconsider a decided draft
    EXPLAIN = 25  # the vote
    AWAY = 26  # not in the room when the debate opens
    KEEP = 27  # conduct under a pact: restraint toward its parties, measures delivered, another restraint toward one
    PROTEST = 28  # in private
    ACCUSE = 29  # in public
    CONSULT = 30  # under a pact
    RETALIATE = 31
    SANCTION = 32
    DENOUNCE = 33  # a pact
    INVITE = 34  # other states to a pact of its making
    AGREE = 35  # to the pact that it is invited to
    DECLINE = 36  # that pact, with a reason
    COUNTER = 37  # answer it with one wording changed
    GATHER = 38  # names for a letter: asks up to four states to sign for one wording
    COSIGN = 39  # the letter of a state that asks for it


class Item(IntEnum):
    """The eight places of an act, an int16 row. A place that a verb does not use holds NONE."""

    VERB = 0
    PARTNER = 1  # seat named, offered to, or accepted from
    DRAFT = 2
    CLAUSE = 3
    WORDING = 4  # also Ballot of CAST, Motion of MOVE, Ground of EXPLAIN
    DRAFT2 = 5  # what an OFFER asks; second clause of SPEAK
    CLAUSE2 = 6
    WORDING2 = 7


class Part(Enum):
    """What an act names, in the order in which the notation writes it."""

    DRAFT = auto()  # a draft
    PACT = auto()  # a draft that binds the actor as a pact
    WORDED = auto()  # a clause and a wording of it, or the clause left out
    CLAUSE = auto()
    STATE = auto()  # another state; of which, is for the judge of the act to say
    SENDER = auto()  # another state, which has made the actor an offer
    MOTION = auto()
    GROUND = auto()
    BALLOT = auto()
    STATEMENTS = auto()  # up to two clauses, each with a wording
    NAMED = auto()  # another state, or none
    DEAL = auto()  # another state, what is given and what is asked
    CONDUCT = auto()  # restraint by kind, what is delivered, and another restraint toward one party
    ACCUSED = auto()  # another state, and how it is named
    PROPOSAL = auto()  # up to three other states, and a pact: a template, wordings in place of its own, and dates
    OBJECTION = auto()
    ASKED = auto()  # up to four other states


FILLS: dict[Part, tuple[Item, ...]] = {
    Part.DRAFT: (Item.DRAFT,),
    Part.PACT: (Item.DRAFT,),
    Part.WORDED: (Item.CLAUSE, Item.WORDING),
    Part.CLAUSE: (Item.CLAUSE,),
    Part.STATE: (Item.PARTNER,),
    Part.SENDER: (Item.PARTNER,),
    Part.MOTION: (Item.WORDING,),
    Part.GROUND: (Item.WORDING,),
    Part.BALLOT: (Item.WORDING,),
    Part.STATEMENTS: (Item.CLAUSE, Item.WORDING, Item.CLAUSE2, Item.WORDING2),
    Part.NAMED: (Item.PARTNER,),
    Part.DEAL: tuple(Item)[1:],
    Part.CONDUCT: (Item.PARTNER, Item.CLAUSE, Item.WORDING, Item.DRAFT2, Item.CLAUSE2, Item.WORDING2),
    Part.ACCUSED: (Item.PARTNER, Item.WORDING),
    Part.PROPOSAL: tuple(Item)[1:],  # as in demarche.sim.proposal
    Part.OBJECTION: (Item.WORDING,),
    Part.ASKED: (Item.PARTNER, Item.DRAFT2, Item.CLAUSE2, Item.WORDING2),
}
"""The places of an act that each part fills."""


class Who(StrEnum):
    """Who may make an act at the most; the rules of the stage say who of them."""

    ANYBODY = "anybody"
    DELEGATIONS = "delegations"  # members and observers, not the chair or third states
    MEMBERS = "members"
    NAMED = "whoever was named"
    PEN = "the pen-holder"
    OFFERED = "whoever holds an offer"
    PARTIES = "parties of a pact"
    VICTIMS = "whoever has found something"
    INVITED = "whoever is invited to the pact"
    ASKED = "whoever a letter asks"


class Audience(StrEnum):
    """Who hears of an act when it is made."""

    EVERYBODY = "everybody"
    READERS = "whoever has seen the draft"  # everybody, but for a draft in a pocket, which its pen-holder alone has
    BETWEEN = "the two"  # the actor and the state that it names
    INVITED = "the states invited to the pact"  # and whoever invites them
    ACTOR = "the actor"


@dataclass(frozen=True, slots=True)
class Row:
    """One act. written: an example in notation; asked: the stages in which it may be made; parts: what it names.

    who     may make it      heard   by whom it is heard
    shown   what everybody sees at once of an act that not everybody hears, in words
    """

    written: str
    asked: tuple[Stage, ...]
    who: Who
    heard: Audience
    parts: tuple[Part, ...] = ()
    shown: str = ""

    @property
    def uses(self) -> tuple[Item, ...]:
        """The places that it fills, in their order, beside that of the verb."""
        return tuple(sorted({item for part in self.parts for item in FILLS[part]}))


_TALKS = (Stage.FLOOR, Stage.ANSWERS)
_NOBODY = (Stage.CALLED, Stage.CLOSED, Stage.NATURE)
_BALLOTS = (*BALLOTED, Stage.SIGNING)
_MUST_ACT = (Stage.TABLING, Stage.CONDUCT, Stage.CONSIDERATION, *_BALLOTS)
_PASSED = tuple(stage for stage in Stage if stage not in (*_NOBODY, *_MUST_ACT))
_DELEGATIONS, _MEMBERS, _PEN, _PARTIES, _VICTIMS = Who.DELEGATIONS, Who.MEMBERS, Who.PEN, Who.PARTIES, Who.VICTIMS
_ALL, _READERS, _TWO, _ONE = Audience.EVERYBODY, Audience.READERS, Audience.BETWEEN, Audience.ACTOR

ACTS: dict[Verb, Row] = {
    Verb.SILENT: Row("silent", tuple(Stage), Who.ANYBODY, _ONE),
    Verb.PASS: Row("pass", _PASSED, Who.ANYBODY, _ONE),
    Verb.SPEAK: Row(
        "speak THR.a CON.b naming USA", (Stage.STATEMENTS,), _DELEGATIONS, _ALL, (Part.STATEMENTS, Part.NAMED)
    ),
    Verb.REPLY: Row("reply naming USA", (Stage.REPLIES,), Who.NAMED, _ALL, (Part.NAMED,)),
    Verb.PROPOSE: Row("propose 1 HRT.c", _TALKS, _DELEGATIONS, _ALL, (Part.DRAFT, Part.WORDED)),
    Verb.SPONSOR: Row("sponsor 1", (*_TALKS, Stage.SPONSORS), _MEMBERS, _ALL, (Part.DRAFT,)),
    Verb.LEAVE: Row("leave 1", (*_TALKS, Stage.SPONSORS), _MEMBERS, _ALL, (Part.DRAFT,)),
    Verb.OFFER: Row("offer USA: 2 HRT.c for 1 yes", (Stage.FLOOR,), _MEMBERS, _TWO, (Part.DEAL,)),
    Verb.ACCEPT: Row(
        "accept USA",
        (Stage.ANSWERS,),
        Who.OFFERED,
        _TWO,
        (Part.SENDER,),
        shown="the wordings that the deal moves or proposes",
    ),
    Verb.TAKE: Row("take 1 HRT.c", (Stage.PEN,), _PEN, _ALL, (Part.DRAFT, Part.WORDED)),
    Verb.TABLE: Row("table 1", (Stage.TABLING,), _PEN, _READERS, (Part.DRAFT,)),
    Verb.HOLD: Row("hold 1", (Stage.TABLING,), _PEN, _READERS, (Part.DRAFT,)),
    Verb.WITHDRAW: Row("withdraw", (Stage.REVISION,), _PEN, _ALL),
    Verb.MOVE: Row("move no-action", (Stage.MOTIONS,), _MEMBERS, _ALL, (Part.MOTION,)),
    Verb.FOR: Row("for", (Stage.SPEAKERS,), _MEMBERS, _ALL),
    Verb.AGAINST: Row("against", (Stage.SPEAKERS,), _MEMBERS, _ALL),
    Verb.AMEND: Row("amend HRT.b", (Stage.AMENDMENTS,), _MEMBERS, _ALL, (Part.WORDED,)),
    Verb.REVISE: Row("revise -CAP", (Stage.REVISION,), _PEN, _ALL, (Part.WORDED,)),
    Verb.DIVIDE: Row("divide SUP", (Stage.DIVISION,), _MEMBERS, _ALL, (Part.CLAUSE,)),
    Verb.OBJECT: Row("object", (Stage.OBJECTION,), _MEMBERS, _ALL),
    Verb.ASK: Row("ask", (Stage.DECISION,), _MEMBERS, _ALL),
    Verb.CAST: Row("yes", _BALLOTS, _MEMBERS, _ALL, (Part.BALLOT,)),
    Verb.BLOCK: Row("block", (Stage.CONSENSUS,), _MEMBERS, _ALL),
    Verb.DISSOCIATE: Row("dissociate", (Stage.CONSENSUS,), _MEMBERS, _ALL),
    Verb.RECONSIDER: Row("reconsider 1", (Stage.RECONSIDER,), _MEMBERS, _ALL, (Part.DRAFT,)),
    Verb.EXPLAIN: Row("explain 1 red-line", (Stage.EXPLANATIONS,), _MEMBERS, _ALL, (Part.DRAFT, Part.GROUND)),
    Verb.AWAY: Row("away", (Stage.STATEMENTS,), _DELEGATIONS, _ALL),
    Verb.KEEP: Row(
        "keep 1 at 90/0/100/50 delivering contact-points joint-science, toward CHN at 20",
        (Stage.CONDUCT,),
        _PARTIES,
        _ONE,
        (Part.PACT, Part.CONDUCT),
        shown="the measures that it delivers",
    ),
    Verb.PROTEST: Row("protest USA", (Stage.RESPONSES,), _VICTIMS, _TWO, (Part.STATE,)),
    Verb.ACCUSE: Row("accuse USA by indictment", (Stage.RESPONSES,), _VICTIMS, _ALL, (Part.ACCUSED,)),
    Verb.CONSULT: Row(
        "consult 1",
        (Stage.RESPONSES,),
        _PARTIES,
        _ONE,
        (Part.PACT,),
        shown="that consultations are held under the pact",
    ),
    Verb.RETALIATE: Row("retaliate USA", (Stage.RESPONSES,), _VICTIMS, _ONE, (Part.STATE,)),
    Verb.SANCTION: Row("sanction USA", (Stage.RESPONSES,), _VICTIMS, _ALL, (Part.STATE,)),
    Verb.DENOUNCE: Row("denounce 1", (Stage.RESPONSES,), _PARTIES, _ALL, (Part.PACT,)),
    Verb.INVITE: Row(
        "invite IND ZAF: own-words with IPT.b CNS.b after 2 for 5",
        (Stage.PROPOSALS,),
        Who.ANYBODY,
        Audience.INVITED,
        (Part.PROPOSAL,),
        shown="that a pact is under negotiation, not between whom",
    ),
    Verb.AGREE: Row(
        "agree",
        (Stage.CONSIDERATION,),
        Who.INVITED,
        Audience.INVITED,
        shown="the pact, once every state that is left has agreed",
    ),
    Verb.DECLINE: Row("decline text", (Stage.CONSIDERATION,), Who.INVITED, Audience.INVITED, (Part.OBJECTION,)),
    Verb.COUNTER: Row("counter NAP.b", (Stage.CONSIDERATION,), Who.INVITED, Audience.INVITED, (Part.WORDED,)),
    Verb.GATHER: Row(
        "gather 1 HRT.c asking BRA IND KEN ZAF", _TALKS, _DELEGATIONS, _ALL, (Part.DRAFT, Part.WORDED, Part.ASKED)
    ),
    Verb.COSIGN: Row("cosign BRA", (Stage.LETTERS,), Who.ASKED, _ALL, (Part.STATE,)),
}


def asked_in(stage: Stage, *parts: Part) -> tuple[Verb, ...]:
    """The verbs that may be used in a stage and name exactly that, in their order."""
    return tuple(verb for verb, row in ACTS.items() if stage in row.asked and row.parts == parts and verb > Verb.PASS)
