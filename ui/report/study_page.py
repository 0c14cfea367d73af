"""The page of a study: what was played, tables, figures, and how to play one of its runs again."""

import shlex
from collections.abc import Iterator, Sequence

from demarche.scenarios.study.levels import name_of
from demarche.scenarios.study.measures import EFFECT
from demarche.sim.terms import Array
from demarche.ui.report.page.build import Chapter, Code, Figure, Item, build
from demarche.ui.report.study_findings import Findings
from demarche.ui.report.study_style import Drawn
from demarche.ui.report.study_tables import Sheet, as_set
from demarche.ui.report.study_unvaried import subject
from demarche.ui.report.study_words import factor_words
from demarche.ui.story.parts import Line, Table, Tone

JUDGED = (
    "Where states stand, how vague or deep a wording is, and the numbers of the doctrine that are not fitted to roll "
    "calls are judgements, not measurements. This report shows what follows from them. It is no forecast."
)
SHEETS = {
    "measures": "Each measure over all runs",
    "indices": "Indices",
    "paired": "With and without the pact",
    "convergence": "Enough replicates?",
}
"""The tables that stand on the page; the others are files."""


def page(found: Findings, figures: Sequence[Drawn], sheets: Sequence[Sheet]) -> str:
    """The whole page."""
    study = found.results.study
    lead = [Line(study.question)] if study.question else []
    return build(study.title, [*lead, Line(JUDGED, Tone.BAD)], list(chapters(found, figures, sheets)))


def chapters(found: Findings, figures: Sequence[Drawn], sheets: Sequence[Sheet]) -> Iterator[Chapter]:
    """What was played, each measure over all runs, figures by heading with their tables, how to repeat a run."""
    yield Chapter("What was played", (_played(found),))
    same = [Line(said) for said in found.unvaried]
    warnings = [Line(said, Tone.BAD) for said in _warnings(found)]
    tables = {sheet.name: sheet.shown(found.results, SHEETS[sheet.name]) for sheet in sheets if sheet.name in SHEETS}
    yield Chapter(
        SHEETS["measures"], (*(table for name, table in tables.items() if name == "measures"), *same, *warnings)
    )
    for heading in dict.fromkeys(figure.heading for figure in figures):
        items: list[Item] = [table for name, table in tables.items() if SHEETS[name] == heading]
        items += [table for name, table in tables.items() if name == "indices" and heading == "Which factors matter"]
        yield Chapter(heading, (*items, *(Figure(figure) for figure in figures if figure.heading == heading)))
    yield Chapter("One run again", (Line("Point 0, replicate 0, with its story:"), Code("Command", _again(found))))
    yield Chapter("The study file", (Code("Study file", str(found.results.manifest["study_file"])),))


def _played(found: Findings) -> Table:
    """What was played, where and with what."""
    results, manifest = found.results, found.results.manifest
    study = results.study
    shards = manifest.get("shards", [])
    engines = (
        ", ".join(sorted({name for shard in shards for name in shard["engine"].split(", ")})) or manifest["engine"]
    )
    varied = [f"{factor_words(results, name)} ({_range(column)})" for name, column in results.points.columns.items()]
    versions = manifest["versions"]
    rows = {
        "scenario": study.scenario + (f" with {', '.join(study.set)}" if study.set else ""),
        "design": f"{study.design.kind}: {len(results.points):,} points of {study.replicates:,} replicates",
        "varied": "; ".join(varied),
        "runs": f"{manifest['runs']:,}, {results.errors:,} failed"
        + (", each with its counterfactual" if study.twin else ""),
        "time": f"{sum(s['cpu'] for s in shards):,.0f} s of one core in {len(shards)} shards, from {manifest['begun']}",
        "program": f"demarche {versions.get('demarche', '')}, engine {engines}, Python {manifest['python']}, "
        f"numpy {versions['numpy']}",
        "chance": f"seed {study.seed}; {manifest['rng']}",
        "SHA-256 of all rows": manifest.get("digest", ""),
    }
    return Table(("", ""), tuple(rows.items()), caption="The study, and what it was played with")


def _range(column: Array) -> str:
    """What a factor was given."""
    if column.dtype.kind in "if":
        return f"{name_of(column.min().item())} to {name_of(column.max().item())}"
    return ", ".join(dict.fromkeys(name_of(value) for value in column.tolist()))


def _warnings(found: Findings) -> list[str]:
    """What a reader must know before reading on."""
    said = [*found.why_not.values()]
    said += [
        f"{subject(check.measure)}: {check.share:.0%} of the variance between points is chance; "
        "more replicates are needed."
        for check in found.convergence
        if not check.enough and not check.measure.endswith(EFFECT)
    ]
    said += found.unsure
    if found.results.errors:
        said.append(f"{found.results.errors:,} runs failed and are left out; the column error says why.")
    return said


def _again(found: Findings) -> str:
    """The line that plays one run of the study by itself."""
    results = found.results
    study, paths = results.study, {f.name: f.path for f in results.study.factors}
    settings = [*study.set]
    for name, value in results.points.point(0).items():
        settings += [f"{path}={as_set(value)}" for path in paths.get(name, (name,))]
    words = ["demarche", "run", study.scenario, "--seed", str(study.seed), "--replicate", "0"]
    return shlex.join([*words, *(part for setting in settings for part in ("--set", setting))])
