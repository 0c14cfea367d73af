"""Sweeps and analyses as objects for machines and as sections for a terminal."""

from pathlib import Path
from typing import Any

import numpy as np

from demarche.scenarios.study.files import StudyFile
from demarche.scenarios.study.sweeping import Swept
from demarche.scenarios.study.writing import ASIDE
from demarche.ui.progress import spoken
from demarche.ui.report.study import Written
from demarche.ui.report.study_tables import measures_sheet
from demarche.ui.report.study_words import measure_named
from demarche.ui.story.parts import Line, Section, Tone


def swept_result(file: StudyFile, out: Path, swept: Swept) -> dict[str, Any]:
    """What `sweep --json` prints."""
    return {
        "study": file.study.id,
        "out": str(out),
        "points": swept.points,
        "replicates": file.study.replicates,
        "runs": swept.runs,
        "played": swept.progress.done_runs - swept.progress.found,
        "found": swept.progress.found,
        "errors": swept.progress.errors,
        "seconds": round(swept.progress.seconds, 3),
        "complete": swept.digest is not None,
        "digest": swept.digest,
        "series_digest": swept.series_digest,
        "aside": list(swept.aside),
    }


def swept_sections(file: StudyFile, out: Path, swept: Swept) -> list[Section]:
    """What a sweep has done, and what comes next."""
    progress, played = swept.progress, swept.progress.done_runs - swept.progress.found
    lines = [
        Line(f"{swept.points:,} points of {file.study.replicates:,} replicates: {swept.runs:,} runs."),
        Line(f"{played:,} played in {spoken(progress.seconds)}, {progress.found:,} were there already."),
    ]
    lines += [Line(f"Moved into {out / ASIDE}: {said}", Tone.BAD) for said in swept.aside]
    if progress.errors:
        lines.append(Line(f"{progress.errors:,} runs failed; their rows say why.", Tone.BAD))
    if swept.digest is None:
        lines.append(Line("Other parts are still to be played: run them into the same folder.", Tone.STRONG))
    else:
        lines += [
            Line(f"SHA-256 of all rows: {swept.digest}"),
            Line(f"What it shows: demarche analyse {out}", Tone.STRONG),
        ]
    return [Section(file.study.title, tuple(lines))]


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
