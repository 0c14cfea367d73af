"""The scenarios: all of them in a list, and one in detail."""

from collections.abc import Iterable
from typing import Any

from demarche.scenarios import tables
from demarche.scenarios.load import campaigns, load, load_campaign, names, without_committee
from demarche.scenarios.precedents import opening_day, price_of_split, reasons
from demarche.scenarios.schema import Campaign, Card, Draft, Scenario, Threat
from demarche.scenarios.state_names import member_name, state_name
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import DECISIONS, LEVELS, counted, listed

STARS = {1: "easy", 2: "middling", 3: "hard"}
FEW = 30


def listing() -> list[dict[str, Any]]:
    """Every scenario of the library, as `list --json` prints it."""
    return [entry(load(name)) for name in names()]


def entry(scenario: Scenario) -> dict[str, Any]:
    """One scenario in a row."""
    keys = ("id", "year", "title", "body", "decision", "level", "difficulty", "minutes")
    facts = {key: getattr(scenario, key) for key in keys}
    return facts | {"seats": len(seats(scenario)), "invented": scenario.history is None}


def seats(scenario: Scenario) -> list[str]:
    """The codes of everybody in the room."""
    return list(tables.members()) if scenario.seats == "all" else list(scenario.seats)


def list_sections() -> list[Section]:
    """The list for a terminal."""
    rows = tuple(
        (
            row["id"],
            "invented" if row["invented"] else str(row["year"]),
            row["title"],
            f"{row['body']}, by {row['decision']}",
            STARS[row["difficulty"]],
            str(row["minutes"]),
        )
        for row in listing()
    )
    table = Table(("id", "year", "title", "body, and how it decides", "level", "minutes"), rows, right=(5,))
    told = tuple(
        (c.id, str(c.year), c.title, f"{len(c.sessions)} sessions, one after another") for c in all_campaigns()
    ) + tuple(
        (s.id, str(s.year), s.title, f"{s.quarters} quarters, no committee") for s in map(load, without_committee())
    )
    more = Table(("years on end", "from", "title", ""), told)
    hint = Line("One in detail: demarche show ID. Played to its end: demarche run ID", Tone.QUIET)
    return [Section("", (table, more, hint))]


def all_campaigns() -> list[Campaign]:
    """Every campaign of the library."""
    return [campaign for name in campaigns() if (campaign := load_campaign(name)) is not None]


def show_campaign(campaign: Campaign) -> list[Section]:
    """One campaign in detail."""
    rows = tuple((part.scenario, load(part.scenario).title, str(part.quarters)) for part in campaign.sessions)
    table = Table(("session", "title", "quarters to the next"), rows, right=(2,))
    return [Section(campaign.title, (Line(campaign.story.strip()), table))]


def detail(scenario: Scenario) -> dict[str, Any]:
    """One scenario as `show --json` prints it: its file, with the paraphrase of every wording and all seats by code."""
    said = {w.id: w.text for clause in tables.clauses() for w in clause.wordings}
    document = scenario.model_dump(mode="json")
    document["seats"] = seats(scenario)
    for draft in document["drafts"]:
        draft["paraphrases"] = {clause: said[wording] for clause, wording in draft["wordings"].items()}
    document["price_of_split"] = price_of_split(scenario)
    judged = ["cards", "price_of_split", "settings", "states", "fictional", "drafts.binding", "drafts.visibility"]
    return document | {"judged": judged}


def show_sections(scenario: Scenario) -> list[Section]:
    """One scenario for a terminal."""
    return [
        heading(scenario),
        *(draft_section(scenario, draft) for draft in scenario.drafts),
        cards(scenario),
        *afterwards(scenario),
        judged(scenario),
        history(scenario),
    ]


def afterwards(scenario: Scenario) -> list[Section]:
    """What follows the session, where anything does: quarters, sanctions that are held, pressure, strategies."""
    if not scenario.quarters:
        return []
    lines = [Line(f"{counted(scenario.quarters, 'quarter')} are played: what was agreed is kept or not, seen or not.")]
    lines += [
        Line(
            f"{state_name(scenario, t.by)} {threat_words(t)} {state_name(scenario, t.against)}, "
            f"weight {t.weight:g} of 1."
        )
        for t in sorted(scenario.threats, key=lambda t: t.quarter)
    ]
    lines += [
        Line(
            f"{state_name(scenario, r.by)} is reported to run {r.reported:g} operations a year against "
            f"{state_name(scenario, r.against)}."
        )
        for r in scenario.rates
    ]
    lines += [line for draft in scenario.drafts for line in dates_of(draft)]
    for code, state in scenario.overrides.items():
        if state.pressure:
            lines.append(Line(f"{state_name(scenario, code)} is under pressure from outside, {state.pressure:g} of 1."))
        if state.strategy:
            lines.append(Line(f"{state_name(scenario, code)} keeps its pledges by the strategy {state.strategy}."))
    lines.append(
        Line("All of this is judged, not measured; docs/model.md has every number of the quarters.", Tone.QUIET)
    )
    return [Section("What follows", tuple(lines))]


def threat_words(threat: Threat) -> str:
    """When a threat is made, in words that go before the state that it is made to."""
    later = f"in quarter {threat.quarter + 1} announces or renews sanctions over"
    return later if threat.quarter else "holds sanctions over"


def dates_of(draft: Draft) -> Iterable[Line]:
    """When a pact comes into force, when whoever leaves it is free, and what else is at risk with it."""
    told = (
        [f"comes into force {counted(draft.delay, 'quarter')} after signature at the earliest"] if draft.delay else []
    )
    told += [f"is ratified with chance {draft.ratification:g} a quarter"] if draft.ratification < 1 else []
    told += [f"binds whoever denounces it for {counted(draft.notice, 'quarter')} more"] if draft.notice else []
    told += [f"has other ties behind it, worth {draft.linkage:g} times what operations gain"] if draft.linkage else []
    if told:
        yield Line(f"{draft.id} {listed(told)}.")


def doctrines(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Who holds which doctrine, where the scenario says so: in words, with the verb."""
    said = [("All", "hold", scenario.doctrine)]
    said += [(f"The members of {bloc}", "hold", given.doctrine) for bloc, given in scenario.blocs.items()]
    states = scenario.overrides
    said += [(state_name(scenario, code), "holds", state.doctrine) for code, state in states.items()]
    return [(whom, holds, name) for whom, holds, name in said if name is not None]


def heading(scenario: Scenario) -> Section:
    """What it is, who sits there, and by what rules."""
    codes = seats(scenario)
    who = listed([f"{state_name(scenario, code)} ({code})" for code in codes], FEW)
    room = f"all {len(codes)} members of the United Nations" if scenario.seats == "all" else who
    chair = f" {state_name(scenario, scenario.chair)} is in the chair and has no vote." if scenario.chair else ""
    third = listed([state_name(scenario, code) for code in scenario.third_states])
    abroad = f" In the quarters only: {third}." if third else ""
    hard, rounds = STARS[scenario.difficulty].capitalize(), counted(scenario.rounds, "round")
    lines = (
        Line(f"{scenario.id}, {scenario.year}. {hard}, {scenario.minutes} minutes.", Tone.QUIET),
        Line(scenario.story.strip()),
        Line(f"Seats: {room}.{chair}{abroad}"),
        Line(f"Body: {scenario.body}. How it decides: {DECISIONS[scenario.decision]}."),
        Line(f"Rules level {scenario.level}: {LEVELS[scenario.level]}. {rounds} of informals."),
        *(Line(f"{whom} {holds} the doctrine {name}.") for whom, holds, name in doctrines(scenario)),
    )
    return Section(scenario.title, lines)


def draft_section(scenario: Scenario, draft: Draft) -> Section:
    """A draft as it opens, clause by clause."""
    chosen = draft.wordings
    rows = tuple(
        (clause.title, next(w.text for w in clause.wordings if w.id == chosen[clause.id]), chosen[clause.id])
        for clause in tables.clauses()
        if clause.id in chosen
    )
    pen = f"{state_name(scenario, draft.pen_holder)} holds the pen."
    sponsors = listed([state_name(scenario, seat) for seat in draft.sponsors])
    also = f" Sponsors when it opens: {sponsors}." if draft.sponsors else ""
    pocket = " It is held back, to be tabled as a rival if need be." if draft.in_pocket else ""
    parts: tuple[Part, ...] = (Line(pen + also + pocket), Table(("clause", "wording, in paraphrase", "id"), rows))
    return Section(f"{draft.id}: {draft.title}", parts)


def cards(scenario: Scenario) -> Section:
    """The briefing cards."""
    parts: list[Part] = [Line("Judged: what a capital might have written, not what it wrote.", Tone.QUIET)]
    for card in scenario.cards:
        parts += card_lines(scenario, card)
    return Section("Briefing cards", tuple(parts))


def card_lines(scenario: Scenario, card: Card) -> list[Line]:
    """One card: its three goals, its red line, and what it can trade."""
    clauses = {clause.id: clause.title for clause in tables.clauses()}
    said = {w.id: w.text for clause in tables.clauses() for w in clause.wordings}
    goals = "; ".join(goal.text for goal in card.goals)
    return [
        Line(f"{state_name(scenario, card.seat)}: {card.summary.strip()}", Tone.STRONG),
        Line(f"Goals: {goals}.", indent=1),
        Line(f"Red line: “{said[card.red_line]}”. May give way on: {clauses[card.trade]}.", indent=1),
    ]


def judged(scenario: Scenario) -> Section:
    """What is a judgement here, and what the positions rest on."""
    lines = [
        Line("Positions, salience, red lines, vagueness and depth of wordings are judgements, not measurements."),
        Line(f"Price of a split: {price_of_split(scenario):g} utils lost by whoever breaks consensus. {why(scenario)}"),
    ]
    if scenario.hindsight:
        who = listed([member_name(code) for code in scenario.hindsight])
        lines.append(
            Line(f"In force only with `--set with_hindsight=true`, for it restates the outcome: what is set of {who}.")
        )
    if scenario.ideal_points:
        lines.append(
            Line(
                "Where states stand: 32 are coded by hand from votes and statements, the others derived from their "
                f"votes on other subjects before {scenario.year} (window {scenario.ideal_points}); docs/data.md says "
                "how, and how well. Of those with a card, this much of what they rest on is confirmed:"
            )
        )
    for card in scenario.cards:
        profile = tables.profiles().get(card.seat)
        shown = [item.text for item in profile.evidence if item.verified] if profile else []
        if shown:
            lines.append(Line(f"{state_name(scenario, card.seat)}: {'; '.join(shown)}.", Tone.QUIET, indent=1))
    return Section("What is judged, and what it rests on", tuple(lines))


def why(scenario: Scenario) -> str:
    """What the price of a split rests on."""
    if scenario.price_of_split is not None:
        return "Judged."
    lowered = reasons(opening_day(scenario))
    return f"By the record: {listed(lowered or ['no group had failed last', 'no text had split the house'])}."


def history(scenario: Scenario) -> Section:
    """What really happened."""
    past = scenario.history
    if past is None:
        return Section("What history did", (Line("Nothing: this scenario is invented."),))
    lines = [Line(past.summary.strip())]
    lines += [Line(f"{draft.id}: {draft.note}", indent=1) for draft in past.drafts if draft.note]
    sure = "Confirmed." if past.confirmed else "Not all of it is confirmed: do not take it for fact."
    lines.append(Line(f"{sure} Source: {past.source}", Tone.QUIET if past.confirmed else Tone.BAD))
    return Section("What history did", tuple(lines))
