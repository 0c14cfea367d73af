"""Sweeps as objects for machines and as sections for a terminal."""

from pathlib import Path
from typing import Any

from demarche.scenarios.study.files import StudyFile
from demarche.scenarios.study.sweeping import Swept
from demarche.scenarios.study.writing import ASIDE
from demarche.ui.progress import spoken
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
