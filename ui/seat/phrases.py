"""The words in which a delegate is asked: every question of a session, every ballot, and what it means to pass."""

from demarche.sim.terms import Ballot, Stage
from demarche.ui.acts import Phrase

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
    Stage.LETTERS: "You sign no letter.",
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
    Stage.PROPOSALS: "You propose nothing this quarter.",
}
"""What it means to pass, where that is more than to say nothing."""

QUESTIONS = {
    Stage.STATEMENTS: "General debate: what do you say of the subject?",
    Stage.REPLIES: "Right of reply: do those who were named use it?",
    Stage.FLOOR: "Informal consultations: what do you propose, offer or support?",
    Stage.ANSWERS: "Informal consultations: do you accept what was offered to you, or say more?",
    Stage.LETTERS: "Informal consultations: do you sign a letter that you are asked to?",
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
    Stage.PROPOSALS: "Does anybody propose a pact to other states?",
    Stage.CONSIDERATION: "A pact is under negotiation: do those invited agree, decline, or answer with a change?",
}
