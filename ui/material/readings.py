"""Two readings on a scenario: the situation before the session, and what history made of it, with things to ask."""

from dataclasses import dataclass

from demarche.scenarios.compile import Game
from demarche.sim.terms import ABSENT, NONE
from demarche.ui.words import Words

MOST_CLAUSES = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading. paragraphs: in order; asks: questions to talk about."""

    title: str
    paragraphs: tuple[str, ...]
    asks: tuple[str, ...]


def readings(game: Game) -> tuple[Reading, Reading]:
    """The one before the lesson, and the one after it."""
    return before(game), after(game)


def before(game: Game) -> Reading:
    """The story, the drafts, and where they differ from one another or from what stands without them."""
    words, scenario = Words(game), game.scenario
    drafts = [
        f"{draft.id}, “{draft.title}”, is in the hands of {words.state(int(game.rules.pen[place]))}."
        if game.rules.pen[place] != NONE
        else f"{draft.id} is “{draft.title}”; nobody holds its pen."
        for place, draft in enumerate(scenario.drafts)
    ]
    return Reading(
        f"Before the session: {scenario.title}",
        (" ".join(scenario.story.split()), f"The body is the {scenario.body}; it decides by {scenario.decision}.",
         *drafts, *at_stake(game)),
        ("Which of these wordings would you fight for, and which would you trade?",
         "Who gains if nothing at all is agreed?"),
    )  # fmt: skip


def at_stake(game: Game) -> list[str]:
    """The clauses on which two drafts differ, or those of the only one, each with what is proposed."""
    words, rules = Words(game), game.rules
    opened = rules.opened[: rules.texts]
    there = [clause for clause in range(rules.book.clauses) if (opened[:, clause] != ABSENT).any()]
    apart = [clause for clause in there if len(set(opened[:, clause].tolist())) > 1] or there
    return [
        f"{words.clause(clause)}. "
        + " ".join(
            f"{words.draft(draft)}: “{words.wording(clause, int(opened[draft, clause]))}”"
            for draft in range(rules.texts)
            if opened[draft, clause] != ABSENT
        )
        for clause in apart[:MOST_CLAUSES]
    ]


def after(game: Game) -> Reading:
    """What happened, with its source; or that the case is invented."""
    past = game.scenario.history
    title = f"After the session: {game.scenario.title}"
    asks = (
        "Where did your class depart from history, and who made it do so?",
        "Does a text whose wording is vague bind anybody? Give one reason for, one against.",
        "What would have to be true for such a pledge to be kept?",
    )
    if past is None:
        invented = "This case is invented: there is no history to compare with. Compare two delegations of your class."
        return Reading(title, (invented,), asks)
    confirmed = "Confirmed." if past.confirmed else "Not everything in it is confirmed."
    notes = [f"{draft.id}: {draft.note}" for draft in past.drafts if draft.note]
    return Reading(title, (" ".join(past.summary.split()), *notes, f"{confirmed} Source: {past.source}."), asks)
