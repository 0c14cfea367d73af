"""The command that prints what a teacher hands out: cards."""

import argparse
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name, named, print_json
from demarche.ui.refused import Refused

SEATS = 24


def add(commands: Any) -> None:
    """Its parser, with an example."""
    example = "demarche cards dual-track-2018 --pdf cards.pdf --sheet teacher.pdf"
    cards_ = command(commands, "cards", cards, "role cards to print, readings, a quiz with answers", example)
    cards_.add_argument(
        "scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml"
    )
    cards_.add_argument("--seats", type=int, default=SEATS, metavar="N", help=f"how many cards; {SEATS} if not given")
    cards_.add_argument("--pdf", type=name, metavar="FILE", help="the cards, one a page")
    cards_.add_argument(
        "--sheet", type=name, metavar="FILE", help="the teacher’s sheet: readings, quiz, answers, exit ticket"
    )


def cards(options: argparse.Namespace) -> int:
    """Print cards and the teacher's sheet, or list the seats with their cards."""
    from demarche.scenarios.cards import card_for
    from demarche.scenarios.compile import game
    from demarche.scenarios.load import load
    from demarche.ui.material.hands import in_order
    from demarche.ui.material.printed import print_cards, print_sheet
    from demarche.ui.material.quiz import quiz
    from demarche.ui.material.readings import readings

    if options.seats < 1:
        raise Refused(f"--seats {options.seats}: one card at least")
    made = game(load(named(options.scenario), ()), 1)
    codes = in_order(made)[: options.seats]
    written = []
    for given, does in ((options.pdf, print_cards), (options.sheet, print_sheet)):
        if given:
            try:
                does(made, codes, Path(given))
            except OSError as error:
                raise Refused(f"{given}: {error.strerror or error}") from None
            written.append(given)
    place = {code: number for number, code in enumerate(made.rules.roster.names)}
    if options.json:
        told = {code: card_for(made, place[code]).model_dump(mode="json") for code in codes}
        texts = [{"title": one.title, "paragraphs": one.paragraphs, "asks": one.asks} for one in readings(made)]
        asked = [{"text": one.text, "answers": one.answers, "right": one.right, "why": one.why} for one in quiz(made)]
        return print_json({"cards": told, "readings": texts, "quiz": asked, "written": written})
    for path in written:
        print(f"{path} is written.")
    if not written:
        print(
            "With --pdf FILE and --sheet FILE they are written as PDF. The seats, in the order in which to give them:"
        )
        print(*(f"  {code}  {' '.join(card_for(made, place[code]).summary.split())}" for code in codes), sep="\n")
    return 0
