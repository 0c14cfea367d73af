"""Pieces of forms: an act with its fields, a draft to choose, clauses in their order."""

from collections.abc import Mapping

import numpy as np

from demarche.scenarios.proposals import every_draft
from demarche.sim.naming import say_draft, word
from demarche.sim.terms import ABSENT, Verb
from demarche.sim.view import View
from demarche.ui.acts import PHRASES, Phrase
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Act, Choice, Field

Form = tuple[str, tuple[Field, ...]]
"""What follows the verb in an act, and the fields in it."""


def act_of(verb: str, phrase: Phrase, says: str, fields: tuple[Field, ...] = ()) -> Act:
    """An act in the words of its phrase."""
    return Act(verb, phrase.word, phrase.key, phrase.tip, says, fields)


def filled_in(verb: Verb, says: str, fields: tuple[Field, ...]) -> list[Act]:
    """An act with what it has to name; none where there is nothing for a field that has to be answered."""
    if any(not field.choices and not field.may_pass_over for field in fields):
        return []
    return [act_of(word(verb), PHRASES[verb], f"{word(verb)} {says}", tuple(f for f in fields if f.choices))]


def with_draft(desk: Desk, of_draft: Mapping[int, tuple[str, Field] | None]) -> Form:
    """A draft, and what is chosen in it. Where there is one draft it is not asked for, but stands in the act."""
    choices = [
        Choice(
            f"{say_draft(desk.rules, draft)} {inner[0]}" if inner else say_draft(desk.rules, draft),
            f"{desk.words.draft(draft)}: {every_draft(desk.game.scenario)[draft].title}",
            then=(inner[1],) if inner else (),
        )
        for draft, inner in sorted(of_draft.items())
    ]
    if len(choices) == 1:
        return choices[0].says, choices[0].then
    return "{draft}", (Field("draft", "Draft", tuple(choices)),)


def in_drafts(desk: Desk, view: View, drafts: list[int]) -> tuple[int, ...]:
    """The clauses that those drafts have, or had as they opened: they come first in a list of clauses."""
    stands = view.public.wording[view.world[0]][drafts] != ABSENT
    return tuple(np.flatnonzero((stands | (desk.rules.opened[drafts] != ABSENT)).any(axis=0)).tolist())
