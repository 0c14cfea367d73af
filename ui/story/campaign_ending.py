"""How a campaign ends for the state that was played: one of four endings, read from its file, and why.

The thresholds are chosen, not measured.  They are tried in their order; what would have led elsewhere is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from demarche.sim.terms import NONE
from demarche.ui.story.career import PERCENT, Career
from demarche.ui.story.parts import Line, Section, Table, Tone
from demarche.ui.words import counted, listed

TREATIES, TRUSTED = 2, 50
"""Pacts that bind a treaty maker at the end, one of its own making among them, and the trust of its partners."""
TAKEN, UNSEEN = 40.0, 0.1
"""What the operations of a quiet burglar brought, and the most often it was named for each unit of that."""
BRIDGES = 2
"""Adopted texts of either camp that a mediator voted for."""


class Ending(StrEnum):
    """How it ended."""

    TREATY_MAKER = "The treaty maker"
    MEDIATOR = "The mediator"
    BURGLAR = "The quiet burglar"
    ISOLATED = "The isolated"


SAYS = {
    Ending.TREATY_MAKER: "You leave texts in force that bind others to you, and they believe your word.",
    Ending.MEDIATOR: "Both camps have carried texts with your vote, and each still talks to you.",
    Ending.BURGLAR: "You took what you could, and hardly anybody has said your name.",
    Ending.ISOLATED: "Few are bound to you, and few would be.",
}


@dataclass(frozen=True, slots=True)
class File:
    """What the file of a state adds up to over a campaign.

    pacts, trusted   that bind it at the end, and the trust of its partners in the last session that it had any
    bridges          the lesser of the numbers of adopted texts of the two camps that it voted for
    """

    pacts: tuple[str, ...]
    proposed: int
    trusted: int
    named: int
    accused: int
    brought: float
    ran: int
    bridges: int
    broken: tuple[str, ...]


def file_of(careers: Sequence[Career], in_force: Sequence[str]) -> File:
    """The file. in_force: the pacts that bind the state when the campaign is over, by symbol."""
    seated = [one for one in careers if one.seated]
    trusted = [one.trusted for one in seated if one.trusted != NONE]
    return File(
        pacts=tuple(in_force),
        proposed=sum(one.proposed for one in seated),
        trusted=trusted[-1] if trusted else NONE,
        named=sum(one.named for one in seated),
        accused=sum(one.accused for one in seated),
        brought=sum(one.brought for one in seated) / PERCENT,
        ran=sum(one.ran for one in seated),
        bridges=min(sum(one.yes[0] for one in seated), sum(one.yes[2] for one in seated)),
        broken=tuple(name for one in seated for name in one.broken),
    )


def ending(file: File) -> Ending:
    """Which of the four it is."""
    if len(file.pacts) >= TREATIES and file.proposed and file.trusted >= TRUSTED:
        return Ending.TREATY_MAKER
    if file.brought >= TAKEN and file.named <= UNSEEN * file.brought:
        return Ending.BURGLAR
    if file.bridges >= BRIDGES and not file.broken:
        return Ending.MEDIATOR
    return Ending.ISOLATED


def told(file: File, *, over: bool) -> Section:
    """The file in a table; at the end with the ending, and what each of the others would have needed."""
    trust = f"{file.trusted} of {PERCENT}" if file.trusted != NONE else "no partners"
    rows = (
        ("pacts that bind you", listed(list(file.pacts)) if file.pacts else "none"),
        ("of them proposed by you", str(file.proposed)),
        ("your partners trust your word", trust),
        ("named in public", counted(file.named, "time")),
        ("you named others", counted(file.accused, "time")),
        ("your services ran", counted(file.ran, "operation")),
        ("what they brought", f"{file.brought:.0f}"),
        ("adopted texts of either camp with your yes", str(file.bridges)),
        ("promises you did not keep", listed(list(dict.fromkeys(file.broken))) if file.broken else "none"),
    )
    table = Table(("", ""), rows)
    if not over:
        return Section("Your file", (table,))
    end = ending(file)
    why = Line(f"{end}. {SAYS[end]}", Tone.STRONG)
    return Section(end.value, (why, table, *(Line(needs(other, file), Tone.QUIET) for other in Ending if other != end)))


def needs(other: Ending, file: File) -> str:
    """What another ending would have needed."""
    match other:
        case Ending.TREATY_MAKER:
            return (
                f"{other}: {TREATIES} pacts in force, one proposed by you, a trust of {TRUSTED} of {PERCENT}; you "
                f"had {counted(len(file.pacts), 'pact')}, {file.proposed} and {max(file.trusted, 0)}."
            )
        case Ending.BURGLAR:
            return (
                f"{other}: operations that brought {TAKEN:.0f}, and named at most once for every {1 / UNSEEN:.0f} of "
                f"that; yours brought {file.brought:.0f}, and you were named {counted(file.named, 'time')}."
            )
        case Ending.MEDIATOR:
            return (
                f"{other}: a yes to {BRIDGES} adopted texts of each camp and every promise kept; you had "
                f"{file.bridges}, and {counted(len(file.broken), 'promise')} not kept."
            )
    return f"{other}: none of the three."
