"""Execute the notebooks anew, and keep what they print: `python docs/notebooks/renew.py`.

tests/python/test_notebooks.py executes them likewise, and holds what they print to what is kept.
"""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """A notebook, executed in a folder. Raises CellExecutionError where a cell fails."""
    made = nbformat.read(path, as_version=4)
    for cell in made.cells:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])
    NotebookClient(made, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    for cell in made.cells:
        cell["metadata"].pop("execution", None)
    made["metadata"].pop("language_info", None)
    return made


if __name__ == "__main__":
    for kept in sorted(HERE.glob("*.ipynb")):
        nbformat.write(executed(kept, HERE), kept)
