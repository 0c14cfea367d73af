"""The figures of a debrief: votes as counted, the road of each text, operations beside the counterfactual."""

from collections.abc import Iterable

import numpy as np

from demarche.sim.outcome import mean_over_text
from demarche.sim.secrets import Sum
from demarche.sim.session import Moment
from demarche.sim.tally import cast
from demarche.sim.terms import BALLOTED, Ballot, Motion, Stage, Status
from demarche.ui.report.debrief import Debrief
from demarche.ui.report.page.build import Figure
from demarche.ui.report.study_style import BLUE, GREY, ORANGE, RED, SKY, drawn, panels, styled
from demarche.ui.seat.ladder import SHORT_MOTIONS, draft_of
from demarche.ui.story.parts import Table
from demarche.ui.words import BALLOTS, Words, clip, counted

WIDE = 7.5
"""Inches of a figure across the page."""
MOST_VOTES, LABEL = 24, 34
FILLS = {Ballot.YES: (BLUE, ""), Ballot.NO: (RED, "///"), Ballot.ABSTAIN: (SKY, "..."), Ballot.ABSENT: ("#dddddd", "")}
LINES = ((BLUE, "-", "o"), (ORANGE, "--", "s"), (RED, ":", "^"), (GREY, "-.", "D"))
"""Colour, stroke and mark of each draft: no two are told apart by colour alone."""
WHOLE = {
    Stage.DIVISION_VOTE: "to divide it",
    Stage.VOTE: "the whole",
    Stage.SIGNATURE: "signature",
    Stage.RECONSIDER_VOTE: "to reconsider",
}
"""What a vote is on where it is on nothing smaller than the text."""


def figures(told: Debrief) -> list[Figure]:
    """Every figure that the session has something to show in. Takes a second or so."""
    with styled():
        made = (votes_figure(told), road_figure(told), quarters_figure(told))
        return [figure for figure in made if figure is not None]


def votes_figure(told: Debrief) -> Figure | None:
    """One bar for each vote, in the order taken: yes, no, abstentions, absences."""
    held = list(votes(told.words, told.moments))[-MOST_VOTES:]
    if not held:
        return None
    figure, (ax,) = panels(1, 1, (WIDE, 0.9 + 0.32 * len(held)))
    y, left = np.arange(len(held))[::-1], np.zeros(len(held))
    for place, ballot in enumerate(FILLS):
        count = np.array([counts[place] for _, counts in held], float)
        colour, hatch = FILLS[ballot]
        ax.barh(y, count, left=left, color=colour, hatch=hatch, edgecolor="white", label=BALLOTS[ballot])
        for at, number, start in zip(y, count, left, strict=True):
            if number >= 0.06 * sum(held[0][1]):
                ax.text(start + number / 2, at, f"{number:.0f}", ha="center", va="center",
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        left += count
    ax.set_yticks(y, [clip(label, LABEL) for label, _ in held])
    ax.set_xlabel("seats")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(ncols=4, loc="lower center", bbox_to_anchor=(0.4, 1), frameon=False)
    caption = (
        f"{counted(len(held), 'vote')} of the session in the order taken, the last at the bottom. "
        "More yes than no carries; abstentions count for neither."
    )
    rows = tuple((label, *(str(number) for number in counts)) for label, counts in held)
    numbers = Table(("vote", *(BALLOTS[ballot] for ballot in FILLS)), rows, right=(1, 2, 3, 4))
    return Figure(drawn(figure, "votes", "The votes", caption), numbers)


def votes(words: Words, moments: list[Moment]) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Every vote: what it was on, and its ballots counted."""
    for moment in moments:
        if moment.tick.stage in (*BALLOTED, Stage.SIGNING):
            ballots = cast(words.rules, moment.tick.act[None])[0]
            yield label(words, moment), tuple(int(np.count_nonzero(ballots == ballot)) for ballot in FILLS)


def label(words: Words, moment: Moment) -> str:
    """What a vote was on, in a few words."""
    before, stage = moment.before, moment.tick.stage
    draft = int(before.turn[0]) if stage == Stage.SIGNING else draft_of(moment)
    match stage:
        case Stage.MOTION_VOTE:
            what = SHORT_MOTIONS[Motion(int(before.motion[0]))]
        case Stage.AMENDMENT_VOTE:
            what = f"amendment: {words.clause(int(before.amendment[0, 0]))}"
        case Stage.PART_VOTE:
            what = words.clause(int(before.part[0]))
        case Stage.SIGNING:
            what = f"signature, quarter {int(before.quarter[0]) + 1}"
        case _:
            what = WHOLE[stage]
    return f"{words.draft(draft)}, {what}"


def road_figure(told: Debrief) -> Figure | None:
    """The mean position of each text over the session, as wordings moved."""
    words, moments = told.words, told.moments
    figure, (ax,) = panels(1, 1, (WIDE, 2.8))
    rows: list[tuple[str, ...]] = []
    for draft in range(words.rules.texts):
        line = positions(words, moments, draft)
        if not line:
            continue
        colour, stroke, mark = LINES[draft % len(LINES)]
        ticks, where = [tick for tick, _ in line], [at for _, at in line]
        ax.plot(ticks, where, stroke, drawstyle="steps-post", color=colour, marker=mark, markevery=turning(where),
                label=words.draft(draft))  # fmt: skip
        rows += [(words.draft(draft), str(ticks[i]), f"{where[i]:+.2f}") for i in turning(where)]
    if not rows:
        return None
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.set(ylim=(-1.05, 1.05), xlabel="tick of the session", ylabel="position")
    ax.xaxis.get_major_locator().set_params(integer=True)
    for pole, name in ((0.93, "cybersecurity"), (-1.01, "information security")):
        ax.text(0.01, pole, name, color=GREY, fontsize=8, transform=ax.get_yaxis_transform())
    ax.legend(frameon=False, ncols=4, loc="lower left", bbox_to_anchor=(0, 1))
    caption = (
        "Where each text stood, from −1, the information-security pole, to +1, the cybersecurity pole: the mean of its "
        "wordings by the weight of their clauses. Positions are judged. Marks: the opening, each change, the end."
    )
    numbers = Table(("text", "tick", "position"), tuple(rows), right=(1, 2))
    return Figure(drawn(figure, "road", "The road the text took", caption), numbers)


def positions(words: Words, moments: list[Moment], draft: int) -> list[tuple[int, float]]:
    """Tick and mean position of a text, from when it was seen to when it was decided or the session ended."""
    line: list[tuple[int, float]] = []
    for moment in moments:
        live = moment.before.status[0, draft] in (Status.OPEN, Status.TABLED)
        if live:
            table = words.rules.book.position
            text = moment.after.wording if line else moment.before.wording
            at = float(mean_over_text(words.rules, table, text)[0, draft])
            line += [] if np.isnan(at) else [(moment.tick.number, at)]
    return line


def turning(where: list[float]) -> list[int]:
    """The places at which a line begins, changes, and ends."""
    return [i for i, at in enumerate(where) if i in (0, len(where) - 1) or at != where[i - 1]]


def quarters_figure(told: Debrief) -> Figure | None:
    """Operations among the parties of each pact by quarter, with the pact and in the counterfactual."""
    kept, words = told.kept, told.words
    drafts = np.flatnonzero(kept.signed[0] & kept.possible[0]).tolist() if kept.series.shape[2] else []
    if not drafts:
        return None
    figure, axes = panels(len(drafts), 1, (WIDE, 2.4))
    rows: list[tuple[str, ...]] = []
    for ax, draft in zip(axes, drafts, strict=True):
        here, without = kept.series[0, draft, :, Sum.OPERATIONS], kept.twin[0, draft, :, Sum.OPERATIONS]
        breaches, quarter = kept.series[0, draft, :, Sum.BREACHES], np.arange(1, kept.series.shape[2] + 1)
        ax.bar(quarter, breaches, width=0.5, color=RED, hatch="///", edgecolor="white", label="breaches")
        ax.plot(quarter, here, "-o", color=BLUE, label="with the pact")
        ax.plot(quarter, without, "--s", color=ORANGE, label="counterfactual")
        ax.set(title=words.draft(draft), xlabel="quarter", ylabel="operations")
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.legend(frameon=False, ncols=3, fontsize=8)
        rows += [(words.draft(draft), *map(str, row)) for row in zip(quarter, here, breaches, without, strict=True)]
    caption = (
        "Operations of the parties against each other in each quarter, beside the counterfactual: the same world, "
        "with the same chance, in which the pact has no effect. Breaches: operations that its text clearly rules out. "
        "One draw of chance; what a text covers is judged."
    )
    heads = ("pact", "quarter", "operations", "of them breaches", "in the counterfactual")
    numbers = Table(heads, tuple(rows), right=(1, 2, 3, 4))
    return Figure(drawn(figure, "quarters", "The quarters after", caption), numbers)
