"""The quarters after: what each pact promised, what was delivered, done, attributed and answered, and why."""

from collections.abc import Iterable

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.pacts import Pacts
from demarche.sim.secrets import Sum
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Accusation, Item, Kind, Stage, Verb
from demarche.sim.terms_of_pacts import linkage
from demarche.ui.acts import PHRASES
from demarche.ui.restraint import coverage, said_coverage
from demarche.ui.story.kept import keeping, refusals, wrongly
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.threats import threats_shown
from demarche.ui.words import KINDS, Words, counted, listed

MOST_ROWS, MOST_ANSWERS, MOST_THREATS = 16, 3, 8
HEADS = ("quarter", "measures", "operations", "counterfactual", "breaches", "attributed")
OF_KIND = {
    Kind.THEFT: Sum.THEFT,
    Kind.ESPIONAGE: Sum.ESPIONAGE,
    Kind.DISRUPTION: Sum.DISRUPTION,
    Kind.INFORMATION: Sum.INFORMATION,
}
ANSWERS = {verb: phrase.does for verb, phrase in PHRASES.items() if phrase.does}
"""Answers to what was seen, as the timeline names them."""
NAMES = {
    Accusation.NAMING: "names",
    Accusation.STATEMENT: "publicly accuses",
    Accusation.INDICTMENT: "indicts persons of",
}
"""An accusation in the same, by how it is made."""


def quarters(words: Words, moments: list[Moment], found: Pacts) -> Section | None:
    """A timeline for each pact, what its parties did to keep it, who was blamed for nothing, and public threats."""
    if not found.series.shape[2]:
        return None
    note = (
        "What was really done, and what was answered in private, only this debrief knows. The counterfactual is the "
        "same world, with the same chance, in which the pact has no effect. What a text covers, and what is not in "
        "the record of incidents, is judged."
    )
    parts: list[Part] = [Line(note, Tone.QUIET)]
    drafts = np.flatnonzero(found.possible[0]).tolist()
    if not drafts:
        parts.append(Line("Nothing was agreed that anybody would have to keep."))
    for draft in drafts:
        parts += of_pact(words, moments, found, draft)
    parts += threats(words, moments)
    return Section("The quarters after", tuple(parts))


def of_pact(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Part]:
    """All that is told of one pact."""
    last = counted(found.series.shape[2], "quarter")
    parties = np.flatnonzero(found.parties[0, draft]).tolist()
    if not found.signed[0, draft]:
        yield Line(f"{words.draft(draft)} was on offer for {last}, and was never signed by all.", Tone.STRONG)
        yield from refusals(words, moments, draft)
        return
    since = first_quarter(moments, draft)
    if since is None:
        yield Line(f"{words.states(parties, 12)} signed {words.draft(draft)}; it never came into force.", Tone.STRONG)
        return
    when = f"since quarter {since + 1}" if since else "from the session on"
    yield Line(f"{words.draft(draft)} binds {words.states(parties, 12)}, {when}; told for {last}.", Tone.STRONG)
    yield from terms(words, moments, draft)
    yield timeline(found, draft, since)
    yield Line(
        "Measures: delivered of promised. Operations: of the parties against each other. Breaches: operations that the "
        "text clearly rules out, in brackets those rightly attributed that it covers only arguably. Attributed: by "
        "their victims, in brackets those attributed to the right state.",
        Tone.QUIET,
    )
    yield from answers_table(words, moments, found, draft, since)
    yield kinds_table(found, draft)
    yield from totals(found, draft)
    yield from keeping(words, moments, found, draft)
    yield from wrongly(words, moments, found, draft)


def first_quarter(moments: list[Moment], draft: int) -> int | None:
    """The quarter from which a pact was in force, counted from 0; None where it never was."""
    held = (m for m in moments if m.tick.stage == Stage.NATURE and m.before.in_force[0, draft])
    first = next(held, None)
    return int(first.before.quarter[0]) if first is not None else None


def terms(words: Words, moments: list[Moment], draft: int) -> Iterable[Line]:
    """What a pact promises, what its text covers, when it was signed and left, and the ties that stand behind it."""
    record, rules = moments[-1].after, words.rules
    due = rules.conduct.promises(record.wording)[0, draft]
    measures = (
        listed([name for name, there in zip(MEASURES, due, strict=True) if there]) if due.any() else "no measures"
    )
    yield Line(f"It promises: {measures}.", indent=1)
    yield Line(f"It covers (judged): {said_coverage(*coverage(rules, record.wording, draft))}.", indent=1)
    signed, entered = int(record.signed_in[0, draft]), first_quarter(moments, draft)
    if signed != NONE and entered is not None and entered > signed:
        yield Line(f"It was signed in quarter {signed + 1} and ratified before quarter {entered + 1}.", indent=1)
    for seat in np.flatnonzero(record.denounced[0, draft]).tolist():
        until = int(record.left_in[0, draft, seat])
        yield Line(f"{words.state(seat)} denounced it, and was bound until the end of quarter {until}.", indent=1)
    ties = float(linkage(rules, record)[0, draft])
    if ties > 0:
        yield Line(
            f"A breach puts other ties between its parties at risk: at signature they are worth {ties:g} times what "
            "the operations gain, and less with every quarter (judged).",
            indent=1,
        )


def spans(found: Pacts, since: int) -> Iterable[tuple[str, int, int]]:
    """Each quarter, or each few where there are many: what it is called, and its first and the one after its last."""
    last = found.series.shape[2]
    width = -(-last // MOST_ROWS)
    for start in range(since, last, width):
        stop = min(start + width, last)
        yield str(start + 1) if width == 1 else f"{start + 1}–{stop}", start, stop


def timeline(found: Pacts, draft: int, since: int) -> Table:
    """A row for each quarter, or for each few where there are many."""
    rows = []
    for name, start, stop in spans(found, since):
        here, without = (table[0, draft, start:stop].sum(axis=0) for table in (found.series, found.twin))
        rows.append(
            (
                name,
                f"{here[Sum.DELIVERED]} of {here[Sum.DUE]}" if here[Sum.DUE] else "–",
                str(here[Sum.OPERATIONS]),
                str(without[Sum.OPERATIONS]),
                f"{here[Sum.BREACHES]} ({here[Sum.DISPUTED]})",
                f"{here[Sum.ATTRIBUTED] + here[Sum.FALSE]} ({here[Sum.ATTRIBUTED]})",
            )
        )
    return Table(HEADS, tuple(rows))


def answers_table(words: Words, moments: list[Moment], found: Pacts, draft: int, since: int) -> Iterable[Table]:
    """What the parties did about each other, quarter by quarter, where they did anything."""
    held = [m for m in moments if m.tick.stage == Stage.RESPONSES]
    rows = []
    for name, start, stop in spans(found, since):
        there = [m for m in held if start <= int(m.before.quarter[0]) < stop]
        told = [one for m in there for one in answers(words, m, found, draft)]
        more = f" and {len(told) - MOST_ANSWERS} more" if len(told) > MOST_ANSWERS else ""
        if told:
            rows.append((name, f"{'; '.join(told[:MOST_ANSWERS])}{more}"))
    if rows:
        yield Table(("quarter", "answers to each other"), tuple(rows))


def answers(words: Words, moment: Moment, found: Pacts, draft: int) -> Iterable[str]:
    """What the parties of a pact did about each other: `China names Russia`."""
    parties = found.parties[0, draft]
    for seat in np.flatnonzero(parties).tolist():
        act = moment.tick.act[seat]
        verb, partner = Verb(int(act[Item.VERB])), int(act[Item.PARTNER])
        if verb not in ANSWERS:
            continue
        does = NAMES[Accusation(int(act[Item.WORDING]))] if verb == Verb.ACCUSE else ANSWERS[verb]
        if partner != NONE and parties[partner]:
            yield f"{words.state(seat)} {does} {words.state(partner)}"
        elif partner == NONE and act[Item.DRAFT] == draft:
            yield f"{words.state(seat)} {does}"


def kinds_table(found: Pacts, draft: int) -> Table:
    """Operations of the parties against each other by kind, with the pact and in the counterfactual."""
    rows = tuple(
        (
            name,
            str(int(found.total(OF_KIND[kind])[0, draft])),
            str(int(found.total_counterfactual(OF_KIND[kind])[0, draft])),
        )
        for kind, name in KINDS.items()
    )
    return Table(("operations by kind", "with the pact", "counterfactual"), rows, right=(1, 2))


def totals(found: Pacts, draft: int) -> Iterable[Line]:
    """Over all quarters: breaches and disputed operations, attribution, reports, public accusations, assistance."""
    sums = {of: int(found.total(of)[0, draft]) for of in Sum}
    breaches, disputed = counted(sums[Sum.BREACHES], "breach", "breaches"), counted(sums[Sum.DISPUTED], "operation")
    yield Line(f"{breaches}; {disputed} rightly attributed that the text covers only arguably: disputed.")
    yield Line(
        f"{sums[Sum.ATTRIBUTED]} attributed to the right state, {sums[Sum.FALSE]} to a wrong one. "
        f"{sums[Sum.REPORTED]} reported; evidence became ready for {sums[Sum.READY]}; named in public "
        f"{counted(int(found.accusations[0, draft]), 'time')}."
    )
    if sums[Sum.HELP_DUE]:
        yield Line(f"Assistance: given {sums[Sum.HELP_GIVEN]} of {counted(sums[Sum.HELP_DUE], 'time')} promised.")


def threats(words: Words, moments: list[Moment]) -> Iterable[Part]:
    """Public threats at the end, with how much they still weigh."""
    left = threats_shown(words, moments[-1].after) if moments else ()
    if not left:
        return
    places = {code: seat for seat, code in enumerate(words.rules.roster.names)}
    yield Line("Public threats as they stood at the end. They deter without a text, and fade (judged).", Tone.STRONG)
    for one in left[:MOST_THREATS]:
        who = f"{words.state(places[one.by])} against {words.state(places[one.against])}"
        yield Line(f"{who}: {one.weight}, over {listed(list(one.kinds))}, from quarter {one.since}.", indent=1)
    if len(left) > MOST_THREATS:
        yield Line(f"… and {len(left) - MOST_THREATS} more.", Tone.QUIET, indent=1)
