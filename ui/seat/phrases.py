"""The words in which a delegate is asked and answers: every act with its key and tip, every question of a session."""

from dataclasses import dataclass

from demarche.sim.terms import Ballot, Stage, Verb


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an act is called, the letter that makes it, and what it does, in a line."""

    word: str
    key: str
    tip: str


PHRASES = {
    Verb.PASS: Phrase("Pass", "p", "You have nothing to say this time."),
    Verb.SPEAK: Phrase("Make a statement", "s", "Say where you stand, on two clauses at the most. Everybody hears it."),
    Verb.AWAY: Phrase(
        "Stay away", "x", "You are not in the room. A quarter of the members must be, or it cannot open."
    ),
    Verb.REPLY: Phrase("Use your right of reply", "r", "You were named. Whomever you name now may reply in turn."),
    Verb.PROPOSE: Phrase("Propose a wording", "w", "It stands in brackets until the pen-holder takes it, or does not."),
    Verb.SPONSOR: Phrase("Sponsor a draft", "s", "Your name stands under it. A sponsor does not explain its vote."),
    Verb.LEAVE: Phrase("Withdraw your sponsorship", "l", "Your name comes off the draft, and everybody sees it."),
    Verb.OFFER: Phrase("Offer a deal", "o", "In private: what you give for what you ask. It lapses with the round."),
    Verb.ACCEPT: Phrase("Accept a deal", "a", "It binds you both. Nobody else is told."),
    Verb.TAKE: Phrase(
        "Take a wording into your text", "t", "You hold the pen: what you take in is what the text says."
    ),
    Verb.TABLE: Phrase("Table the draft", "t", "It gets its number and its place in the order of votes."),
    Verb.HOLD: Phrase("Hold the draft back", "h", "It will not be put to the Committee."),
    Verb.WITHDRAW: Phrase("Withdraw the draft", "w", "It is not put. Only before voting begins, and if not amended."),
    Verb.MOVE: Phrase("Move a procedural motion", "m", "It goes before the text, and is voted on at once."),
    Verb.FOR: Phrase("Speak for the motion", "f", "The chair hears the first two on this side."),
    Verb.AGAINST: Phrase("Speak against the motion", "a", "The chair hears the first two on this side."),
    Verb.AMEND: Phrase("Submit an amendment", "a", "It is voted on before the text, the furthest removed first."),
    Verb.REVISE: Phrase("Revise the text orally", "r", "One wording, from the floor. It settles what waits on it."),
    Verb.DIVIDE: Phrase("Ask for a separate vote", "d", "A part that does not carry falls out of the text."),
    Verb.OBJECT: Phrase("Object to the division", "o", "Then the Committee votes first on whether to divide at all."),
    Verb.ASK: Phrase("Ask for a recorded vote", "a", "If nobody does, the text is adopted without a vote."),
    Verb.BLOCK: Phrase("Object", "o", "One objection is enough: there is then no report."),
    Verb.DISSOCIATE: Phrase("Dissociate yourself", "d", "The text passes, and it is known that you are not behind it."),
    Verb.RECONSIDER: Phrase("Move to reconsider", "r", "Two thirds of those voting must agree to vote again."),
    Verb.EXPLAIN: Phrase("Explain your vote", "e", "One vote, one reason, for the record."),
    Verb.KEEP: Phrase("Choose your conduct", "k", "What you deliver is seen. How far you hold back is not."),
    Verb.PROTEST: Phrase("Protest in private", "t", "Only the two of you know."),
    Verb.ACCUSE: Phrase("Accuse in public", "a", "Everybody hears it, rightly or wrongly."),
    Verb.CONSULT: Phrase("Ask for consultations", "c", "As the pact provides. They calm the quarter that follows."),
    Verb.RETALIATE: Phrase("Retaliate", "r", "In secret: more operations against that state next quarter."),
    Verb.SANCTION: Phrase("Impose sanctions", "s", "In public. They deter until they are used, and are then spent."),
    Verb.DENOUNCE: Phrase("Denounce the pact", "d", "You are bound no longer. Everybody sees it."),
}
"""Every act but the ballots. Within one stage no two share a key."""

BALLOT_PHRASES = {
    Ballot.YES: Phrase("Vote yes", "y", "More yes than no carries."),
    Ballot.NO: Phrase("Vote no", "n", "A tie fails."),
    Ballot.ABSTAIN: Phrase("Abstain", "a", "You are present, and counted on neither side."),
    Ballot.ABSENT: Phrase("Be absent", "x", "Not in the room: not counted for the quorum either."),
}
SIGNING_PHRASES = {
    Ballot.YES: Phrase("Sign", "y", "There is a pact once every party signs."),
    Ballot.NO: Phrase("Do not sign", "n", "Without every party there is no pact."),
    Ballot.ABSTAIN: Phrase("Ask for time", "a", "You do not sign now; it counts as not signing."),
    Ballot.ABSENT: Phrase("Stay away", "x", "You are not there to sign; it counts as not signing."),
}
SIGNINGS = (Stage.SIGNATURE, Stage.SIGNING)
"""Stages in which a yes is a signature."""

PASSED_BY = {
    Stage.ANSWERS: "Offers that nobody takes up lapse.",
    Stage.PEN: "You leave your text as it is.",
    Stage.SPONSORS: "Your name stays where it is.",
    Stage.MOTIONS: "You move nothing.",
    Stage.SPEAKERS: "You do not ask for the floor.",
    Stage.AMENDMENTS: "You submit nothing.",
    Stage.REVISION: "Your text is put as it stands.",
    Stage.DIVISION: "You ask for no separate vote.",
    Stage.OBJECTION: "You let the text be divided.",
    Stage.DECISION: "If nobody asks for a vote, the text is adopted without one.",
    Stage.CONSENSUS: "You join in the consensus.",
    Stage.RECONSIDER: "You let the decisions stand.",
    Stage.EXPLANATIONS: "Your vote speaks for itself.",
    Stage.RESPONSES: "You let the quarter pass without a word.",
}
"""What it means to pass, where that is more than to say nothing."""

QUESTIONS = {
    Stage.STATEMENTS: "General debate: what do you say of the subject?",
    Stage.REPLIES: "Right of reply: do those who were named use it?",
    Stage.FLOOR: "Informal consultations: what do you propose, offer or support?",
    Stage.ANSWERS: "Informal consultations: do you accept what was offered to you, or say more?",
    Stage.PEN: "Pen-holder: what do you take into your text?",
    Stage.TABLING: "Pen-holder: do you table your draft?",
    Stage.SPONSORS: "The list of sponsors of {draft} is closing: is your name on it?",
    Stage.MOTIONS: "{draft} is called: does anybody move a procedural motion?",
    Stage.SPEAKERS: "It is moved {motion}: who speaks for and against?",
    Stage.MOTION_VOTE: "It is moved {motion}: how do you vote?",
    Stage.AMENDMENTS: "{draft}: does anybody submit an amendment?",
    Stage.REVISION: "{draft}: does the pen-holder revise or withdraw it?",
    Stage.AMENDMENT_VOTE: "{draft}, amendment to {clause}: {wording} How do you vote?",
    Stage.DIVISION: "{draft}: does anybody ask for a separate vote on a part?",
    Stage.OBJECTION: "{draft}: does anybody object to voting on parts apart?",
    Stage.DIVISION_VOTE: "{draft}: shall the Committee vote on parts apart?",
    Stage.PART_VOTE: "{draft}, separate vote: does {clause} stay in the text?",
    Stage.DECISION: "{draft}: does anybody ask for a recorded vote?",
    Stage.VOTE: "{draft}, the whole text: how do you vote?",
    Stage.CONSENSUS: "{draft}: does anybody object?",
    Stage.SIGNATURE: "{draft}: do you sign it?",
    Stage.RECONSIDER: "Does anybody move to reconsider a decision?",
    Stage.RECONSIDER_VOTE: "Shall {draft} be voted on again? Two thirds are needed.",
    Stage.EXPLANATIONS: "Explanations of vote: why did you vote so?",
    Stage.CLOSED: "The session is closed.",
    Stage.SIGNING: "{draft} is still on offer: do you sign it?",
    Stage.CONDUCT: "{draft} binds you: what do you deliver, and how far do you hold back?",
    Stage.NATURE: "The quarter passes: services act, and some of it is found.",
    Stage.RESPONSES: "What do you do about what you have seen?",
}
