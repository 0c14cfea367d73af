"""Words of their own: who reads them and when, what is taken out of them, moderation, a killed host, the debrief."""

import json
from unicodedata import normalize

import pytest

from demarche.sim.acts import ACTS, Audience
from demarche.sim.terms import OutOfOrder, Unreadable, Verb
from demarche.sim.visible import MOST_MARKS
from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.classroom.desk import cleaned
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.people import clean_name
from demarche.ui.classroom.records import Entry, NotKept
from demarche.ui.classroom.remarks import LONGEST, clean_words, require_public
from demarche.ui.classroom.telling_words import readable
from tests.classroom.hosting import Hosted, ask, open_session, play_out
from tests.classroom.plain import begin, fill, move

SAYING = "CANARY we cannot sign what we cannot check"
ODD = (
    ("<b>bold</b>", "<b>bold</b>"),
    ("a\x1b[31mb\x07c", "a [31mb c"),
    ("left\u202eright\u2066x\u2069", "left right x"),
    ("two\n\nlines\tand  blanks ", "two lines and blanks"),
    ("e\u0301", "\u00e9"),
    ("Z" + "\u0335" * 40 + "y", "Z" + "\u0335" * 4 + "y"),
    ("\u200b\ufeff", ""),
)


def readers(lesson, *codes):
    seats = {code: Reader(Role.SEAT, code) for code in codes}
    return {**seats, "projector": Reader(Role.PROJECTOR), "facilitator": Reader(Role.FACILITATOR)}


def who_reads(lesson, *codes):
    return {who for who, one in readers(lesson, *codes).items() if readable(lesson, one)}


def speak(lesson, code, words, act="speak CON.d"):
    question = lesson.state.question
    return lesson.offer(code, f"{code}-{question}-{len(words)}-{act}", question, act, words)


@pytest.mark.parametrize("clean", [clean_words, clean_name, cleaned])
@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u20dd", "\u0e34", "\u1ac1"])
def test_marks_do_not_pile_up_on_a_letter_of_words_a_name_or_a_message(clean, mark):
    """Those of combining class 0 among them, such as the Cyrillic sign of millions."""
    shown = clean(f"Ada{mark * 40}, Bo")
    assert normalize("NFD", shown).count(mark) <= MOST_MARKS + 1  # one may be part of the letter
    assert shown.endswith(", Bo")
    for word in ("ခြွှေ", "བསྒྲུབས", "שָּׁלוֹם", "Nguyễn", "👍🏽", "1️⃣"):
        assert clean(word) == normalize("NFC", word)


@pytest.mark.parametrize(("typed", "shown"), ODD)
def test_words_are_one_line_of_what_can_be_seen(typed, shown):
    assert clean_words(typed) == shown
    assert len(clean_words("x" * 400)) == LONGEST


def test_words_are_read_by_their_author_at_once_and_by_everybody_once_the_act_is_counted(lesson):
    begin(lesson, "CAL", "AVA")
    speak(lesson, "CAL", SAYING)
    assert who_reads(lesson, "CAL", "AVA") == {"CAL"}
    speak(lesson, "AVA", "", "pass")
    move(lesson, {"CAL", "AVA"})
    assert who_reads(lesson, "CAL", "AVA") == {"CAL", "AVA", "projector", "facilitator"}
    told = readable(lesson, Reader(Role.SEAT, "AVA"))[0]
    assert told["text"] == SAYING
    assert told["did"].startswith("spoke for ")
    assert told["from"] == "Calmere"


def test_an_act_that_is_changed_takes_its_words_with_it(lesson):
    begin(lesson, "CAL")
    speak(lesson, "CAL", SAYING)
    speak(lesson, "CAL", "better words", "speak CON.c")
    assert lesson.words_of("CAL") == "better words"
    speak(lesson, "CAL", "", "pass")
    assert lesson.words_of("CAL") == ""
    move(lesson, {"CAL"})
    assert lesson.state.remarks == {}


def test_words_go_with_the_act_where_the_clock_acted_or_the_session_went_back(lesson):
    begin(lesson, "CAL", "AVA")
    speak(lesson, "CAL", SAYING)
    speak(lesson, "AVA", SAYING)
    lesson.session.take_back(lesson.places["AVA"])
    move(lesson, {"CAL", "AVA"})
    assert set(lesson.state.remarks) == {(0, "CAL")}
    lesson.rewind(0.0)
    assert lesson.state.remarks == {}


@pytest.mark.parametrize("verb", [verb for verb, row in ACTS.items() if row.heard != Audience.EVERYBODY])
def test_no_words_go_with_an_act_that_not_everybody_hears(verb):
    with pytest.raises(OutOfOrder, match="private"):
        require_public("CAL", verb)
    require_public("CAL", Verb.CAST)


def test_a_private_act_with_words_is_refused_and_what_was_offered_stands(lesson):
    begin(lesson, "CAL")
    speak(lesson, "CAL", SAYING)
    with pytest.raises(OutOfOrder, match="this one is private"):
        speak(lesson, "CAL", "I pass on this", "pass")
    assert lesson.offered["CAL"] == "speak CON.d"
    assert lesson.words_of("CAL") == SAYING


def test_an_id_that_is_sent_again_counts_once_and_stands_for_the_same_words(lesson):
    begin(lesson, "CAL")
    question = lesson.state.question
    assert lesson.offer("CAL", "one", question, "speak CON.d", SAYING) == "acknowledged"
    assert lesson.offer("CAL", "one", question, "speak CON.d", f" {SAYING} ") == "already"
    with pytest.raises(OutOfOrder, match="used for something else"):
        lesson.offer("CAL", "one", question, "speak CON.d", "other words")


def test_the_teacher_looks_first_hides_shows_and_turns_off(lesson):
    begin(lesson, "CAL", "AVA")
    lesson.keep(Entry("moderation", {"mode": "held"}))
    speak(lesson, "CAL", SAYING)
    speak(lesson, "AVA", "", "pass")
    move(lesson, {"CAL", "AVA"})
    assert who_reads(lesson, "CAL", "AVA") == {"CAL", "facilitator"}
    for shown in (True, False):
        lesson.keep(Entry("judged", {"by": "CAL", "tick": 0, "open": shown}))
        assert ("AVA" in who_reads(lesson, "CAL", "AVA")) == shown
        assert ("projector" in who_reads(lesson, "CAL", "AVA")) == shown
    lesson.keep(Entry("moderation", {"mode": "closed"}))
    with pytest.raises(OutOfOrder, match="turned off"):
        lesson.consider("CAL", "x", lesson.state.question, "propose 1 CON.d", SAYING)


def test_what_was_acknowledged_is_there_after_a_kill_with_its_standing(wanted, lesson):
    begin(lesson, "CAL", "AVA")
    speak(lesson, "CAL", SAYING)
    speak(lesson, "AVA", "quiet")
    move(lesson, {"CAL", "AVA"})
    lesson.keep(Entry("judged", {"by": "AVA", "tick": 0, "open": False}))
    lesson.offer("CAL", "waits", lesson.state.question, "propose 1 CON.d", "and this waits")
    before = dict(lesson.state.remarks)
    lesson.store.connection.close()  # as a kill leaves it
    again = opened(wanted).lesson
    assert again.state.remarks == before
    assert again.words_of("CAL") == "and this waits"
    again.store.close()


def test_words_that_cannot_be_written_are_refused_with_their_act(lesson):
    begin(lesson, "CAL")
    fill(lesson.store)
    kept = ""
    for number in range(2000):
        words = f"{number} " + "x" * 270
        try:
            lesson.offer("CAL", f"n{number}", lesson.state.question, "speak CON.d", words)
        except NotKept:
            break
        kept = words
    else:
        pytest.fail("the disk never filled")
    assert lesson.words_of("CAL") == kept
    assert lesson.store.kept("CAL", f"n{number}") is None


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry("remark", {"by": "CAL", "id": "x", "tick": 5, "text": "x"}), "words beside an act"),
        (Entry("remark", {"by": "ZZZ", "id": "x", "tick": 0, "text": "x"}), "nobody holds"),
        (Entry("judged", {"by": "CAL", "tick": 0, "open": True}), "wrote nothing"),
    ],
)
def test_forged_words_are_refused_with_their_entry(wanted, lesson, entry, fault):
    begin(lesson, "CAL")
    lesson.store.append(entry)
    lesson.store.close()
    with pytest.raises(Unreadable, match=fault):
        opened(wanted)


def first_question(hosted, page):
    """The number of the first question of the session, once it is put to that page."""
    page.until("board", part="session")
    return page.room(after=hosted.lesson.state.question - 1)["question"]


def first_plain(_, message):
    return message["room"]["acts"][-1]["says"]


def test_over_the_wire_words_come_as_they_are_counted_and_go_when_they_are_hidden(tmp_path):
    with Hosted(tmp_path) as hosted:
        cal, ava, teacher, projector = (
            hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator(), hosted.projector(),
        )  # fmt: skip
        open_session(teacher)
        question = first_question(hosted, cal)
        cal.say(type="act", id="c1", question=question, act="speak CON.d", words=SAYING)
        assert cal.until("answer", id="c1")["answer"] == "acknowledged"
        assert cal.until("board", own=SAYING)["did"].startswith("spoke for")
        ava.settle(0.2)
        assert SAYING not in "".join(ava.raw + projector.raw + teacher.raw)
        ava.act("pass", question)
        for page in (ava, teacher, projector):
            assert [one["text"] for one in page.until("words", all=False)["words"]] == [SAYING]
        teacher.say(type="judge", seat="CAL", tick=0, open=False)
        for page in (ava, projector):
            gone = page.until("words", all=False)["words"][0]
            assert (gone["text"], gone["standing"], gone["did"]) == ("", "hidden", "")
        assert teacher.until("words", all=False)["words"][0]["text"] == SAYING
        assert hosted.open(ava.token).until("words")["words"] == []
        cal.say(type="act", id="c2", question=question, act="speak CON.d", words="x" * 281)
        assert cal.until("refused", id="c2")
        teacher.say(type="judge", seat="ELM", tick=0, open=True)
        assert "no such words" in teacher.until("refused")["reason"]


def test_the_debrief_has_what_everybody_may_read_and_the_teacher_s_table_all(tmp_path):
    with Hosted(tmp_path) as hosted:
        cal, ava, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
        open_session(teacher)
        question = first_question(hosted, cal)
        cal.say(type="act", id="c1", question=question, act="speak CON.d", words=SAYING)
        ava.say(type="act", id="a1", question=question, act="speak CON.d", words="=HIDDEN()")
        ava.until("words", all=False)
        teacher.say(type="judge", seat="AVA", tick=0, open=False)
        ava.until("words", all=False)
        cal.answered = ava.answered = question
        play_out([cal, ava], first_plain)
        teacher.until("board", part="debrief")

        def read(name, token):
            return ask(f"{hosted.url}debrief/{name}", headers={"Authorization": f"Bearer {token}"})[1]

        mine = json.loads(read("data", cal.token))
        text = json.dumps(mine["sections"], ensure_ascii=False)
        assert f"“{SAYING}”" in text
        assert "HIDDEN" not in json.dumps(mine)
        assert mine["students"][0]["deeds"][0]["words"] == SAYING
        assert mine["students"][0]["deeds"][0]["did"].startswith("spoke for")
        assert json.loads(read("data", ava.token))["students"][0]["deeds"][0]["words"] == "=HIDDEN()"
        report = read("report.html", cal.token)
        assert SAYING in report
        assert "HIDDEN" not in report
        table = read("deeds.csv", hosted.head.facilitator)
        assert SAYING in table
        assert "'=HIDDEN()" in table
        teacher.say(type="judge", seat="AVA", tick=0, open=True)
        teacher.until("words", all=False)
        assert "HIDDEN" in read("report.html", cal.token)


def test_words_are_written_into_the_report_as_text(tmp_path):
    with Hosted(tmp_path) as hosted:
        cal, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
        open_session(teacher)
        question = first_question(hosted, cal)
        cal.say(type="act", id="c1", question=question, act="speak CON.d", words="<script>alert(1)</script>")
        cal.until("words", all=False)
        cal.answered = question
        play_out([cal], first_plain)
        teacher.until("board", part="debrief")
        bearer = {"Authorization": f"Bearer {cal.token}"}
        report = ask(f"{hosted.url}debrief/report.html", headers=bearer)[1]
        assert "<script>alert(1)" not in report
        assert "&lt;script&gt;alert(1)" in report
