"""Studies for tests, and folders of their results."""

from pathlib import Path

from demarche.scenarios.study import provenance
from demarche.scenarios.study.designs import points
from demarche.scenarios.study.files import StudyFile, identity
from demarche.scenarios.study.plan import Plan
from demarche.scenarios.study.schema import Study
from demarche.scenarios.study.store import Folder

TINY = """
id = "tiny"
title = "A tiny study"
scenario = "tutorial"
set = ["rounds=0"]
replicates = 40
measures = ["adopted_1", "yes_1", "split_1"]

[design]
kind = "grid"

[[factors]]
name = "price"
path = "price_of_split"
values = [0.0, 0.5]

[[factors]]
name = "base"
path = "settings.base"
range = [2, 4]
steps = 3
"""


def tiny(folder, **changes):
    """The tiny study as a file, with passages changed: old -> new."""
    text = TINY
    for old, new in changes.get("change", {}).items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "tiny.toml"
    path.write_text(text, encoding="utf-8")
    return path


def study_of(design, factors, replicates=1, **more):
    """A study of some player's factors."""
    return Study.model_validate(
        {"id": "s", "title": "S", "scenario": "tutorial", "replicates": replicates, "measures": ["y"]}
        | {"design": design, "factors": factors}
        | more
    )


def plan_of_player(study, player, shard):
    """The runs of a study by a player of its own."""
    made = points(study.design, study.factors, study.seed)
    whole = identity(StudyFile(Path("s.toml"), "", study, {}), made, shard)
    return Plan(made, study.replicates, study.seed, player, shard, whole, study.common_chance)


def folder_of(path, study, plan):
    """A folder of results that has been begun."""
    folder = Folder(path)
    folder.begin(plan, provenance.manifest(StudyFile(Path("s.toml"), "", study, {}), plan))
    return folder
