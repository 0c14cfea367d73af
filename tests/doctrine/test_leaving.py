"""Parties that have seen nothing: the doctrine leaves a pact that it despairs of, and says why in names and words."""

import re
from dataclasses import replace

import numpy as np
import pytest

from demarche.agents.doctrine.proposing import had_memoranda, signed_with
from demarche.agents.doctrine.reasons import tell
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.scenarios.theory.few import at_nature, few
from demarche.sim.procedure.order import may
from demarche.sim.session import ask
from demarche.sim.terms import NONE, Item, Stage, Verb
from demarche.sim.view import sight


def answering(trust, leave=1.0):
    """Two worlds in which a pact binds two states that have seen nothing, as they answer."""
    made = few((1, 190, 2), 3, {"leave_pact": leave})
    world = at_nature(made, parties=2)
    every = np.ones(2, bool)
    secrets = world.secrets.but(every, trust=trust)
    return made, world.now(world.record.but(every, stage=Stage.RESPONSES), secrets=secrets)


def answers(made, world):
    verbs = may(made.rules, world)
    return ask(made.rules, world, made.briefs, verbs, made.seats, made.luck)[..., Item.VERB]


def test_a_party_leaves_a_pact_that_it_despairs_of_though_nothing_was_seen_this_quarter():
    assert (answers(*answering(50)) == [Verb.DENOUNCE, Verb.DENOUNCE, Verb.SILENT]).all()


def test_a_party_weighs_the_other_parties_and_not_itself_or_strangers():
    """It despairs of nobody but a state without the pact."""
    trust = np.full((3, 3), 700)
    trust[0], trust[1] = (50, 700, 50), (700, 50, 50)
    assert (answers(*answering(trust)) == [Verb.PASS, Verb.PASS, Verb.SILENT]).all()


@pytest.mark.parametrize(("trust", "leave"), [(700, 1.0), (50, 0.0)])
def test_a_party_that_has_seen_nothing_and_does_not_despair_passes(trust, leave):
    assert (answers(*answering(trust, leave)) == [Verb.PASS, Verb.PASS, Verb.SILENT]).all()


def test_the_reason_to_leave_names_the_other_party():
    made, world = answering(50)
    verbs = may(made.rules, world)
    act = ask(made.rules, world, made.briefs, verbs, made.seats, made.luck)
    view = sight(world, made.briefs, verbs, np.array([0]), np.array([0]))
    (reason,) = tell(made.rules, made.doctrine, view, act[:1, 0])
    assert reason == "trusts Russia little (0.05 of 1) and leaves the pact, which it no longer believes to be kept"


@pytest.mark.parametrize("name", ["us-china-2015", "pact-2015"])
def test_reasons_of_the_quarters_name_states_and_no_codes(name):
    made = game(load(name, ["pact_slots=2", "settings.misread=0.5"]), 3)
    session, told = open_session(made), []
    while not session.world.record.closed.all():
        session.advance(time_is_up=True, tell_why=True)
        if session.world.record.quarter[0] != NONE:
            told += list(session.moments[-1].tick.why.values())
    words = " ".join(told)
    assert told
    assert not [code for code in made.rules.roster.names if re.search(rf"\b{code}\b", words)]
    assert any(title in words for title in made.rules.roster.titles)


@pytest.mark.parametrize(("template", "agreed"), [("confidence-building", False), ("agreement-2015", True)])
def test_a_memorandum_is_no_agreement_and_does_not_stand_in_the_way_of_one(template, agreed):
    made = game(load("pact-2015", ["pact_slots=3"]), 1)
    world, rules = open_session(made).world, made.rules
    two = np.isin(rules.roster.names, ("RUS", "CHN"))
    place = rules.templates.index(template)
    signed = world.record.signed.copy()
    signed[0, rules.texts] = two
    kept = world.record.wording.copy()
    kept[0, rules.texts] = rules.template_texts[place]
    used = world.record.template.copy()
    used[0, 0] = place
    world = world.now(replace(world.record, signed=signed, wording=kept, template=used))
    russia, china = (rules.roster.names.index(code) for code in ("RUS", "CHN"))
    verbs = may(rules, world)
    view = sight(world, made.briefs, verbs, np.array([0]), np.array([russia]))
    assert bool(signed_with(rules, view, theft=False)[0, china]) == agreed
    assert bool(had_memoranda(rules, view, rules.templates.index("confidence-building"))[0, china]) != agreed
