"""What `host` does with lessons as files and leaves: --forget, --forget-all, --salvage."""

import argparse
import shlex
import sys
from pathlib import Path

from demarche.ui.commands.typed import print_json
from demarche.ui.refused import Refused


def delete_lesson(options: argparse.Namespace, file: Path) -> int:
    """Delete the lesson that is kept in that file."""
    from demarche.ui.classroom.lesson_files import earlier, forget

    forget(file)
    left = earlier(file)
    if options.json:
        return print_json({"deleted": [str(file)], "left": [str(one) for one in left]})
    print(f"{file} is deleted. Files you downloaded from the debrief are where your browser put them.")
    if left:
        print("Earlier lessons are still there; --forget-all deletes them too:", *left, sep="\n  ")
    return 0


def delete_all_lessons(options: argparse.Namespace, file: Path) -> int:
    """Delete the lesson that is kept in that file, and those put aside, once it is confirmed."""
    from demarche.ui.classroom.lesson_files import earlier, forget, require_deletable
    from demarche.ui.classroom.lesson_path import is_unbegun

    files = [*([] if is_unbegun(file) else [file]), *earlier(file)]
    if not files:
        raise Refused(f"{file}: no lesson is kept there, and none was put aside beside it")
    for one in files:
        require_deletable(one)
    if not options.json:
        print("These lessons would be deleted, with the names and messages in them:", *files, sep="\n  ", flush=True)
    if not (options.yes or _is_confirmed(len(files), asking=not options.json)):
        print("Nothing is deleted.")
        return 0
    for one in files:
        forget(one)
    if options.json:
        return print_json({"deleted": [str(one) for one in files], "left": []})
    print(f"{len(files)} deleted. Files you downloaded from the debrief are where your browser put them.")
    return 0


def _is_confirmed(lessons: int, *, asking: bool) -> bool:
    """Whether it is typed that they shall go. Raises Refused where nobody can be asked."""
    if not (asking and sys.stdin.isatty()):
        raise Refused("nothing is deleted: nobody can be asked here; add --yes to delete what would be listed")
    try:
        return input(f"Delete {lessons} for good? Type yes: ").strip().lower() == "yes"
    except EOFError:
        return False


def salvage_lesson(options: argparse.Namespace, file: Path) -> int:
    """Write what is sound of a damaged lesson to a new file."""
    from demarche.ui.classroom.salvage import salvage

    made = salvage(file)
    if options.json:
        told = {"fault": made.fault, "entries": made.entries, "file": str(made.path), "left": str(file)}
        return print_json(told)
    print(f"{file}: {made.fault}.")
    print(f"{made.entries} entries are sound and are now in {made.path}; {file} is left as it is. To go on from there:")
    facts = ["--preset", made.head.preset, "--seed", made.head.seed, "--file", made.path]
    print("  " + shlex.join(["demarche", "host", options.scenario, *map(str, facts)]))
    return 0
