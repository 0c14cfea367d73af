"""The report of a study: read the results, draw the figures, write the page and the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.scenarios.study.measures import TWIN
from demarche.scenarios.study.results import load
from demarche.scenarios.study.writing import write_whole
from demarche.ui.report import study_tables as tables
from demarche.ui.report.study_figures import convergence_figure, distributions_figure, effects_figure, series_figure
from demarche.ui.report.study_findings import Findings, findings
from demarche.ui.report.study_maps import indices_figure, maps_figure, paired_figure
from demarche.ui.report.study_page import page
from demarche.ui.report.study_style import Drawn, styled
from demarche.ui.report.study_tables import Sheet


@dataclass(frozen=True, slots=True)
class Written:
    """A report that has been written, and what it found."""

    folder: Path
    findings: Findings
    figures: list[str]
    sheets: list[str]


def write_report(folder: Path, out: Path) -> Written:
    """Write report.html, figures and tables of the results in a folder. Raises Unreadable where they are not whole."""
    found = findings(load(folder))
    with styled():
        figures = list(drawings(found))
    sheets = list(sheets_of(found))
    for name in ("figures", "tables"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for figure in figures:
        write_whole(out / "figures" / f"{figure.name}.svg", figure.svg.encode())
        write_whole(out / "figures" / f"{figure.name}.png", figure.png)
    for sheet in sheets:
        write_whole(out / "tables" / f"{sheet.name}.csv", sheet.csv())
    write_whole(out / "report.html", page(found, figures, sheets).encode())
    return Written(out, found, [figure.name for figure in figures], [sheet.name for sheet in sheets])


def drawings(found: Findings) -> Iterator[Drawn]:
    """Every figure, in the order of the page."""
    results = found.results
    shown = [name for name in results.measures if not name.endswith(TWIN)]
    if found.paired:
        yield paired_figure(results, found.paired)
    for name, index in found.indices.items():
        yield indices_figure(results, name, index)
    for name in shown if results.factors else ():
        yield effects_figure(results, name)
    for name in shown:
        if (drawn := maps_figure(results, name)) is not None:
            yield drawn
    if results.series:
        yield series_figure(results)
    yield distributions_figure(results)
    if found.convergence:
        yield convergence_figure(results, found.convergence)


def sheets_of(found: Findings) -> Iterator[Sheet]:
    """Every table."""
    yield tables.measures_sheet(found.results)
    yield tables.effects_sheet(found.results)
    if found.indices:
        yield tables.indices_sheet(found.indices)
    if found.paired:
        yield tables.paired_sheet(found.paired)
    if found.convergence:
        yield tables.convergence_sheet(found.convergence)
    yield tables.points_sheet(found.results)
