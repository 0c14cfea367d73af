"""The list of scenarios reads each file of the library, and each table, once."""

import subprocess
import sys

CODE = """
import sys
from collections import Counter
opened = Counter()

def note(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].endswith((".toml", ".csv")):
        opened[args[0], isinstance(args[1], str)] += 1

sys.addaudithook(note)
from demarche.ui.cli import main
main(["list", "--json"])
print(max(opened.values()), sum("library" in path for path, _ in opened), file=sys.stderr)
"""


def test_each_file_is_read_once():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    most, library = map(int, done.stderr.split())
    assert most == 1
    assert library >= 18


IMPORTED = """
import sys
from demarche.ui.cli import main
assert main(["sweep", sys.argv[1], "--out", sys.argv[2], "--workers", "1", "--quiet"]) == 0
unused = {"matplotlib", "pandas", "scipy", "jinja2", "SALib", "xarray"}
print(sorted(unused & set(sys.modules)), file=sys.stderr)
"""


def test_a_sweep_loads_nothing_that_only_a_report_needs(tmp_path):
    from tests.study.folders import tiny

    words = [sys.executable, "-c", IMPORTED, str(tiny(tmp_path)), str(tmp_path / "r")]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stderr.strip() == "[]"
