"""What texts are worth and what rooms make of them: each compiled rule beside its plain one, on texts of all kinds."""

from types import SimpleNamespace

import numpy as np
import pytest

from demarche.agents.doctrine import dealing, vote, worth
from demarche.agents.doctrine.doctrine import published
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim import engine
from demarche.sim.procedure.order import may
from demarche.sim.record import opening
from demarche.sim.terms import ABSENT, NO_WORD
from demarche.sim.view import sight

pytestmark = pytest.mark.skipif(not engine.installed(), reason="numba is not installed")

ALIKE = ["settings.voice={}"]
APART = [
    "settings.red_line={}", "settings.cohesion={}", "clauses.NAP.a.vague={}", "clauses.NAP.a.position={}",
    "states.RUS.offence={}", "states.RUS.positions.internet_governance={}",
]  # fmt: skip
"""Settings by which the worlds of a batch differ: in no table that is read here, and in each of them."""


def batch(name, differ):
    """Three worlds of a scenario."""
    games = [game(load(name, ["quarters=0", *(each.format(x) for each in differ)]), 3, [1]) for x in (0.1, 0.4, 0.9)]
    return Game.join(games)


def texts(one, n, seed):
    """Random texts (n, C) of wordings there are or none, some of them twice in succession."""
    drawn = np.random.default_rng(seed)
    exists = one.rules.book.exists
    text = np.where(
        drawn.random((n, len(exists))) < 0.4, ABSENT, drawn.integers(0, exists.sum(axis=1), (n, len(exists)))
    )
    return np.repeat(text, 1 + np.arange(n) % 2, axis=0)[:n].astype(np.int8)


def same(rule, *args):
    """The bytes that a rule finds, once it is seen that both engines find the same."""
    found = []
    for by in (engine.NUMPY, engine.NUMBA):
        with engine.using(by):
            result = rule(*args)
        parts = result if isinstance(result, tuple) else [result]
        parts = [getattr(part, name) for part in parts for name in getattr(part, "__slots__", ())] or parts
        found.append([np.ascontiguousarray(part) for part in parts])
    for plain, compiled in zip(*found, strict=True):
        assert np.array_equal(plain, compiled)
    return found[0]


@pytest.fixture(scope="module", params=[("tutorial", ALIKE), ("gge-2017", APART), ("dual-track-2018", APART)])
def minds(request):
    """A batch, every seat's mind in each of its worlds, and a text for each."""
    one = batch(*request.param)
    world, seat = np.divmod(np.arange(3 * one.rules.seats), one.rules.seats)
    verbs = may(one.rules, opening(one.rules, one.luck.lot(one.rules)))
    view = sight(opening(one.rules, one.luck.lot(one.rules)), one.briefs, verbs, world, seat)
    return one, one.doctrine.own_minds(view), texts(one, len(world), 1)


def test_terms_worths_and_their_sums_are_the_same(minds):
    one, who, text = minds
    for rule in (worth.worth, worth.whole_worth, worth.term_sums):
        assert any(part.any() for part in same(rule, one.rules, who, text))


def test_with_other_positions_to_fall_back_on_they_are_the_same_too(minds):
    one, who, text = minds
    without = np.random.default_rng(2).uniform(-1, 1, text.shape).astype(np.float32)
    same(worth.worth, one.rules, who, text, without)
    assert not np.array_equal(*(same(worth.whole_worth, one.rules, who, text, q)[0] for q in (None, without)))


def test_the_best_change_is_the_same_and_there_is_one(minds):
    one, who, text = minds
    clause, wording, gain = same(worth.best_change, one.rules, who, text)
    assert (clause >= 0).all()
    assert (wording != text[np.arange(len(text)), clause]).all()
    assert np.isfinite(gain).all()


def test_what_is_published_rooms_lines_and_prospects_are_the_same(minds):
    one, who, text = minds
    draft = np.arange(len(text)) % len(one.rules.pen)
    assert same(published, one.doctrine, who.world, text)[0].any()
    eta = same(vote.room, one.rules, one.doctrine, who.world, text, draft)[0]
    same(vote.bloc_lines, one.rules, eta)
    passes, margin, against = same(vote.prospects, one.rules, one.doctrine, who.world, text, draft)
    assert ((passes >= 0) & (passes <= 1) & (np.abs(margin) <= 1) & (against >= 0)).all()


@pytest.mark.parametrize("blocs", [1, 2, 9])
@pytest.mark.parametrize("rows", [1, 3, 40])
def test_lines_of_one_bloc_and_of_many_are_added_up_in_the_order_of_numpy(blocs, rows):
    drawn = np.random.default_rng(5)
    roster = SimpleNamespace(member=drawn.random((193, blocs)) < 0.5, blocs=range(blocs))
    same(vote.bloc_lines, SimpleNamespace(roster=roster), drawn.normal(size=(rows, 193)).astype(np.float32))


def test_whoever_is_offered_a_trade_is_the_same(minds):
    one, who, _ = minds
    drawn, rules = np.random.default_rng(4), one.rules
    world = opening(rules, one.luck.lot(rules))
    proposal = world.record.proposal
    proposal[...] = np.where(drawn.random(proposal.shape) < 0.02, 0, NO_WORD)
    view = sight(world, one.briefs, may(rules, world), who.world, who.seat)
    n, drafts = view.asks, len(rules.pen)
    draft, clause = drawn.integers(0, drafts, n), drawn.integers(0, rules.book.clauses, n)
    partner, wish = same(dealing.someone_with_a_wish, rules, view, draft, clause, drawn.random(n, np.float32))
    has_one = partner >= 0
    assert has_one.any()
    assert (partner != view.seat).all()
    assert (proposal[view.world, partner, draft, wish] != NO_WORD)[has_one].all()
    assert (wish != clause)[has_one].all()
