"""How an act is added: in a copy of the tree, by the steps of docs/how-to/add-an-act.md, in four files besides docs.

THANK is a private word to another state when votes are explained.  All that is not written for it below is derived.
"""

import os
import subprocess
import sys

import pytest

from tests.perft.planted_faults import copied

STEPS = {
    "sim/acts.py": [
        (
            "    COSIGN = 39  # the letter of a state that asks for it\n",
            "    COSIGN = 39  # the letter of a state that asks for it\n    THANK = 40  # another state, in private\n",
        ),
        (
            "\n}\n\n\ndef asked_in(",
            '\n    Verb.THANK: Row("thank USA", (Stage.EXPLANATIONS,), _MEMBERS, _TWO, (Part.STATE,)),\n'
            "}\n\n\ndef asked_in(",
        ),
    ],
    "sim/procedure/close.py": [
        ("(Verb.EXPLAIN, Verb.PASS)", "(Verb.EXPLAIN, Verb.THANK, Verb.PASS)"),
        (
            "\n\nJUDGES: dict[Verb, Judge] = {",
            """

def judge_thanks(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    \"\"\"Another state.\"\"\"
    return first_fault((names_wrongly(rules, s, act, allow_none=False), Refusal.NO_SUCH_SEAT))


JUDGES: dict[Verb, Judge] = {Verb.THANK: judge_thanks, """,
        ),
        ("import Judge, draft_named, first_fault\n", "import Judge, draft_named, first_fault, names_wrongly\n"),
    ],
    "agents/doctrine/explaining.py": [
        (
            "    return act\n\n\ndef main_ground",
            "    pen = rules.pen[draft]\n"
            "    thanks = np.flatnonzero((pen != view.seat) & (ballot[rows, draft] == Ballot.YES))\n"
            "    write(act, speaks[thanks], Verb.THANK, partner=pen[thanks])\n"
            "    return act\n\n\ndef main_ground",
        ),
    ],
    "ui/acts.py": [
        (
            '\n}\n"""Every act. Within',
            """
    Verb.THANK: Phrase(
        "Say thank you",
        "t",
        "Only the two of you know.",
        "answers",
        Told("speech", own="You thank {state} in private.", to_you="{by} thanks you in private."),
    ),
}
\"\"\"Every act. Within""",
        ),
    ],
}
"""For each file, what stands there and what stands there afterwards."""
PLAYED = """
from pathlib import Path

from demarche.agents.options import options
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.report.person import person
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room

made = game(load("tutorial", ["settings.voice=1"]), 1)
session = saves.open_session(made)
while session.stage != Stage.EXPLANATIONS:
    session.advance(time_is_up=True)
(seat,) = session.asked()[:1]
(form,) = (act for act in room(made, session, seat).acts if act.verb == "thank")
assert (form.key, form.says) == ("t", "thank {state}")
assert len(options(made.rules, session.view(seat), 0, Verb.THANK)) == made.rules.seats - 1

for seed in range(1, 9):
    made = game(load("tutorial", ["settings.voice=1"]), seed)
    session = saves.play(made, Path("log.jsonl"), program="test")
    thanks = [(t.number, by) for t in session.ticks for by in range(made.rules.seats) if t.act[by, 0] == Verb.THANK]
    if thanks:
        break
assert thanks, "the doctrine never does it"
assert '"thank ' in Path("log.jsonl").read_text()
again, replayed = saves.replay(Path("log.jsonl"))
assert replayed.world.record.rows().tolist() == session.world.record.rows().tolist()
for tick, by in thanks:
    partner = int(session.ticks[tick].act[by, Item.PARTNER])
    for seat in (None, *range(made.rules.seats)):
        told = [one for one in heard(made, session, tick, seat) if "thank" in one.text]
        told = [one.text for one in told if one.by == made.rules.roster.names[by]]
        assert bool(told) == (seat in (by, partner)), (seat, told)
    assert person(made, session, by).counts["answers"]
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree with one more act."""
    tree = copied(tmp_path_factory.mktemp("act"), ("demarche", "sim", "agents", "scenarios", "ui", "tests", "docs"))
    for name, edits in STEPS.items():
        text = (tree / name).read_text(encoding="utf-8")
        for before, after in edits:
            assert text.count(before) == 1, f"{name} has this {text.count(before)} times: {before}"
            text = text.replace(before, after)
        (tree / name).write_text(text, encoding="utf-8")
    run(tree, "-m", "tests.acts_page")
    return tree


def run(tree, *words):
    """What Python prints for that in the tree. Fails where it fails."""
    settings = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run([sys.executable, *words], cwd=tree, capture_output=True, text=True, env=settings)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def test_an_act_is_added_in_at_most_five_files(tree):
    assert len(STEPS) <= 5
    named = run(tree, "-m", "tests.acts_page", "THANK").split()
    assert set(named) <= set(STEPS)
    assert "| Say thank you | `thank USA` | explanations | members | the two |" in (
        tree / "docs" / "rules.md"
    ).read_text(encoding="utf-8")


def test_it_is_played_heard_by_the_two_and_replayed(tree):
    run(tree, "-c", PLAYED)


def test_nothing_that_is_derived_has_a_hole(tree):
    quick = "not open and not audience and not judge"
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", quick, "tests/contract/test_acts.py")


@pytest.mark.slow
def test_every_test_that_goes_through_the_table_is_green(tree):
    checked = ["contract/test_acts.py", "contract/test_seat_acts.py", "laws/test_audience.py", "test_notation.py"]
    checked = [f"tests/{name}" for name in checked]
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", *checked)


@pytest.mark.slow
@pytest.mark.parametrize("left_out", [name for name in STEPS if not name.startswith("agents")])
def test_a_step_that_is_left_out_is_found(left_out, tmp_path):
    parts = ("demarche", "sim", "agents", "scenarios", "ui", "tests", "docs")
    tree = copied(tmp_path, parts)
    for name, edits in STEPS.items():
        text = (tree / name).read_text(encoding="utf-8")
        for before, after in edits if name != left_out and name != "agents/doctrine/explaining.py" else ():
            text = text.replace(before, after)
        (tree / name).write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError):
        run(tree, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/contract/test_acts.py")
