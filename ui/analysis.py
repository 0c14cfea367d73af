"""Analyses of studies as objects for machines and as sections for a terminal; a sweep need not load what draws them."""

from typing import Any

import numpy as np

from demarche.ui.report.study import Written
from demarche.ui.report.study_tables import measures_sheet
from demarche.ui.report.study_words import measure_named
from demarche.ui.story.parts import Line, Section, Tone


def analysed_result(written: Written) -> dict[str, Any]:
    """What `analyse --json` prints."""
    found = written.findings
    checks = {check.measure: {"chance": round(check.share, 6), "enough": check.enough} for check in found.convergence}
    return {
        "study": found.results.study.id,
        "report": str(written.folder / "report.html"),
        "runs": found.results.manifest["runs"],
        "errors": found.results.errors,
        "figures": written.figures,
        "tables": written.sheets,
        "enough_replicates": checks,
        "warnings": found.unsure,
    }


def analysed_sections(written: Written) -> list[Section]:
    """Each measure over all runs, what is not sure, and where the report is."""
    sheet = measures_sheet(written.findings.results)
    there_are = any(not np.isnan(cell) for row in sheet.rows for cell in row[4:6] if isinstance(cell, float))
    intervals = "Intervals are 95 %." if there_are else "There are no intervals."
    unsure = [measure_named(check.measure) for check in written.findings.convergence if not check.enough]
    lines = [Line(why, Tone.QUIET) for why in (*written.findings.unvaried, *written.findings.why_not.values())]
    lines += [Line(line, Tone.BAD) for line in written.findings.unsure]
    if unsure:
        lines.append(
            Line(
                f"More replicates are needed for {'; '.join(unsure)}. See “Enough replicates?” in the report.", Tone.BAD
            )
        )
    lines += [
        Line(f"{intervals} What was put in is judged, and this is no forecast.", Tone.QUIET),
        Line(f"Report: {written.folder / 'report.html'}", Tone.STRONG),
    ]
    return [Section(written.findings.results.study.title, (sheet.shown(written.findings.results), *lines))]
