"""The report of a study: read the results, draw the figures, write the page and the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.scenarios.study.measures import EFFECT, TWIN
from demarche.scenarios.study.results import load
from demarche.sim.terms import Unreadable
from demarche.ui.report import study_tables as tables
from demarche.ui.report.ours import not_ours, write_all
from demarche.ui.report.study_figures import convergence_figure, distributions_figure, effects_figure, series_figure
from demarche.ui.report.study_findings import Findings, findings
from demarche.ui.report.study_maps import indices_figure, maps_figure, paired_figure
from demarche.ui.report.study_page import page
from demarche.ui.report.study_style import Drawn, styled
from demarche.ui.report.study_tables import Sheet

PAGE, FOLDERS = "report.html", ("figures", "tables")
NOT_OURS = "analyse has not written this file as it is now; name another folder, or replace it with --force"


@dataclass(frozen=True, slots=True)
class Written:
    """A report that has been written, and what it found."""

    folder: Path
    findings: Findings
    figures: list[str]
    sheets: list[str]


def write_report(folder: Path, out: Path, *, force: bool = False) -> Written:
    """Write report.html, figures and tables of the results in a folder, or none of them.

    force: replace files that are not ours. Raises Unreadable where the results are not whole or such a file is there.
    """
    found = findings(load(folder))
    with styled():
        figures = list(drawings(found))
    sheets = list(sheets_of(found))
    files = {f"figures/{figure.name}.svg": figure.svg.encode() for figure in figures}
    files |= {f"figures/{figure.name}.png": figure.png for figure in figures}
    files |= {f"tables/{sheet.name}.csv": sheet.csv() for sheet in sheets}
    files[PAGE] = page(found, figures, sheets).encode()
    if not force and (strange := not_ours(out, list(files))):
        raise Unreadable(f"{out / strange}: {NOT_OURS}")
    write_all(out, files)
    return Written(out, found, [figure.name for figure in figures], [sheet.name for sheet in sheets])


def drawings(found: Findings) -> Iterator[Drawn]:
    """Every figure, in the order of the page; what does not vary is in none."""
    results, same = found.results, found.unvaried
    varied = [name for name in results.measures if name not in same.constant]
    moved = [name for name in varied if not name.endswith(TWIN) and name not in same.unmoved]
    if effects := [one for one in found.paired if one.measure + EFFECT in varied]:
        yield paired_figure(results, effects)
    for name, index in found.indices.items():
        yield indices_figure(results, name, index)
    for name in moved if results.factors else ():
        yield effects_figure(results, name)
    for name in moved:
        if (drawn := maps_figure(results, name)) is not None:
            yield drawn
    counts = [name for name in results.series if not name.endswith(TWIN)]
    if counts := [name for name in counts if {name, name + TWIN} & (results.series.keys() - same.constant.keys())]:
        yield series_figure(results, counts)
    if varied:
        yield distributions_figure(results, varied)
    if checked := [one for one in found.convergence if one.measure in moved and one.measure not in same.exact]:
        yield convergence_figure(results, checked)


def sheets_of(found: Findings) -> Iterator[Sheet]:
    """Every table."""
    yield tables.measures_sheet(found.results)
    yield tables.effects_sheet(found.results)
    yield tables.changes_sheet(found.results)
    if found.indices:
        yield tables.indices_sheet(found.indices)
    if any(index.pairs for index in found.indices.values()):
        yield tables.pairs_sheet(found.indices)
    if found.paired:
        yield tables.paired_sheet(found.paired)
    if found.convergence:
        yield tables.convergence_sheet(found.convergence)
    yield tables.points_sheet(found.results)
