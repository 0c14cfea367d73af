"""Every pledge strategy by name, with what it declares of itself and a contract test holds it to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, Self

from demarche.agents.named import Registry
from demarche.agents.strategies.attributor import bayesian_attributor
from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.reciprocal import (
    contrite_tit_for_tat,
    generous_tit_for_tat,
    tit_for_tat,
    win_stay_lose_shift,
)
from demarche.agents.strategies.trigger import grim, trigger
from demarche.agents.strategies.unconditional import always_attack, always_honour
from demarche.sim.terms import Bools, Floats, Unreadable


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule with its parameters set, and its facts.

    memory       how many past quarters it looks at, or all of them
    uses_chance  whether its acts depend on u        parameters  what the rule is given beside dossier and chance
    """

    name: str
    rule: Callable[..., Bools]
    source: str
    memory: int | Literal["all"]
    uses_chance: bool = False
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def breaks(self, dossier: Dossier, u: Floats) -> Bools:
        """Whether i breaks its pledge to j this quarter. dossier of N pairs, u (N, 2) in [0, 1) -> (N,) bool."""
        return self.rule(dossier, u, **self.parameters)

    def having(self, **parameters: float) -> Self:
        """The same with other parameters. Raises Unreadable naming one that the rule has not."""
        unknown = sorted(set(parameters) - set(self.parameters))
        if unknown:
            raise Unreadable(
                f"{self.name} has no parameter {unknown[0]}; it has {', '.join(self.parameters) or 'none'}"
            )
        return replace(self, parameters=MappingProxyType({**self.parameters, **parameters}))


def _of(**parameters: float) -> Mapping[str, float]:
    return MappingProxyType(parameters)


STRATEGIES = Registry(
    "pledge strategy",
    "strategy",
    (
        Strategy("always-honour", always_honour, "Axelrod 1984", memory=0),
        Strategy("always-attack", always_attack, "Axelrod 1984", memory=0),
        Strategy("tit-for-tat", tit_for_tat, "Rapoport, in Axelrod 1980", memory=1),
        Strategy(
            "generous", generous_tit_for_tat, "Nowak and Sigmund 1992", memory=1, uses_chance=True,
            parameters=_of(generosity=1 / 3),
        ),
        Strategy("contrite", contrite_tit_for_tat, "Sugden 1986; Boyd 1989", memory="all"),
        Strategy("win-stay-lose-shift", win_stay_lose_shift, "Nowak and Sigmund 1993", memory=1),
        Strategy("grim", grim, "Friedman 1971", memory="all"),
        Strategy("trigger", trigger, "Green and Porter 1984", memory="all", parameters=_of(length=4)),
        Strategy(
            "attributor", bayesian_attributor, "Baliga, Bueno de Mesquita and Wolitzky 2020", memory=1,
            uses_chance=True, parameters=_of(prior=0.1, hit=0.6, false_alarm=0.1),
        ),
    ),
)  # fmt: skip


def strategy(name: str) -> Strategy:
    """The strategy of that name. Raises Unreadable naming those there are."""
    return STRATEGIES.named(name)
