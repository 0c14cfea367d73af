"""A player reads reasons in words; nothing of what doctrines say keeps a number of the model."""

import re

import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.ui.plain_reasons import plain

OF_THE_MODEL = re.compile(r"utils|logits|[+−-]\d+\.\d|of the gain|\bposition [+−-]?\d|chance \d|\d\.\d+ of 1\b")


@pytest.mark.parametrize("scenario", ["tutorial", "dual-track-2018", "us-china-2015", "gge-2017"])
def test_no_reason_that_a_doctrine_gives_keeps_a_number_of_the_model(scenario):
    made = game(load(scenario), 1)
    session = saves.play(made, program="test")
    said = {moment.why(seat) for moment in session.moments for seat in range(made.rules.seats)} - {""}
    kept = {words: plain(words) for words in said if OF_THE_MODEL.search(plain(words))}
    assert kept == {}
    assert any(OF_THE_MODEL.search(words) for words in said), "or there was nothing to leave out"
    assert all(re.search(r"[a-z]{4}", plain(words)) for words in said), "something is left"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (
            "torn: -1.6 logits, its readiness to agree against the other camp leads the text (-3.4)",
            "torn: its readiness to agree against the other camp leads the text",
        ),
        ("within its margin of indifference (-0.3 logits)", "within its margin of indifference"),
        ("nearer to its position on Legal form: worth +0.012 utils to it", "nearer to its position on Legal form"),
        ("the text is worth -0.40 utils to it; alone in its objection",
         "the text costs it more than it brings; alone in its objection"),
        (
            "as it stands the text is worth +0.92 utils to it; ready to bind itself to these parties with chance 0.85",
            "as it stands the text is well worth having; probably ready to bind itself to these parties",
        ),
        ("12 votes of 193, and 3 rounds", "12 votes of 193, and 3 rounds"),
    ],
)  # fmt: skip
def test_what_is_left_says_what_pulls_and_which_way(said, read):
    assert plain(said) == read
