"""The page of a debrief: its sections, each with the figures that belong to it."""

from collections.abc import Sequence

from demarche.ui.report.debrief import Debrief
from demarche.ui.report.page.build import Chapter, Figure, build


def page(told: Debrief, figures: Sequence[Figure]) -> str:
    """The whole page."""
    return build(f"{told.title}: debrief", (), chapters(told, figures))


def chapters(told: Debrief, figures: Sequence[Figure]) -> list[Chapter]:
    """The sections with their figures; a figure of no section gets a chapter of its own, after the cards."""
    titles = {section.title for section in told.sections}
    alone = [Chapter(figure.drawn.heading, (figure,)) for figure in figures if figure.drawn.heading not in titles]
    whole = [
        Chapter(one.title, (*(f for f in figures if f.drawn.heading == one.title), *one.parts)) for one in told.sections
    ]
    first = 1 + bool(told.scores)
    return [*whole[:first], *alone, *whole[first:]]
