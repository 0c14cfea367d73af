"""The engines: numpy is the rule, numba the same to the last bit; and worlds of many settings in one batch."""

import inspect
import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from demarche.scenarios import batch
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.twins import twin
from demarche.sim import chance, engine, numbers
from demarche.sim.log import mark
from demarche.sim.session import run
from tests.fuzz import same_world

fast = pytest.mark.skipif(not engine.installed(), reason="numba is not installed")

ROOMS = [
    ("tutorial", (), 3),
    ("pact-2015", ("quarters=4",), 3),
    ("pact-2015", ("quarters=18", "states.RUS.strategy=generous", "states.CHN.strategy=tit-for-tat"), 2),
    ("us-china-2015", ("quarters=18",), 4),  # histories longer than one number, denunciations
    ("pact-2015", ("quarters=3", "settings.published=0.3", "settings.noise=5", "settings.misread=1"), 2),
    ("us-china-2015", ("quarters=3", "settings.sign_base=-9"), 3),  # signed by few: others go on offering
    ("sco-2009", ("quarters=2",), 2),
    ("gge-2017", ("rounds=2",), 2),
    ("dual-track-2018", ("quarters=4", "rounds=1", "level=4"), 2),
]


def made(name, settings, worlds, seed=5):
    return game(load(name, settings), seed, range(worlds))


def marks(world):
    return [mark(world.take(slice(b, b + 1))) for b in range(world.record.worlds)]


def played(one):
    return run(one.rules, one.briefs, one.seats, one.luck)


def everything():
    """Every module that has compiled counterparts, so that each is known."""
    return [
        import_module(name)
        for name in ("demarche.scenarios.batch", "demarche.agents.doctrine.national", "demarche.sim.session")
    ]


@fast
def test_every_compiled_function_is_there_and_is_called_as_its_plain_one_is():
    assert everything()
    assert len(engine.COUNTERPARTS) > 10
    for place, plain in engine.COUNTERPARTS.items():
        module, _, name = place.partition(":")
        compiled = getattr(import_module(module), name)
        wanted = [parameter.name for parameter in inspect.signature(plain).parameters.values()]
        assert [parameter.name for parameter in inspect.signature(compiled).parameters.values()] == wanted, place


@fast
@pytest.mark.parametrize(("name", "settings", "worlds"), ROOMS)
def test_both_engines_play_the_same_worlds_and_twins(name, settings, worlds):
    one = made(name, settings, worlds)
    both = [batch.play(one, with_twin=True, by=by) for by in (engine.NUMPY, engine.NUMBA)]
    for plain, compiled in zip(*((one.world, one.twin) for one in both), strict=True):
        assert plain is not None
        assert compiled is not None
        same_world(plain, compiled)
    assert marks(both[0].world) == marks(played(one))
    assert marks(both[0].twin) == marks(twin(one))


@fast
@pytest.mark.parametrize(("name", "settings", "worlds"), ROOMS)
def test_tick_by_tick_numba_plays_the_same_worlds_too(name, settings, worlds):
    one = made(name, settings, worlds)
    with engine.using(engine.NUMBA):
        by_ticks = played(one)
    assert marks(by_ticks) == marks(played(one))


@fast
def test_a_world_by_numba_is_the_same_alone():
    crowd = batch.play(made("pact-2015", ("quarters=3",), 5), by=engine.NUMBA).world
    alone = batch.play(game(load("pact-2015", ("quarters=3",)), 5, [4]), by=engine.NUMBA).world
    assert marks(crowd)[4] == marks(alone)[0]


@fast
def test_compiled_sums_are_those_of_numpy():
    from demarche.sim.fast.arithmetic import MOST_SUMMED, total

    draws = np.random.default_rng(1).normal(size=(MOST_SUMMED + 1, MOST_SUMMED)).astype(np.float32)
    for n, row in enumerate(draws):
        assert total(row, n) == row[None, :n].sum(axis=1, dtype=np.float32)[0], n


@fast
def test_no_multiplication_is_fused_with_an_addition():
    """Fused, x² - y would be what is lost in rounding x²; not fused, it is nothing."""
    from demarche.sim.fast.arithmetic import F
    from demarche.sim.fast.compiling import compiled

    @compiled
    def left(x, y, out):
        for n in range(len(x)):
            out[n] = x[n] * x[n] - y[n]

    x = 1 + np.random.default_rng(2).random(1000).astype(F)
    out = np.empty_like(x)
    left(x, x * x, out)
    assert not out.any()


@fast
def test_draws_and_exponentials_are_the_same_for_all_there_is():
    seats = np.arange(40)
    address = (2**63 + 5, np.array([3, 2**32 - 1])[:, None, None], 7, seats[:, None], 4, seats)
    x = np.linspace(-100, 100, 20001, dtype=np.float32)
    found = []
    for by in (engine.NUMPY, engine.NUMBA):
        with engine.using(by):
            found.append([f.tobytes() for f in (chance.uniform(*address), numbers.exp(x), numbers.logistic(x))])
    assert found[0] == found[1]


@fast
def test_what_loops_are_kept_under_changes_with_constants_text_and_what_they_call(tmp_path):
    from demarche.sim.fast.compiling import _made_of

    def names(text="def loop(x): ...", level=1, inner=1):
        file = tmp_path / "loops.py"
        file.write_text(text)

        space = {"__file__": str(file), "__name__": "elsewhere", "INNER": inner}
        other = SimpleNamespace(py_func=SimpleNamespace(__module__="elsewhere", __globals__=space))
        return _made_of({"__file__": str(file), "__name__": "here", "LEVEL": level, "called": other})

    assert names() == names()
    assert len({names(), names(level=2), names(inner=2), names(text="def loop(y): ...")}) == 4


@fast
def test_without_a_place_to_keep_them_loops_are_compiled_all_the_same(monkeypatch):
    from demarche.sim.fast import compiling

    monkeypatch.setattr(compiling, "shelf", lambda: None)
    assert compiling.compiled(lambda x: x + 1)(2) == 3


def test_an_engine_is_chosen_by_itself_and_can_be_forced(monkeypatch):
    monkeypatch.delenv(engine.FORCED_BY, raising=False)
    monkeypatch.setattr(engine, "installed", lambda: True)
    monkeypatch.setattr(engine, "all_compiled", lambda: True)
    assert engine.best() == "numba"
    monkeypatch.setattr(engine, "all_compiled", lambda: False)
    assert engine.best() == "numpy"
    monkeypatch.setenv(engine.FORCED_BY, "numpy")
    assert engine.best() == "numpy"
    monkeypatch.delenv(engine.FORCED_BY)
    monkeypatch.setattr(engine, "installed", lambda: False)
    assert engine.best() == "numpy"


def test_an_engine_that_is_not_there_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.setattr(engine, "installed", lambda: False)
    monkeypatch.setenv(engine.FORCED_BY, "numba")
    with pytest.raises(ValueError, match=r"pip install 'demarche\[fast\]'"):
        engine.best()
    with pytest.raises(ValueError, match="there are numpy and numba"):
        batch.play(made("tutorial", (), 1), by="cuda")


def test_an_engine_works_within_its_block_alone():
    assert engine.in_use() == "numpy"
    if engine.installed():
        with engine.using("numba"):
            assert engine.in_use() == "numba"
    assert engine.in_use() == "numpy"


def test_one_world_does_not_pay_for_numba():
    code = (
        "import sys\nfrom demarche.ui.cli import main\n"
        "try:\n    main(['run', 'tutorial', '--json'])\nexcept SystemExit:\n    pass\n"
        "assert 'numba' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# ── many settings in one batch ───────────────────────────────────────────────────────────────────────────────────────


def several():
    """Games of two kinds by turns, of one to three worlds."""
    return [
        made("pact-2015", ("quarters=2", f"rounds={1 + i % 2}", f"settings.noise={1 + i / 4}",
                           f"drafts.0.binding={i / 9}", f"clauses.NAP.a.vague={i / 10}",
                           f"states.RUS.offence={i / 10}"), 1 + i % 3)
        for i in range(7)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("most", "by"), [(2, "numpy"), (5, "numpy"), (100, "numpy"), pytest.param(5, "numba", marks=fast)]
)
def test_worlds_of_many_settings_are_in_batches_what_they_are_alone(most, by):
    games, found = several(), dict[int, str]()
    for place, part in batch.tiles(games, most):
        assert len(place) == len(part.luck.replicate) <= most
        found.update(zip(place.tolist(), marks(batch.play(part, by=by).world), strict=True))
    alone = [one for each in games for one in marks(played(each))]
    assert [found[place] for place in range(len(alone))] == alone


ONE_EACH = [
    "clauses.NAP.a.vague={}", "clauses.NAP.a.position={}", "clauses.NAP.a.depth={}", "drafts.0.binding={}",
    "settings.detect_base={}", "settings.red_line={}", "settings.hit_back={}", "states.RUS.audience={}",
    "states.CHN.offence={}", "states.CHN.attribution={}", "states.RUS.vulnerability={}",
    "states.RUS.positions.internet_governance={}",
]  # fmt: skip
"""Settings of which each changes some tables of a batch and leaves the others in common."""


@fast
@pytest.mark.parametrize("setting", ONE_EACH)
def test_whatever_alone_differs_between_worlds_numba_reads_each_its_own(setting):
    games = [made("pact-2015", ("quarters=2", "rounds=2", setting.format(x)), 1) for x in (0.1, 0.4, 0.9)]
    both = [marks(batch.play(Game.join(games), by=by).world) for by in ("numpy", "numba")]
    assert both[0] == both[1] == [one for each in games for one in marks(played(each))]


def test_batches_are_filled_though_two_kinds_take_turns():
    sizes = [len(place) for place, _ in batch.tiles(several(), 100)]
    assert sorted(sizes) == [6, 7]


def test_no_more_kinds_wait_than_are_said_to():
    kinds = [made("tutorial", (f"rounds={1 + i}",), 1) for i in range(batch.KINDS_AT_ONCE + 2)]
    first, _ = next(iter(batch.tiles(kinds, 5)))
    assert first.tolist() == [0]


@pytest.mark.parametrize(
    ("changes", "seed"),
    [(("rounds=2",), 5), (("level=1",), 5), (("states.RUS.strategy=grim",), 5), ((), 6)],
)
def test_worlds_that_differ_in_more_than_numbers_are_no_batch(changes, seed):
    with pytest.raises(ValueError, match="cannot be played as one batch"):
        Game.join([made("pact-2015", (), 1), made("pact-2015", changes, 1, seed)])


def test_what_all_worlds_have_in_common_is_not_copied():
    crowd = made("dual-track-2018", ("rounds=1",), 8)
    joined = Game.join([crowd, crowd])
    assert joined.doctrine.nearer.strides[0] == crowd.rules.ground.rate.strides[0] == 0


def test_a_twin_shares_the_session_and_nothing_after_it():
    one = made("pact-2015", ("quarters=3",), 3)
    both = batch.play(one, with_twin=True, by="numpy")
    assert both.twin is not None
    assert np.array_equal(both.world.record.final, both.twin.record.final)
    assert not np.shares_memory(both.world.secrets.broke, both.twin.secrets.broke)
