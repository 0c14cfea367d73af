"""What can be chosen before a game: scenarios, seats and their cards, in words. Takes half a second to read."""

from dataclasses import dataclass
from functools import cache

from demarche.scenarios.cards import card_for, is_derived
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.scenarios.schema import Scenario
from demarche.sim.terms import Role
from demarche.ui.catalogue import STARS
from demarche.ui.words import DECISIONS, LEVELS, Words

LAST_LEVEL = 4
"""The level of the rules from which on there are motions too."""


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario as a list of them shows it. sentences: names of the five sentences that tell its rules."""

    id: str
    title: str
    year: str
    story: str
    difficulty: str
    minutes: int
    body: str
    decides: str
    rules: str
    seats: int
    quarters: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardShown:
    """A seat that can be taken, and its card. role: member | observer | third_state; written: for this scenario."""

    code: str
    name: str
    role: str
    written: bool
    summary: str
    goals: tuple[str, ...]
    red_line: str
    trade: str


@cache
def stories() -> tuple[Story, ...]:
    """Every scenario of the library, the tutorial first."""
    return tuple(story(name) for name in names())


@cache
def story(name: str, settings: tuple[str, ...] = ()) -> Story:
    """One scenario, of the library or of a file, with those settings. Raises Unreadable."""
    one = load(name, settings)
    return Story(
        id=name,
        title=one.title,
        year="" if one.history is None else str(one.year),
        story=" ".join(one.story.split()),
        difficulty=STARS[one.difficulty],
        minutes=one.minutes,
        body=one.body,
        decides=DECISIONS[one.decision],
        rules=LEVELS[one.level],
        seats=len(cards(name)),
        quarters=one.quarters,
        sentences=sentences(one),
    )


def sentences(one: Scenario) -> tuple[str, ...]:
    """The names of the five sentences that tell the rules of the body at hand."""
    pledges = "quarters" if one.quarters else "no-quarters"
    if one.decision == "unanimity":
        return ("seat", "signed", f"later-{pledges}", "drafting", f"pledges-{pledges}")
    if one.decision == "consensus":
        return ("seat", "objection", "dissociation", "drafting", f"deals-{pledges}")
    changes = f"floor-{one.level}" if one.level < LAST_LEVEL else f"floor-{LAST_LEVEL}"
    deals = f"deals-{pledges}" if one.rounds else f"no-deals-{pledges}"
    return ("seat", "majority", "no-vote", changes, deals)


@cache
def cards(name: str, settings: tuple[str, ...] = ()) -> tuple[CardShown, ...]:
    """Every seat that a person can take, those with a card written for the scenario first, then by name."""
    made = game(load(name, settings), 0)
    words, roster = Words(made), made.rules.roster
    found = []
    for seat, code in enumerate(roster.names):
        role = Role(int(roster.role[seat]))
        if role == Role.CHAIR:
            continue
        card = card_for(made, seat)
        clause, wording = _wording(words, card.red_line)
        found.append(
            CardShown(
                code=code,
                name=words.state(seat),
                role=role.name.lower(),
                written=not is_derived(made, seat),
                summary=" ".join(card.summary.split()),
                goals=tuple(goal.text for goal in card.goals),
                red_line=f"{clause}: {wording}",
                trade=next(one.title for one in words.clauses if one.id == card.trade),
            )
        )
    return tuple(sorted(found, key=lambda card: (not card.written, card.name)))


def _wording(words: Words, wording: str) -> tuple[str, str]:
    """Title of the clause of a wording, and its paraphrase."""
    for clause in words.clauses:
        for one in clause.wordings:
            if one.id == wording:
                return clause.title, one.text
    return "", wording
