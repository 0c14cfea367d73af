"""An agent that learns when to honour a pledge: a table of five rows, by what it saw last quarter.  Numpy alone.

    python docs/examples/learn_to_honour.py

It plays a pact that rules out every operation, in the seat of the United States, against a China that plays tit for
tat with what it can find out, and in each quarter honours or breaks it: once where every operation is found, once where
hardly any is.  What it learns is printed, and beside it what always honouring and always breaking would have brought.
All numbers are judged: this shows how it is done, and finds nothing out about either state.  `Learnt` is the same table
as a pledge strategy, which any scenario takes: states.USA.strategy = "learn_to_honour:Learnt".
"""

from typing import ClassVar

import numpy as np

import demarche as dm

SEAT, PARTNER = "USA", "CHN"
SETTINGS = {
    "rounds": 0,
    "quarters": 12,
    "drafts.0.standing": ["USA", "CHN"],
    "states.CHN.strategy": "tit-for-tat",
    "settings.displace": 0,
    "clauses.IPT.b.reach": {"theft": 1.0, "espionage": 1.0, "disruption": 1.0},
    "clauses.IPT.b.clear": {"theft": 1.0, "espionage": 1.0, "disruption": 1.0},
}
SEEN = {"settings.detect_base": 5.0, "settings.hide": 0.0, "settings.tell_apart": 10.0, "settings.noise": 0.0}
HIDDEN = {"settings.tell_apart": 0.0, "settings.hide": 0.0, "settings.intelligence": 0.0, "settings.verify": 0.0}
HIDDEN |= {"settings.detect_base": 0.01, "settings.detect_skill": 0.05, "settings.noise": 0.0, "settings.misread": 0.0}
"""Two worlds: every operation is found and known whose it was; hardly any is, and nobody learns of it otherwise."""
STATES = ("first quarter", "honoured, saw honour", "honoured, saw breach", "broke, saw honour", "broke, saw breach")
DISCOUNT, LEAST_RATE, EXPLORED = 0.9, 0.005, 0.2
HARM = 2.0
"""An operation suffered, in operations run.  Judged."""
WORLDS, SWEEPS = 128, 20


class Learnt(dm.Strategy):
    """Breaks where the table that was learnt says so."""

    source = "learnt by docs/examples/learn_to_honour.py"
    memory = 1
    table: ClassVar[tuple[bool, ...]] = (True, True, True, True, False)
    """Whether it breaks, by state: what `main` prints where hardly any operation is found."""

    def breaks(self, dossier, u):
        """Look the state of each pair up."""
        if not dossier.quarters:
            return np.full(dossier.pairs, self.table[0])
        state = 1 + 2 * dossier.own[:, -1] + dossier.seen[:, -1]
        return np.array(self.table)[state]


def between(game, before, after, seats):
    """What a quarter brings between the two: an operation run less the harm of each suffered. (B, 1)."""
    from demarche.sim.terms import Stage

    one, other = (game.rules.roster.names.index(code) for code in (SEAT, PARTNER))
    come = (before.record.stage == Stage.NATURE) & (after.record.stage != Stage.NATURE)
    count = after.secrets.count
    return np.where(come, count[:, one, other] - HARM * count[:, other, one], 0.0)[:, None]


def states_of(seen: np.ndarray, names: list[str]) -> np.ndarray:
    """The row of the table for each ask."""
    first = seen[:, names.index("share of quarters")] == 0
    broke = seen[:, names.index(f"broke toward {PARTNER}")] > 0
    saw = seen[:, names.index(f"saw {PARTNER} break")] > 0
    return np.where(first, 0, 1 + 2 * broke + saw)


def play(worlds, choose, seed: int, learn=None) -> float:
    """Play a batch; returns the mean reward of a world."""
    names, total = worlds.names, 0.0
    asked = worlds.open(seed, range(WORLDS))
    worlds.gained()
    while len(asked.world):
        state = states_of(asked.seen, names)
        chosen = choose(state)
        before = asked.world
        asked = worlds.go_on(np.where(chosen, worlds.HONOUR, worlds.BREAK))
        reward = worlds.gained()[:, 0]
        total += float(reward.sum())
        if learn is not None:
            following = np.full(WORLDS, -1)
            following[asked.world] = states_of(asked.seen, names)
            learn(state, chosen.astype(int), reward[before], following[before])
    return total / WORLDS


def main() -> None:
    """Learn in both worlds, and print what was learnt."""
    for title, settings in (("every operation is found", SEEN), ("hardly any is found", HIDDEN)):
        print(f"Where {title}:")
        train(SETTINGS | settings)


def train(settings) -> None:
    """Learn in one world."""
    from demarche.env import Choice, Worlds, names_of_numbers

    worlds = Worlds(dm.load("us-china-2015", settings), [SEAT], stages=("conduct",), reward=between)
    worlds.names, worlds.HONOUR, worlds.BREAK = names_of_numbers(worlds.game.rules), Choice.HONOUR, Choice.BREAK
    drawn, value, tried = np.random.default_rng(1), np.zeros((len(STATES), 2)), np.zeros((len(STATES), 2))

    def explore(state):
        greedy = value[state].argmax(axis=1)
        return np.where(drawn.random(len(state)) < EXPLORED, drawn.integers(2, size=len(state)), greedy).astype(bool)

    def learn(state, action, reward, following):
        best = np.where(following < 0, 0.0, value[following].max(axis=1))
        for row in range(len(state)):
            at = state[row], action[row]
            tried[at] += 1
            rate = max(1 / tried[at], LEAST_RATE)
            value[at] += rate * (reward[row] + DISCOUNT * best[row] - value[at])

    for sweep in range(SWEEPS):
        play(worlds, explore, seed=sweep, learn=learn)
    for name, (breaks, honours) in zip(STATES, value, strict=True):
        print(
            f"{name:22s} break {breaks:8.2f}   honour {honours:8.2f}   -> {'honour' if honours > breaks else 'break'}"
        )
    policies = {
        "learnt": lambda state: value[state].argmax(axis=1).astype(bool),
        "always honours": lambda state: np.ones(len(state), bool),
        "always breaks": lambda state: np.zeros(len(state), bool),
    }
    for name, policy in policies.items():
        print(f"{name:22s} {play(worlds, policy, seed=1000):8.2f} a world")
    print(f"table = {tuple(bool(b > h) for b, h in value)}")


if __name__ == "__main__":
    main()
