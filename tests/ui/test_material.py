"""Cards, readings and quizzes of every scenario: complete, right by its own data, and printed."""

import json

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.ui.cli import main
from demarche.ui.material.hands import asks, in_order
from demarche.ui.material.printed import print_cards, print_sheet
from demarche.ui.material.quiz import ANSWERS, QUESTIONS, quiz
from demarche.ui.material.readings import readings
from demarche.ui.words import Words

LARGE = 24


@pytest.fixture(scope="module", params=names())
def made(request):
    return game(load(request.param, ()), 1)


def test_the_first_seats_of_a_large_scenario_have_no_two_cards_alike(made):
    codes = in_order(made)
    place = {code: number for number, code in enumerate(made.rules.roster.names)}
    assert sorted(codes) == sorted(made.rules.roster.names)
    if made.rules.delegations.sum() > 100:
        assert len({asks(made, place[code]) for code in codes[:LARGE]}) == LARGE


def test_a_written_card_comes_before_derived_ones(made):
    written = {card.seat for card in made.scenario.cards}
    assert not written or in_order(made)[0] in written


def test_there_are_ten_questions_with_four_answers_of_which_one_is_right(made):
    found = quiz(made)
    assert len({one.text for one in found}) == QUESTIONS
    for one in found:
        assert len(set(one.answers)) == ANSWERS
        assert 0 <= one.right < ANSWERS
        assert one.why
    assert found == quiz(made)


def test_the_answers_on_a_text_are_what_the_text_says(made):
    words = Words(made)
    for one in quiz(made):
        if one.text.startswith("Who holds the pen of "):
            draft = next(d for d in range(made.rules.texts) if words.draft(d) in one.text)
            assert one.answers[one.right] == words.state(int(made.rules.pen[draft]))


def test_there_are_two_readings_with_things_to_ask(made):
    before, after = readings(made)
    assert len(before.paragraphs) > 3
    assert before.asks
    assert after.asks
    past = made.scenario.history
    assert past is None or past.source in after.paragraphs[-1]


def test_a_card_a_page_and_the_sheet_are_printed(tmp_path):
    made = game(load("tutorial", ()), 1)
    print_cards(made, in_order(made)[:3], tmp_path / "cards.pdf")
    print_sheet(made, in_order(made), tmp_path / "sheet.pdf")
    cards, sheet = ((tmp_path / name).read_bytes() for name in ("cards.pdf", "sheet.pdf"))
    assert cards.startswith(b"%PDF")
    assert cards.count(b"/Type /Page\n") + cards.count(b"/Type /Page ") == 3
    assert len(sheet) > 5000


def test_the_command_tells_and_writes(tmp_path, capsys):
    path = tmp_path / "c.pdf"
    assert main(["cards", "tutorial", "--seats", "2", "--pdf", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["cards"]) == 2
    assert len(told["quiz"]) == QUESTIONS
    assert told["written"] == [str(path)]
    assert main(["cards", "tutorial", "--pdf", str(tmp_path / "no" / "c.pdf")]) != 0
