"""Role cards, one a page, and the teacher's sheet: readings, quiz, answers, exit ticket, as PDF."""

from collections.abc import Sequence
from pathlib import Path

from demarche.scenarios.cards import card_for, is_derived
from demarche.scenarios.compile import Game
from demarche.ui.material.quiz import Question, quiz
from demarche.ui.material.readings import Reading, readings
from demarche.ui.report.paper import Paper
from demarche.ui.words import Words

TICKET = (
    "What did your delegation get, and what did it pay for it?",
    "Which word of the text mattered most, and to whom?",
    "Who kept a promise, or broke one? What followed?",
    "What would you do otherwise the next time?",
)
"""The exit ticket: what a student writes before leaving."""
ALOUD = (
    "You speak for a state and have instructions.",
    "A text passes with more yes than no; abstaining counts for neither.",
    "If nobody asks for a vote it is adopted without one, which is stronger.",
    "Before the whole text, people may stop it, change it, or vote one part apart.",
    "Deals are made in the informals, kept in the vote, and pledges are kept, or not, afterwards.",
)
LETTERS = "ABCD"


def print_cards(game: Game, codes: Sequence[str], path: Path) -> None:
    """A card a page. Raises OSError where the file cannot be written."""
    words = Words(game)
    with Paper(path, f"Role cards: {game.scenario.title}") as paper:
        for code in codes:
            paper.page()
            one_card(paper, game, words, game.rules.roster.names.index(code))


def one_card(paper: Paper, game: Game, words: Words, seat: int) -> None:
    """One card: what the delegation wants, must not accept and may trade."""
    card, book = card_for(game, seat), game.rules.book
    clause = book.names.index(card.red_line.rpartition(".")[0])
    wording = [one.id for one in game.clauses[clause].wordings].index(card.red_line)
    paper.heading(words.state(seat), 30)
    paper.words(f"{game.scenario.title} · {game.scenario.body}, {game.scenario.year}", 11)
    paper.skip(10)
    paper.words(" ".join(card.summary.split()), 14)
    paper.heading("Your goals", 16)
    for goal in card.goals:
        paper.item(goal.text, 13.5)
    paper.heading("Red line: this must NOT be agreed", 16)
    paper.words(f"“{words.wording(clause, wording)}” ({words.clause(clause)})", 13.5)
    paper.heading("You can give way on", 16)
    paper.words(words.clause(book.names.index(card.trade)), 13.5)
    paper.skip(20)
    how = "derived from the published position of the state" if is_derived(game, seat) else "written for this scenario"
    paper.words(f"This card is {how}. Positions are judged, wordings are paraphrases. Keep it to yourself.", 9.5)


def print_sheet(game: Game, codes: Sequence[str], path: Path) -> None:
    """The teacher's sheet. Raises OSError where the file cannot be written."""
    words, scenario = Words(game), game.scenario
    told, questions = readings(game), quiz(game)
    with Paper(path, f"Teacher’s sheet: {scenario.title}") as paper:
        paper.page()
        paper.heading(scenario.title, 24)
        paper.words(f"{scenario.body}, {scenario.year}; decides by {scenario.decision}. For the teacher.", 11)
        paper.heading("Five sentences to read aloud", 15)
        for number, sentence in enumerate(ALOUD, start=1):
            paper.item(f"{number}. {sentence}")
        paper.heading("Delegations, in the order in which they are given out", 15)
        names = [words.state(game.rules.roster.names.index(code)) for code in codes]
        paper.words(", ".join(names) + ".")
        paper.heading("To ask at the end", 15)
        for ask in ("Which word decided it?", "Who could have stopped it, and why did they not?"):
            paper.item(ask)
        for one in told:
            one_reading(paper, one)
        paper.page()
        paper.heading(f"Quiz: {scenario.title}")
        one_quiz(paper, questions)
        paper.page()
        paper.heading("Answers (for the teacher)")
        for number, question in enumerate(questions, start=1):
            paper.words(f"{number}. {LETTERS[question.right]}: {question.answers[question.right]} {question.why}")
        paper.page()
        paper.heading("Exit ticket")
        paper.words("Name:")
        for ask in TICKET:
            paper.words(ask, 13, "bold")
            paper.skip(105)


def one_reading(paper: Paper, one: Reading) -> None:
    """A reading, on a page of its own."""
    paper.page()
    paper.heading(one.title)
    for paragraph in one.paragraphs:
        paper.words(paragraph)
    paper.heading("To talk about", 14)
    for ask in one.asks:
        paper.item(ask)


def one_quiz(paper: Paper, questions: Sequence[Question]) -> None:
    """The questions, each with its four answers."""
    for number, question in enumerate(questions, start=1):
        paper.words(f"{number}. {question.text}", 11.5, "bold")
        for letter, answer in zip(LETTERS, question.answers, strict=True):
            paper.words(f"{letter}  {answer}", 10.5, indent=0.25)
