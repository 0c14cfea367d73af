"""The notebooks run from end to end, and print what is kept in them."""

import importlib.util
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: pip install 'demarche[test]'")
pytest.importorskip("nbclient", reason="nbclient is not installed: pip install 'demarche[test]'")
pytest.importorskip("ipykernel", reason="ipykernel is not installed: pip install 'demarche[test]'")

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"


@pytest.fixture(scope="module")
def renew():
    spec = importlib.util.spec_from_file_location("renew_notebooks", FOLDER / "renew.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def printed(notebook):
    """What each cell of code printed."""
    return [
        "".join(output["text"] for output in cell["outputs"] if output["output_type"] == "stream")
        for cell in notebook.cells
        if cell["cell_type"] == "code"
    ]


def test_there_are_three():
    assert len(list(FOLDER.glob("*.ipynb"))) == 3


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_prints_what_is_kept(renew, path, tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_ENGINE", "numpy")  # nothing has to be compiled, and the bits are the same
    kept = printed(nbformat.read(path, as_version=4))
    assert any(kept)
    assert printed(renew.executed(path, tmp_path)) == kept, "to renew: python docs/notebooks/renew.py"
