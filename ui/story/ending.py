"""What came of it: explanations of vote, the texts, the measures, and what history did."""

import math
from collections.abc import Iterable

import numpy as np

from demarche.scenarios.schema import PastDraft
from demarche.sim.outcome import DecidedBy, Outcome
from demarche.sim.session import Moment
from demarche.sim.terms import ABSENT, NONE, Ballot, Ground, Stage
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import BALLOTS, GROUNDS, Words, clip, counted

ONE_LINE = 72
MEASURES_TITLE = "Measures"
MEASURES = (
    ("position", "position, −1 information-security … +1 cybersecurity"),
    ("vague", "vagueness, 0 … 1"),
    ("depth", "depth of its duties, 0 … 1"),
    ("from_information_security", "distance from the information-security pole, 0 … 2"),
    ("from_cybersecurity", "distance from the cybersecurity pole, 0 … 2"),
    ("from_nash", "distance from the two camps’ Nash point, utils"),
    ("from_kalai_smorodinsky", "distance from their Kalai–Smorodinsky point, utils"),
    ("changed", "clauses changed or added"),
    ("struck", "clauses left out since the opening"),
    ("sponsors", "sponsors"),
    ("split", "split: share of no among yes and no"),
)


def explanations(words: Words, moments: list[Moment]) -> Section | None:
    """Who explained which vote, and on what ground; those with the same ground together."""
    held = [m for m in moments if m.tick.stage == Stage.EXPLANATIONS]
    if not held or not (held[-1].after.explained[0] != NONE).any():
        return None
    r = held[-1].after
    groups: dict[tuple[int, int, int], list[int]] = {}
    for seat in np.flatnonzero(r.explained[0] != NONE).tolist():
        draft = int(r.explained[0, seat])
        groups.setdefault((draft, int(r.final[0, draft, seat]), int(r.ground[0, seat])), []).append(seat)
    lines = [
        Line(f"{words.draft(draft)}, {BALLOTS[Ballot(ballot)]}: {words.states(seats, 6)} – {GROUNDS[Ground(ground)]}.")
        for (draft, ballot, ground), seats in sorted(groups.items())
    ]
    return Section("Explanations of vote", tuple(lines))


def texts(words: Words, found: Outcome) -> Section:
    """The wordings of every text that was adopted; of the others only what had changed."""
    note = (
        "Every wording is a paraphrase, not a quotation. Those marked * changed since the opening and stand in full; "
        f"the others do in `demarche show {words.game.scenario.id}`."
    )
    parts: list[Part] = [Line(note, Tone.QUIET)]
    for draft in told(words, found):
        text, opened = found.text[0, draft], words.rules.opened[draft]
        standing = np.flatnonzero(text != ABSENT).tolist()
        changed = [c for c in standing if text[c] != opened[c]]
        if found.adopted[0, draft]:
            parts.append(Line(f"{words.draft(draft)}, {counted(len(standing), 'clause')}:", Tone.STRONG))
        else:
            parts.append(
                Line(f"{words.draft(draft)} came to nothing ({counted(len(standing), 'clause')}).", Tone.STRONG)
            )
            standing = changed
        parts += [clause_line(words, c, int(text[c]), changed=c in changed) for c in standing]
        out = [words.clause(c) for c in np.flatnonzero((opened != ABSENT) & (text == ABSENT)).tolist()]
        if out:
            parts.append(Line(f"Left out since the opening: {', '.join(out)}.", indent=1))
    return Section("The texts as decided", tuple(parts))


def told(words: Words, found: Outcome) -> list[int]:
    """The drafts that are told of: those of the scenario, and the pacts proposed in the quarters that were signed."""
    return [d for d in range(len(words.rules.pen)) if d < words.rules.texts or found.adopted[0, d]]


def clause_line(words: Words, clause: int, wording: int, *, changed: bool) -> Line:
    """One clause of a text: in full where it has changed, its beginning where it is as it was brought."""
    said = f"{words.clause(clause)}: {words.wording(clause, wording)}"
    return Line(f"* {said}", indent=1) if changed else Line(f"  {clip(said, ONE_LINE)}", indent=1)


def measured(words: Words, found: Outcome) -> Section:
    """The measures of this world, one column for each draft."""
    drafts = told(words, found)
    rows = [(label, *(number(float(getattr(found, name)[0, d])) for d in drafts)) for name, label in MEASURES]
    heads = ("", *(words.draft(d) for d in drafts))
    table = Table(heads, tuple(row for row in rows if set(row[1:]) != {"–"}), right=tuple(d + 1 for d in drafts))
    parts: list[Part] = [table]
    if found.yes_to_all[0] >= 0:
        parts.append(Line(f"States that voted yes on every draft put to the vote: {int(found.yes_to_all[0])}."))
    judged = "Positions, vagueness and depth of wordings are judged, and so is what follows from them."
    parts.append(Line(judged, Tone.QUIET))
    return Section(MEASURES_TITLE, tuple(parts))


def number(value: float) -> str:
    """A measure as it is printed; a dash where the world has none."""
    return "–" if math.isnan(value) else f"{value:.0f}" if value.is_integer() else f"{value:.2f}"


def history(words: Words, found: Outcome) -> Section:
    """What really happened beside what happened here, with its source; what is unconfirmed said to be so."""
    past = words.game.scenario.history
    if past is None:
        invented = Line("Nothing: this scenario is invented, and every number in it is judged.")
        return Section("What history did", (invented,))
    known = {draft.id: draft for draft in past.drafts}
    rows = [
        (words.draft(d), here(found, d), there(known[symbol]) if symbol in known else "not recorded")
        for d, symbol in enumerate(words.rules.drafts[: words.rules.texts])
    ]
    if past.both_yes is not None and found.yes_to_all[0] >= 0:
        rows.append(("yes on both", str(int(found.yes_to_all[0])), str(past.both_yes)))
    parts: list[Part] = [Table(("", "here", "in history"), tuple(rows)), Line(past.summary.strip())]
    parts += [Line(f"{draft.id}: {draft.note}", Tone.QUIET) for draft in past.drafts if draft.note]
    parts += [Line(text) for text in who_did(words, past.blockers, past.dissociated, past.signed_by)]
    sure = "Confirmed." if past.confirmed else "Unconfirmed: do not take it for fact."
    parts.append(Line(f"{sure} Source: {past.source}", Tone.QUIET if past.confirmed else Tone.BAD))
    return Section("What history did", tuple(parts))


def here(found: Outcome, draft: int) -> str:
    """What became of a draft in this world, in a few words."""
    decided = DecidedBy(int(found.decided_by[0, draft]))
    tally = int(found.yes[0, draft]), int(found.no[0, draft]), int(found.abstain[0, draft])
    return ended(bool(found.adopted[0, draft]), decided.name.lower().replace("_", "-"), tally if sum(tally) else None)


def there(past: PastDraft) -> str:
    """The same of a draft in history."""
    if past.yes is None or past.no is None or past.abstain is None:
        return ended(past.adopted, past.decided_by, None)
    return ended(past.adopted, past.decided_by, (past.yes, past.no, past.abstain))


def ended(adopted: bool, decided_by: str, tally: tuple[int, int, int] | None) -> str:
    """An ending: how, and by how many where it was counted."""
    if tally is not None:
        return f"{'adopted' if adopted else 'rejected'} {tally[0]}–{tally[1]}–{tally[2]}"
    if decided_by == "vote":
        return f"{'adopted' if adopted else 'rejected'} by vote"
    if decided_by == "consensus":
        return "agreed without a vote" if adopted else "no consensus"
    return {"withdrawn": "withdrawn", "no-action": "stopped: no action", "not-put": "not put"}[decided_by]


def who_did(words: Words, *named: tuple[str, ...]) -> Iterable[str]:
    """The states that history names: who objected, who stood aside, who signed."""
    names = words.rules.roster.names
    for label, codes in zip(("Objected", "Stood aside", "Signed"), named, strict=True):
        if codes:
            yield f"{label}: {words.states([names.index(code) for code in codes if code in names], 12)}."
