"""The page of a study: one HTML file that needs nothing beside it."""

import html
import shlex
from collections.abc import Sequence

from demarche.scenarios.study.measures import EFFECT
from demarche.sim.terms import Array
from demarche.sim.visible import visible
from demarche.ui.report.study_findings import Findings
from demarche.ui.report.study_style import Drawn
from demarche.ui.report.study_tables import Sheet, brief

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
       background: #fff }
h1 { font-size: 1.7rem } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #ccc }
figure { margin: 1.2rem 0 } figure svg { max-width: 100%; height: auto } figcaption { font-size: .9rem; color: #444 }
table { border-collapse: collapse; font-size: .88rem } td, th { padding: .2rem .6rem; text-align: right }
td:first-child, th:first-child { text-align: left } tr:nth-child(even) { background: #f4f4f4 }
.scroll { overflow-x: auto } .note { background: #fff6e0; padding: .6rem 1rem; border-left: 4px solid #e69f00 }
pre { background: #f4f4f4; padding: .8rem; overflow-x: auto; font-size: .85rem }
"""
JUDGED = (
    "Where states stand, how vague or deep a wording is, and the numbers of the doctrine that are not fitted to roll "
    "calls are judgements, not measurements. This report shows what follows from them. It is no forecast."
)
SHEETS = {
    "measures": "Each measure over all runs",
    "indices": "Indices",
    "paired": "The pact against its twin",
    "convergence": "Enough replicates?",
}
"""The tables that stand on the page; the others are files."""


def page(found: Findings, figures: Sequence[Drawn], sheets: Sequence[Sheet]) -> str:
    """The whole page."""
    study = found.results.study
    parts = [
        f"<h1>{_text(study.title)}</h1>",
        f"<p>{_text(study.question)}</p>" if study.question else "",
        f'<p class="note">{JUDGED}</p>',
        _played(found),
        *(_sheet(sheet) for sheet in sheets if sheet.name == "measures"),
        *_warnings(found),
    ]
    heading = ""
    for figure in figures:
        if figure.heading != heading:
            heading = figure.heading
            parts.append(f"<h2>{_text(heading)}</h2>")
            parts += [_table(s) for s in sheets if SHEETS.get(s.name) == heading]
            parts += [_table(s) for s in sheets if s.name == "indices" and heading == "Which factors matter"]
        parts.append(f"<figure>{figure.svg}<figcaption>{_text(figure.caption)}</figcaption></figure>")
    parts += [_again(found), f"<h2>The study file</h2><pre>{_text(found.results.manifest['study_file'])}</pre>"]
    body = "\n".join(part for part in parts if part)
    title = f"<title>{_text(study.title)}</title><style>{STYLE}</style>"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{title}'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _text(text: str) -> str:
    return html.escape(visible(text))


def _played(found: Findings) -> str:
    """What was played, where and with what."""
    results, manifest = found.results, found.results.manifest
    study = results.study
    shards = manifest.get("shards", [])
    engines = ", ".join(sorted({shard["engine"] for shard in shards})) or manifest["engine"]
    varied = [f"{results.label(name)} ({_range(column)})" for name, column in results.points.columns.items()]
    versions = manifest["versions"]
    rows = {
        "scenario": study.scenario + (f" with {', '.join(study.set)}" if study.set else ""),
        "design": f"{study.design.kind}: {len(results.points):,} points of {study.replicates:,} replicates",
        "varied": "; ".join(varied),
        "runs": f"{manifest['runs']:,}, {results.errors:,} failed" + (", each beside its twin" if study.twin else ""),
        "time": f"{sum(s['cpu'] for s in shards):,.0f} s of one core in {len(shards)} shards, from {manifest['begun']}",
        "program": f"demarche {versions.get('demarche', '')}, engine {engines}, Python {manifest['python']}, "
        f"numpy {versions['numpy']}",
        "chance": f"seed {study.seed}; {manifest['rng']}",
        "SHA-256 of all rows": manifest.get("digest", ""),
    }
    left = "style='text-align:left'"
    cells = "".join(f"<tr><td>{_text(key)}</td><td {left}>{_text(value)}</td></tr>" for key, value in rows.items())
    return f"<h2>What was played</h2><table>{cells}</table>"


def _range(column: Array) -> str:
    """What a factor was given."""
    if column.dtype.kind in "if":
        return f"{column.min():g} to {column.max():g}"
    return ", ".join(dict.fromkeys(str(value) for value in column.tolist()))


def _warnings(found: Findings) -> list[str]:
    """What a reader must know before reading on."""
    said = [f"{why}." for why in found.why_not.values()]
    said += [
        f"{check.measure}: {check.share:.0%} of the variance between points is chance; more replicates are needed."
        for check in found.convergence
        if not check.enough and not check.measure.endswith(EFFECT)
    ]
    if found.results.study.replicates == 1:
        said.append("There is one replicate: nothing here tells chance from the other factors.")
    if found.results.errors:
        said.append(f"{found.results.errors:,} runs failed and are left out; the column error says why.")
    return [f'<p class="note">{_text(line)}</p>' for line in said]


def _sheet(sheet: Sheet) -> str:
    return f"<h2>{SHEETS[sheet.name]}</h2>{_table(sheet)}"


def _table(sheet: Sheet) -> str:
    heads = "".join(f"<th>{_text(head)}</th>" for head in sheet.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(brief(cell))}</td>' for cell in row)}</tr>" for row in sheet.rows)
    return f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'


def _again(found: Findings) -> str:
    """The line that plays one run of the study by itself."""
    results = found.results
    study, paths = results.study, {f.name: f.path for f in results.study.factors}
    settings = [*study.set]
    for name, value in results.points.point(0).items():
        written = str(value).lower() if isinstance(value, bool) else value
        settings += [f"{path}={written}" for path in paths.get(name, (name,))]
    words = ["demarche", "run", study.scenario, "--seed", str(study.seed), "--replicate", "0"]
    line = shlex.join([*words, *(part for setting in settings for part in ("--set", setting))])
    return f"<h2>One run again</h2><p>Point 0, replicate 0, with its story:</p><pre>{_text(line)}</pre>"
