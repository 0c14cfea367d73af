"""What one seat alone may know reaches no other: canaries over real wires, and two games that differ in secrets."""

import json
from dataclasses import replace

import numpy as np
import pytest

from demarche.scenarios.load import LIBRARY
from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.classroom import boards, messages
from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.classroom.copies import Copy, Shown
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.reception import admit
from demarche.ui.seat.grammar import Sent
from tests.classroom.hosting import Hosted, ask, open_session, play_out

SEATS = ("AVA", "BRE", "CAL", "DOR", "ELM", "FEN", "GOR")


def planted(folder, mark_of):
    """The tutorial with words of each card in their place: what is on a card only its seat may read."""
    import tomllib

    document = tomllib.loads((LIBRARY / "tutorial.toml").read_text(encoding="utf-8"))
    text = (LIBRARY / "tutorial.toml").read_text(encoding="utf-8")
    for card in document["cards"]:
        for goal in card["goals"]:
            text = text.replace(f'"{goal["text"]}", kind', f'"{mark_of(card["seat"])} {goal["text"]}", kind', 1)
    cards = text.split("[[cards]]\n")
    for place, card in enumerate(document["cards"], start=1):
        head, _, rest = cards[place].partition("summary = ")
        quote = '"""' if rest.startswith('"""') else '"'
        body = rest[len(quote) :]
        cards[place] = f"{head}summary = {quote}{mark_of(card['seat'])} {body.removeprefix(chr(92) + chr(10))}"
    path = folder / "tutorial.toml"
    path.write_text("[[cards]]\n".join(cards), encoding="utf-8")
    return path


def canary(seat):
    return f"CANARY{seat}"


EXPORTS = ("about", "debrief/data", "debrief/marks.csv", "debrief/report.html", "debrief/log.jsonl")


def deal(hosted, page, message):
    """Offer a favour where that can be done, after saying something wrong; and ask for every export on the way."""
    acts, other = message["room"]["acts"], SEATS[(SEATS.index(page.seat) + 1) % 7]
    page.say(type="act", id=f"bad-{message['question']}", question=message["question"], act="nonsense")
    if message["room"]["tick"] == 1:
        for path in EXPORTS:
            page.raw.append(ask(hosted.url + path, headers={"Authorization": f"Bearer {page.token}"})[1])
    return f"offer {other}: 3 favours for 1 yes" if any(act["verb"] == "offer" for act in acts) else acts[-1]["says"]


def test_no_canary_leaves_its_seat(tmp_path):
    with Hosted(tmp_path, str(planted(tmp_path, canary))) as hosted:
        pages = {seat: hosted.sit(f"NAME{seat}", seat) for seat in SEATS}
        teacher, projector = hosted.facilitator(), hosted.projector()
        open_session(teacher)
        for seat, other in zip(SEATS, SEATS[1:] + SEATS[:1], strict=True):
            pages[seat].say(type="say", id=f"w-{seat}", to=other, text=f"WHISPER{seat}")
            pages[seat].until("answer", id=f"w-{seat}")
        play_out(list(pages.values()), lambda page, message: deal(hosted, page, message))
        for page in (*pages.values(), projector, teacher):
            page.settle()
    for seat, page in pages.items():
        seen = "".join(page.raw)
        assert canary(seat) in seen
        for other in SEATS:
            if other != seat:
                assert canary(other) not in seen
                assert f"NAME{other}" not in seen
                assert pages[other].token not in seen
                near = SEATS[(SEATS.index(other) + 1) % 7] == seat
                assert (f"WHISPER{other}" in seen) == near
        assert hosted.head.facilitator not in seen
    for seen in ("".join(projector.raw), "".join(teacher.raw)):
        assert "CANARY" not in seen
        assert not any(page.token in seen for page in pages.values())
    assert "WHISPER" not in "".join(projector.raw)


def bytes_for(lesson, codes):
    """Everything that those seats, the projector and the facilitator would be sent now."""
    session, state = lesson.session, lesson.state
    persons = frozenset(lesson.places[code] for code in state.people)
    shown = Shown(session.world, tuple(session.moments), state.question, persons)
    copy = Copy(lesson)
    told = {
        code: [copy.out(shown, lesson.places[code], 0, Sent()), boards.for_seat(lesson, code, 0.0)] for code in codes
    }
    told["projector"] = [copy.out(shown, None, 0, Sent()), boards.for_projector(lesson, 0.0)]
    for code in codes:
        told[code] += [messages.page(lesson, Reader(Role.SEAT, code))]
    return json.dumps({**told, "about": boards.about(lesson, [])}, sort_keys=True)


def lesson_with(folder, secret):
    """A lesson in which CAL is instructed otherwise, and says other things in private, for each secret."""
    folder.mkdir()
    path = planted(folder, lambda seat: secret if seat == "CAL" else "")
    lesson = opened(Wanted(str(path), 45, 1, 0, False, folder / "a.lesson")).lesson
    object.__setattr__(lesson.store, "head", replace(lesson.store.head, code="SAMEXX"))
    place, briefs = lesson.places["CAL"], lesson.session.briefs
    shift = 1.0 if secret == "ONE" else -1.0
    lesson.session.briefs = briefs.but(
        np.array([True]),
        **{name: _changed(getattr(briefs, name), place, shift) for name in ("position", "ideal", "weight", "strict")},
    )
    for code in ("AVA", "CAL", "DOR"):
        admit(lesson, (), f"P {code}", code)
    lesson.go_to(Part.BRIEF, 0.0)
    lesson.go_to(Part.SESSION, 0.0)
    lesson.clock.pause(0.0)
    return lesson


def _changed(table, place, shift):
    changed = table.copy()
    changed[:, place] = np.abs(shift + changed[:, place]) if changed.min() >= 0 else shift * changed[:, place]
    return changed


def test_two_games_that_differ_in_the_secrets_of_one_seat_give_the_others_the_same_bytes(tmp_path):
    one, two = lesson_with(tmp_path / "1", "ONE"), lesson_with(tmp_path / "2", "TWO")
    compared = 0
    while not one.session.closed:
        question = one.state.question
        assert question == two.state.question
        if "CAL" in one.awaited():
            # CAL weighs one thing and another before it settles on the same.
            one.offer("CAL", f"a{question}", question, _plain(one)[0])
            two.offer("CAL", f"a{question}", question, _plain(two)[-1])
            errors = [_error(lesson, question) for lesson in (one, two)]
            assert errors[0] == errors[1]
            assert bytes_for(one, ("AVA", "DOR")) == bytes_for(two, ("AVA", "DOR"))
            for lesson in (one, two):
                lesson.offer("CAL", f"b{question}", question, _last(lesson))
        assert bytes_for(one, ("AVA", "DOR")) == bytes_for(two, ("AVA", "DOR"))
        assert bytes_for(one, ("CAL",)) != bytes_for(two, ("CAL",))
        compared += 1
        for lesson in (one, two):
            lesson.advance(time_is_up=True)
            lesson.moved({"AVA", "CAL", "DOR"}, 0.0)
            lesson.clock.pause(0.0)
    assert compared > 8
    for lesson in (one, two):
        lesson.store.close()


def _acts(lesson):
    from demarche.ui.seat.room import room

    return room(lesson.game, lesson.session, lesson.places["CAL"]).acts


def _last(lesson):
    return _acts(lesson)[-1].says


def _plain(lesson):
    return [act.says for act in _acts(lesson) if not act.fields]


def _error(lesson, question):
    """What AVA is told when it says something wrong."""
    with pytest.raises((Unreadable, OutOfOrder, Stale)) as caught:
        lesson.offer("AVA", "wrong", question, "accept CAL")
    return str(caught.value)
