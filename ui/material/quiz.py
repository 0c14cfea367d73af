"""Ten questions on a scenario, made of what it holds, so that every answer is right by its own data.

Each has four answers in an order drawn by the scenario's name: the same every time it is printed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game
from demarche.scenarios.schema import PastDraft
from demarche.sim.terms import ABSENT, NONE
from demarche.ui.material.hands import in_order
from demarche.ui.words import Words

QUESTIONS, ANSWERS = 10, 4
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Question:
    """A question. answers: four; right: the place of the right one; why: where it stands, for the teacher."""

    text: str
    answers: tuple[str, ...]
    right: int
    why: str


def quiz(game: Game) -> list[Question]:
    """Ten questions: first those on this text and its story, then those on procedure that fill the ten."""
    found: dict[str, Question] = {}
    for one in (*on_texts(game), *on_cards(game), *on_history(game), *on_procedure(game)):
        found.setdefault(one.text, one)
    return list(found.values())[:QUESTIONS]


def asked(text: str, right: str, others: Sequence[str], why: str) -> Iterator[Question]:
    """A question, where there are three wrong answers that differ from the right one and from one another."""
    wrong = [one for one in dict.fromkeys(others) if one != right][: ANSWERS - 1]
    if len(wrong) == ANSWERS - 1:
        answers = sorted([right, *wrong], key=lambda one: hashlib.sha256(f"{text}{one}".encode()).digest())
        yield Question(text, tuple(answers), answers.index(right), why)


def on_texts(game: Game) -> Iterator[Question]:
    """Who holds a pen, and what the drafts say on the clauses that are most at stake."""
    words, rules = Words(game), game.rules
    names = [words.state(place) for place in range(min(rules.seats, 40))]
    for draft in range(min(rules.texts, 2)):
        symbol, pen = words.draft(draft), int(rules.pen[draft])
        if pen != NONE:
            yield from asked(f"Who holds the pen of {symbol}?", words.state(pen), names, "The draft names it.")
    for draft in range(min(rules.texts, 2)):
        clauses = [clause for clause in range(rules.book.clauses) if rules.opened[draft, clause] != ABSENT]
        for clause in clauses[:: max(1, len(clauses) // 3)][:3]:
            tabled = int(rules.opened[draft, clause])
            others = [
                words.wording(clause, wording)
                for wording in range(len(rules.book.exists[clause]) - 1)
                if rules.book.exists[clause, wording]
            ]
            text = f"What does {words.draft(draft)} say on “{words.clause(clause)}” as it opens?"
            yield from asked(text, words.wording(clause, tabled), others, "The text as it is tabled.")


def on_cards(game: Game) -> Iterator[Question]:
    """What two delegations may give way on."""
    words, rules = Words(game), game.rules
    titles = [words.clause(clause) for clause in range(rules.book.clauses)]
    for code in in_order(game)[:2]:
        card = card_for(game, rules.roster.names.index(code))
        title = words.clause(rules.book.names.index(card.trade))
        state = words.state(rules.roster.names.index(code))
        others = sorted(titles, key=lambda one: hashlib.sha256(f"{code}{one}".encode()).digest())
        yield from asked(f"On what may {state} give way, by its card?", title, others, f"The card of {state}.")


def on_history(game: Game) -> Iterator[Question]:
    """What became of it, where it is history."""
    past = game.scenario.history
    for draft in past.drafts if past else ():
        told, others = (
            outcome(draft),
            ["It was adopted by consensus.", "It was never put to the vote.", "It was rejected."],
        )
        if draft.yes is not None:
            others = [
                f"It was adopted by a vote, {draft.yes - 24} to {(draft.no or 0) + 31}.",
                "It was adopted by consensus.",
                "It was withdrawn before a vote.",
            ]
        yield from asked(f"What became of {draft.id} in history?", told, others, past.source if past else "")


def outcome(draft: PastDraft) -> str:
    """What became of a draft, in a sentence."""
    if draft.decided_by == "vote" and draft.yes is not None:
        verb = "adopted" if draft.adopted else "rejected"
        return f"It was {verb} by a vote, {draft.yes} to {draft.no}."
    if draft.adopted:
        return "It was adopted by consensus." if draft.decided_by == "consensus" else "It was adopted."
    return {"withdrawn": "It was withdrawn.", "not-put": "It was never put to the vote."}.get(
        draft.decided_by, "It was not adopted."
    )


def on_procedure(game: Game) -> Iterator[Question]:
    """Rules that every lesson needs, by how the scenario decides."""
    where = "The teacher’s guide, five sentences to read aloud."
    yield from asked(
        "For what does an abstention count in a vote on a whole text?",
        "For neither side.",
        ["For yes.", "For no.", "For half a vote each way."],
        "GA rules of procedure: members who abstain are considered as not voting.",
    )
    yield from asked(
        "If nobody asks for a recorded vote on a text before the Committee, it is …",
        "adopted without a vote.",
        ["rejected.", "postponed to the next session.", "sent back to its sponsors."],
        where,
    )
    yield from asked(
        "In a vote on a text, yes and no are equal. What happens?",
        "It is not adopted.",
        ["It is adopted.", "The chair decides.", "The vote is taken again until one side wins."],
        "GA rules of procedure, rule 133: a proposal on which votes are equally divided is regarded as rejected.",
    )
    yield from asked(
        "In a group that decides by consensus, how many objections stop a text?",
        "One.",
        ["More than half.", "A third.", "Two thirds."],
        where,
    )
    yield from asked(
        "What does a sponsor of a draft do?",
        "It puts its name under the text, for everybody to see.",
        ["It pays for the meeting.", "It alone may change the text.", "It counts the votes."],
        where,
    )
    yield from asked(
        "Which promise binds in this game?",
        "None is enforced: it is kept or broken in the vote or the quarters, and others remember.",
        ["All: the program carries them out.", "Those written down by the chair.", "Those to a pen-holder only."],
        where,
    )
    yield from asked(
        "What does “division” of a text mean?",
        "A part is put to a vote apart from the rest.",
        ["The Committee splits into two groups.", "Two states share the pen.", "The text is translated."],
        "GA rules of procedure, rule 129.",
    )
    yield from asked(
        "Who may see the offers that two delegations make to each other?",
        "The two of them; in a lesson, the teacher sees what is written beside them.",
        ["Everybody.", "The chair and the projector.", "All states of their group."],
        where,
    )
    yield from asked(
        "What do the positions of states in this program rest on?",
        "Judgement, from votes and statements; they are no forecast.",
        ["Secret documents.", "A poll of diplomats.", "Chance alone."],
        "README, What is judged.",
    )
