"""Acts in a delegate's words: what each is called and does, and the sentence in which it is heard.

Who hears which sentence is not decided here but by the table of acts, in demarche.sim.acts.
"""

from dataclasses import dataclass

from demarche.sim.terms import Verb

COUNTED = (
    "statements",
    "proposals",
    "offers",
    "deals",
    "sponsorships",
    "motions",
    "votes",
    "explanations",
    "answers",
    "letters",
)
"""What is counted of a delegation, in the order of its account. An act counts as one of them, or as nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """The sentence in which an act is heard, by everybody, by the actor, and by the state that it names.

    kind  of what is heard, as in Heard.  A sentence holds {fields}, which demarche.ui.seat.told fills in.
    """

    kind: str
    aloud: str = ""
    own: str = ""
    to_you: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an act is called, the letter that makes it, and what it does, in a line.

    told    how it is heard; None where what is heard of it is what the record shows (demarche.ui.seat.aloud)
    counts  what it counts as in the account of one delegation      does  in a table of who did what to whom
    """

    word: str
    key: str
    tip: str
    counts: str = ""
    told: Told | None = None
    does: str = ""


PHRASES = {
    Verb.PASS: Phrase("Pass", "p", "You have nothing to say this time."),
    Verb.SPEAK: Phrase(
        "Make a statement",
        "s",
        "Say where you stand, on two clauses at the most. Everybody hears it.",
        "statements",
        Told("speech", "{by} {speaks}{and_names}."),
    ),
    Verb.AWAY: Phrase(
        "Stay away", "x", "You are not in the room. A quarter of the members must be, or it cannot open."
    ),
    Verb.REPLY: Phrase(
        "Use your right of reply",
        "r",
        "You were named. Whomever you name now may reply in turn.",
        "statements",
        Told("speech", "{by} uses its right of reply{naming}."),
    ),
    Verb.PROPOSE: Phrase(
        "Propose a wording", "w", "It stands in brackets until the pen-holder takes it, or does not.", "proposals"
    ),
    Verb.SPONSOR: Phrase(
        "Sponsor a draft", "s", "Your name stands under it. A sponsor does not explain its vote.", "sponsorships"
    ),
    Verb.LEAVE: Phrase("Withdraw your sponsorship", "l", "Your name comes off the draft, and everybody sees it."),
    Verb.OFFER: Phrase(
        "Offer a deal",
        "o",
        "In private: what you give for what you ask. It lapses with the round.",
        "offers",
        Told("deal", own="You offer {state} {terms}.", to_you="{by} offers you {terms}."),
    ),
    Verb.ACCEPT: Phrase(
        "Accept a deal",
        "a",
        "It binds you both. Nobody else is told.",
        "deals",
        Told("deal", own="You accept the offer of {state}: {terms}.", to_you="{by} accepts your offer: {terms}."),
    ),
    Verb.TAKE: Phrase(
        "Take a wording into your text", "t", "You hold the pen: what you take in is what the text says.", "proposals"
    ),
    Verb.TABLE: Phrase("Table the draft", "t", "It gets its number and its place in the order of votes."),
    Verb.HOLD: Phrase("Hold the draft back", "h", "It will not be put to the Committee."),
    Verb.WITHDRAW: Phrase("Withdraw the draft", "w", "It is not put. Only before voting begins, and if not amended."),
    Verb.MOVE: Phrase("Move a procedural motion", "m", "It goes before the text, and is voted on at once.", "motions"),
    Verb.FOR: Phrase("Speak for the motion", "f", "The chair hears the first two on this side.", "motions"),
    Verb.AGAINST: Phrase("Speak against the motion", "a", "The chair hears the first two on this side.", "motions"),
    Verb.AMEND: Phrase(
        "Submit an amendment", "a", "It is voted on before the text, the furthest removed first.", "proposals"
    ),
    Verb.REVISE: Phrase(
        "Revise the text orally", "r", "One wording, from the floor. It settles what waits on it.", "proposals"
    ),
    Verb.DIVIDE: Phrase("Ask for a separate vote", "d", "A part that does not carry falls out of the text.", "motions"),
    Verb.OBJECT: Phrase(
        "Object to the division", "o", "Then the Committee votes first on whether to divide at all.", "motions"
    ),
    Verb.ASK: Phrase("Ask for a recorded vote", "a", "If nobody does, the text is adopted without a vote.", "motions"),
    Verb.CAST: Phrase("Vote", "v", "Your ballot.", "votes"),
    Verb.BLOCK: Phrase("Object", "o", "One objection is enough: there is then no report.", "votes"),
    Verb.DISSOCIATE: Phrase(
        "Dissociate yourself", "d", "The text passes, and it is known that you are not behind it.", "votes"
    ),
    Verb.RECONSIDER: Phrase(
        "Move to reconsider", "r", "Two thirds of those voting must agree to vote again.", "motions"
    ),
    Verb.EXPLAIN: Phrase(
        "Explain your vote",
        "e",
        "One vote, one reason, for the record.",
        "explanations",
        Told("explanation", "{by} explains {vote} on {draft}: {ground}."),
    ),
    Verb.KEEP: Phrase(
        "Choose your conduct",
        "k",
        "What you deliver is seen. How far you hold back is not.",
        told=Told("operation", own="You hold back from {restraint}, under {draft}{apart}."),
    ),
    Verb.PROTEST: Phrase(
        "Protest in private",
        "t",
        "Only the two of you know.",
        "answers",
        Told("accusation", own="You protest to {state} in private.", to_you="{by} protests to you in private."),
        "protests to",
    ),
    Verb.ACCUSE: Phrase(
        "Accuse in public",
        "a",
        "For operations that you found or that were reported. Everybody hears it, right or wrong.",
        "answers",
        Told("accusation", "{by} {accuses}."),
        "accuses",
    ),
    Verb.CONSULT: Phrase(
        "Ask for consultations",
        "c",
        "As the pact provides. They calm the quarter that follows.",
        "answers",
        does="consults",
    ),
    Verb.RETALIATE: Phrase(
        "Retaliate",
        "r",
        "In secret: more operations against that state next quarter.",
        "answers",
        Told("operation", own="You order retaliation against {state}."),
        "retaliates against",
    ),
    Verb.SANCTION: Phrase(
        "Impose sanctions",
        "s",
        "In public. They make a threat, which deters all but espionage and fades unless it is renewed.",
        "answers",
        Told("accusation", "{by} imposes sanctions on {state}."),
        "imposes sanctions on",
    ),
    Verb.DENOUNCE: Phrase(
        "Denounce the pact",
        "d",
        "You are bound until its notice is over. Everybody sees it.",
        "answers",
        Told("pact", "{by} denounces {draft}{bound_until}."),
        "denounces the pact",
    ),
    Verb.INVITE: Phrase(
        "Propose a pact",
        "o",
        "To up to three states. Nobody else learns of it until it is signed.",
        "proposals",
        Told(
            "offer", own="You propose a pact to {invited}: {pact}.", to_you="{by} proposes a pact to {invited}: {pact}."
        ),
    ),
    Verb.AGREE: Phrase(
        "Agree and sign",
        "a",
        "The pact is signed once every state that is left agrees to one text.",
        "answers",
        Told(
            "offer", own="You agree to the pact under negotiation.", to_you="{by} agrees to the pact under negotiation."
        ),
    ),
    Verb.DECLINE: Phrase(
        "Decline the pact",
        "d",
        "You are left out of it; with fewer than two states left there is no pact.",
        "answers",
        Told(
            "offer",
            own="You decline the pact under negotiation because of {objection}.",
            to_you="{by} declines the pact under negotiation because of {objection}.",
        ),
    ),
    Verb.COUNTER: Phrase(
        "Answer with a change",
        "c",
        "One wording changed. Everybody else invited is asked again.",
        "proposals",
        Told(
            "offer",
            own="You answer the pact with a change: {counter}.",
            to_you="{by} answers the pact with a change: {counter}.",
        ),
    ),
    Verb.GATHER: Phrase(
        "Gather names for a letter",
        "g",
        "Ask up to four states to sign for one wording, or for a clause as it stands. Once a session you may ask twice "
        "in a round. From a twentieth of the room on, a letter weighs with the pen-holder and with the floor.",
        "letters",
        Told("wording", "{by} gathers names for {letter}, and asks {asked}."),
    ),
    Verb.COSIGN: Phrase(
        "Sign the letter",
        "s",
        "Your name binds you in votes on that clause. You sign one letter a draft; another takes its place.",
        "letters",
        Told("wording", "{by} signs the letter of {state}."),
    ),
}
"""Every act. Within one stage no two share a key; each ballot has a phrase of its own in demarche.ui.seat.phrases."""
