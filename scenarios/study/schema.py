"""The shape of a study file: what is played, what is varied, how it is sampled, and what is kept of each run."""

import math
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from demarche.scenarios.fields import Strict
from demarche.scenarios.study.presets import Preset, factors_of

Value = bool | int | float | str
MOST_RUNS = 10_000_000
"""A design of more runs than this asks whether it is meant."""
REPLICATES = 1 << 32


def _as_tuple(value: Any) -> Any:
    """One path, or several that are set to the same value."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list | tuple) else value


class Factor(Strict):
    """One thing that is varied: a value of the scenario by its dotted path, or several that go together."""

    name: str = Field(description="its column in tables and figures; see names.require_free")
    path: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = Field(min_length=1, description="as in run --set")
    values: tuple[Value, ...] | None = Field(default=None, strict=False, min_length=1)
    range: tuple[float, float] | None = Field(default=None, strict=False)
    steps: int | None = Field(default=None, ge=2, description="levels of a grid, from end to end of the range")
    whole: bool = Field(default=False, description="whole numbers only")
    distribution: Literal["uniform", "log-uniform", "normal", "triangular"] = "uniform"
    mean: float | None = Field(default=None, description="normal, cut off at the ends of the range")
    sd: float | None = Field(default=None, gt=0)
    mode: float | None = Field(default=None, description="triangular")
    label: str = Field(default="", description="in words, for figures; the name where there is none")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.values is not None and (self.range is not None or self.distribution != "uniform"):
            raise ValueError("a factor has values, or a range with a distribution, not both")
        needs = {"normal": ("mean", "sd"), "triangular": ("mode",)}
        for name in ("mean", "sd", "mode"):
            wanted = name in needs.get(self.distribution, ())
            if wanted != (getattr(self, name) is not None):
                raise ValueError(f"the distribution {self.distribution} {'needs' if wanted else 'has no'} {name}")
        if self.range is not None:
            low, high = self.range
            if not low < high:
                raise ValueError(f"a range goes from the lower to the higher end, not {low:g} to {high:g}")
            if math.isinf(high - low):
                raise ValueError("a range is too wide: the distance of its ends is no finite number")
            if self.distribution == "log-uniform" and low <= 0:
                raise ValueError("log-uniform needs a range above 0")
            if self.mode is not None and not low <= self.mode <= high:
                raise ValueError("the mode lies within the range")
        return self


KEYS_OF = {
    "grid": (),
    "list": ("rows",),
    "random": ("points",),
    "latin-hypercube": ("points",),
    "sobol": ("base",),
    "morris": ("trajectories",),
    "table": ("file",),
}
"""What each kind of design needs; morris may have levels beside."""


class Design(Strict):
    """How points are chosen."""

    kind: Literal["grid", "list", "random", "latin-hypercube", "sobol", "morris", "table"]
    points: int | None = Field(default=None, ge=1, description="random and latin-hypercube: how many")
    base: int | None = Field(default=None, ge=2, description="sobol: a power of two; base × (factors + 2) points")
    trajectories: int | None = Field(default=None, ge=2, description="morris: trajectories × (factors + 1) points")
    levels: int = Field(default=4, ge=2, multiple_of=2, description="morris")
    rows: tuple[dict[str, Value], ...] | None = Field(default=None, strict=False, description="list: the points")
    file: str | None = Field(default=None, description="table: a CSV or Parquet file with a column a factor")
    second_order: bool = Field(default=False, description="sobol: indices of pairs; base × (2 factors + 2) points")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in ("points", "base", "trajectories", "rows", "file"):
            wanted = name in KEYS_OF[self.kind]
            if wanted != (getattr(self, name) is not None):
                raise ValueError(f"a design of kind {self.kind} {'needs' if wanted else 'has no'} {name}")
        if self.base is not None and self.base & (self.base - 1):
            raise ValueError(f"base should be a power of two, not {self.base}")
        if self.second_order and self.kind != "sobol":
            raise ValueError(f"a design of kind {self.kind} has no second_order")
        return self

    def drawn_together(self, factors: int) -> int:
        """How many points are drawn at a time: a base row of Saltelli and its mixtures, or a trajectory."""
        if self.kind == "sobol":
            return (2 if self.second_order else 1) * factors + 2
        return factors + 1 if self.kind == "morris" else 1


class Study(Strict):
    """A designed sweep of worlds."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    question: str = Field(default="", description="what is asked, for the report")
    scenario: str = Field(description="a scenario of the library, or a file beside this one")
    set: tuple[str, ...] = Field(default=(), strict=False, description="key=value, the same in every run")
    seed: int = Field(default=1, ge=0, lt=1 << 64)
    replicates: int = Field(ge=1, le=REPLICATES, description="worlds of each point")
    chance: Literal["common", "independent"] | None = Field(
        default=None, description="replicate r has the same chance at every point, or each run has its own; common"
    )
    measures: tuple[str, ...] = Field(min_length=1, strict=False, description="as run --json names them")
    series: tuple[str, ...] = Field(default=(), strict=False, description="counts kept for every quarter")
    twin: Literal["no-pact"] | None = Field(default=None, description="each world beside the same without its pacts")
    design: Design
    preset: Preset | None = Field(default=None, description="factors beside these: every judged number over its range")
    factors: tuple[Factor, ...] = Field(default=(), strict=False)

    @model_validator(mode="before")
    @classmethod
    def _with_preset(cls, document: Any) -> Any:
        """The document with the factors of its preset written out, beside those that it has."""
        if not isinstance(document, dict) or document.get("preset") not in get_args(Preset):
            return document
        given = document.get("factors", ())
        if not isinstance(given, list | tuple):
            return document
        return document | {"factors": [*given, *factors_of(document["preset"], given)]}

    @property
    def common_chance(self) -> bool:
        """Whether replicates share their chance between points (common random numbers)."""
        return self.chance != "independent"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for what, names in (
            ("factors", [factor.name for factor in self.factors]),
            ("measures", self.measures),
            ("series", self.series),
        ):
            if twice := sorted({name for name in names if list(names).count(name) > 1}):
                raise ValueError(f"{what}: {twice[0]} is named twice")
        given = self.design.kind in ("list", "table")
        for i, factor in enumerate(self.factors):
            if given and (factor.values is not None or factor.range is not None):
                raise ValueError(f"factors.{i}: its values stand in the {self.design.kind}; leave out values and range")
            if not given and factor.values is None and factor.range is None:
                raise ValueError(f"factors.{i}: {factor.name} needs values or a range")
            if self.design.kind == "grid" and factor.range is not None and factor.steps is None and not factor.whole:
                raise ValueError(f"factors.{i}: in a grid a range needs steps")
        if not given and not self.factors:
            raise ValueError("the design is empty: it has no factors")
        return self

    def identity(self) -> dict[str, Any]:
        """All of the study on which its results rest: words for readers and keys without a value are left out."""
        words: Any = {"id": True, "title": True, "question": True, "preset": True, "factors": {"__all__": {"label"}}}
        said = self.model_dump(mode="json", exclude=words, exclude_none=True)
        if self.common_chance:  # keys that came later are left out where they say what was always so
            said.pop("chance", None)
        if not self.design.second_order:
            del said["design"]["second_order"]
        return said
