"""Every pledge strategy is held to what it declares; none can be forgotten, for they are found by looking."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import demarche.agents.strategies
from demarche.agents.strategies.pledge import Dossier, Suspicion
from demarche.agents.strategies.registry import STRATEGIES, strategy
from demarche.sim.terms import Unreadable

EVERY = pytest.mark.parametrize("name", sorted(STRATEGIES))
LONG = 12


def dossier(drawn, pairs, quarters, *, suspicious):
    """A dossier of any content."""
    own, seen = drawn.random((2, pairs, quarters)) < 0.5
    if not suspicious:
        return Dossier(own, seen)
    prior = drawn.random(pairs, np.float32)
    if_partner, if_not = drawn.random((2, pairs, quarters), np.float32)
    at_all = prior[:, None] * if_partner + (1 - prior[:, None]) * if_not + np.float32(1e-6)
    return Dossier(own, seen, Suspicion(prior, if_partner, at_all))


def case(seed, pairs=40, quarters=LONG, *, suspicious=False):
    drawn = np.random.default_rng(seed)
    return dossier(drawn, pairs, quarters, suspicious=suspicious), drawn.random((pairs, 2)).astype(np.float32), drawn


def rewritten(old, drawn, quarters):
    """The same dossier with its first so many quarters replaced by others."""
    new = dossier(drawn, old.pairs, old.quarters, suspicious=old.suspicion is not None)
    late = np.arange(old.quarters) >= quarters
    own, seen = np.where(late, old.own, new.own), np.where(late, old.seen, new.seen)
    if old.suspicion is None:
        return Dossier(own, seen)
    s, n = old.suspicion, new.suspicion
    if_partner, at_all = np.where(late, s.if_partner, n.if_partner), np.where(late, s.at_all, n.at_all)
    return Dossier(own, seen, Suspicion(s.prior, if_partner, at_all))


CASES = given(seed=st.integers(0, 2**32), quarters=st.integers(0, LONG), suspicious=st.booleans())


def test_every_rule_in_the_folder_is_registered():
    found = set()
    for module in pkgutil.iter_modules(demarche.agents.strategies.__path__):
        for _, rule in inspect.getmembers(
            importlib.import_module(f"demarche.agents.strategies.{module.name}"), inspect.isfunction
        ):
            if list(inspect.signature(rule).parameters)[:2] == ["dossier", "u"]:
                found.add(rule)
    assert found == {known.rule for known in STRATEGIES.values()}


@EVERY
def test_its_docstring_states_its_source_its_memory_and_its_chance(name):
    known = strategy(name)
    said = inspect.getdoc(known.rule) or ""
    assert "Source: " in said
    assert f"memory {known.memory}" in said
    assert ("Uses no chance" in said) != known.uses_chance
    assert known.source


@EVERY
@CASES
def test_it_answers_every_pair_and_changes_nothing(name, seed, quarters, suspicious):
    given_, u, _ = case(seed, quarters=quarters, suspicious=suspicious)
    before = given_.own.copy(), given_.seen.copy(), u.copy()
    act = strategy(name).breaks(given_, u)
    assert act.shape == (given_.pairs,)
    assert act.dtype == np.bool_
    assert all(np.array_equal(a, b) for a, b in zip(before, (given_.own, given_.seen, u), strict=True))
    act[:] = ~act
    assert np.array_equal(before[1], given_.seen), "the act must not be a window on the dossier"
    assert np.array_equal(strategy(name).breaks(given_, u), ~act), "the same question, the same answer"


@EVERY
@CASES
def test_its_rows_do_not_depend_on_each_other(name, seed, quarters, suspicious):
    given_, u, drawn = case(seed, quarters=quarters, suspicious=suspicious)
    order = drawn.permutation(given_.pairs)[: given_.pairs // 2]
    whole = strategy(name).breaks(given_, u)
    assert np.array_equal(strategy(name).breaks(given_.take(order), u[order]), whole[order])


@EVERY
@CASES
def test_what_is_older_than_its_memory_never_changes_its_act(name, seed, quarters, suspicious):
    known = strategy(name)
    if known.memory == "all":
        return
    given_, u, drawn = case(seed, quarters=quarters, suspicious=suspicious)
    other = rewritten(given_, drawn, max(quarters - known.memory, 0))
    assert np.array_equal(known.breaks(other, u), known.breaks(given_, u))


@EVERY
def test_it_looks_back_as_far_as_it_says(name):
    known = strategy(name)
    reach = LONG if known.memory == "all" else known.memory
    drawn = np.random.default_rng(0)
    often = drawn.random((4000, 1))  # peaceful pairs and warlike ones: some rules forget in peace, others at war
    past = Dossier(*(drawn.random((2, 4000, reach)) < often))
    u = drawn.random((4000, 2)).astype(np.float32)
    changed = (known.breaks(rewritten(past, drawn, 1), u) != known.breaks(past, u)).any()
    assert changed == (reach > 0)


@EVERY
@CASES
def test_it_uses_chance_only_if_it_says_so(name, seed, quarters, suspicious):
    known = strategy(name)
    if known.uses_chance:
        return
    given_, u, drawn = case(seed, quarters=quarters, suspicious=suspicious)
    other = drawn.random(u.shape).astype(np.float32)
    assert np.array_equal(known.breaks(given_, other), known.breaks(given_, u))


@EVERY
def test_if_it_says_so_it_uses_chance(name):
    known = strategy(name)
    given_, u, drawn = case(0, pairs=4000)
    differs = (known.breaks(given_, drawn.random(u.shape).astype(np.float32)) != known.breaks(given_, u)).any()
    assert differs == known.uses_chance


@EVERY
def test_it_takes_other_values_of_its_parameters_and_no_others(name):
    known = strategy(name)
    assert known.having(**known.parameters).parameters == known.parameters
    with pytest.raises(Unreadable, match="has no parameter colour"):
        known.having(colour=1)


def test_a_name_that_nobody_has_is_answered_with_the_nearest():
    with pytest.raises(Unreadable, match="did you mean generous"):
        strategy("generos")


def acts(name, own, seen, u=0.0, **parameters):
    """What it does in each quarter of one history, written as letters: h honoured, b broke."""
    own_acts, seen_acts = (np.array([[x == "b" for x in history]], np.bool_) for history in (own, seen))
    past = Dossier(own_acts, seen_acts)
    chance = np.full((1, 2), u, np.float32)
    known = strategy(name).having(**parameters)
    return "".join("hb"[int(known.breaks(past.until(t), chance)[0])] for t in range(past.quarters + 1))


def test_tit_for_tat_answers_one_quarter_late():
    assert acts("tit-for-tat", "hhhh", "hbbh") == "hhbbh"


def test_a_generous_one_lets_the_breach_pass_when_the_draw_is_low():
    assert acts("generous", "hhh", "bbb", u=0.2) == "hhhh"
    assert acts("generous", "hhh", "bbb", u=0.5) == "hbbb"


def test_a_contrite_one_accepts_the_punishment_of_its_own_slip():
    # I slip, the partner answers, I do not answer that: Boyd 1989.
    assert acts("contrite", "bhhh", "hbhh") == "hhhhh"
    assert acts("contrite", "hbh", "bhh") == "hbhh"


def test_win_stay_lose_shift_leaves_mutual_breach():
    assert acts("win-stay-lose-shift", "hbbh", "bbhh") == "hbhbh"


def test_grim_never_forgives():
    assert acts("grim", "hhhhhh", "hbhhhh") == "hhbbbbb"


def test_a_trigger_punishes_for_its_length_and_ignores_signals_meanwhile():
    assert acts("trigger", "hhbbhhh", "hbbhhhb", length=2) == "hhbbhhhb"


def test_an_attributor_doubts_a_signal_that_false_alarms_would_explain():
    # .1 × .6 / (.1 × .6 + .9 × .1) = .4
    assert acts("attributor", "h", "b", u=0.39) == "hb"
    assert acts("attributor", "h", "b", u=0.41) == "hh"
