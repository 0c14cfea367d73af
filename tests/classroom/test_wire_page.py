"""A bot written from docs/wire.md alone: nothing of the program is imported for it, and it plays as the page says."""

import json
import threading
import urllib.request

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.classroom.hosting import open_session

LONG = 60


class Stranger:
    """A seat as an outsider would write it. log: what became of each act; held: acts that were not sent, and why."""

    def __init__(self, url, code, name):
        asked = json.dumps({"code": code, "name": name, "seat": ""}).encode()
        with urllib.request.urlopen(url + "join", asked) as answer:
            told = json.load(answer)
        self.url, self.seat, self.token = url, told["seat"], told["token"]
        self.log, self.unanswered, self.number, self.cuts = [], {}, 0, 0
        self.board, self.room, self.parts = {}, None, []
        self.answered = 0
        self.cut = threading.Event()

    def play(self):
        """Until the debrief begins: come back after a cut, and send again what was not answered, with the same id."""
        while self.board.get("part") != "debrief":
            with connect(self.url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
                wire.send(json.dumps({"type": "hello", "token": self.token}))
                try:
                    self.listen(wire)
                except ConnectionClosed:
                    self.cuts += 1

    def listen(self, wire):
        while self.board.get("part") != "debrief":
            if self.cut.is_set():
                self.cut.clear()
                wire.close()
            try:
                message = json.loads(wire.recv(timeout=0.2))
            except TimeoutError:
                continue
            self.hear(message, wire)
            self.act_where_it_is_accepted(wire)

    def hear(self, message, wire):
        kind = message["type"]
        if kind == "welcome":
            self.parts = []
            for text in self.unanswered.values():
                wire.send(text)
        elif kind == "board":
            self.board = message
        elif kind == "parts":
            for one in message["parts"]:
                self.parts.append(self.part(one))
        elif kind == "room":
            self.room = message
        elif kind == "answer":
            self.unanswered.pop(message["id"], None)
            self.log.append((message["answer"], message["reason"]))
            if message["answer"] == "refused" and "could not be kept" not in message["reason"]:
                self.answered = 0  # choose another, where the question still stands
        elif kind == "bye" and message["why"] != "slow":
            raise AssertionError(message)

    def part(self, one):
        """A field is an object; a choice is a list whose empty end is left out. Both name parts before them."""
        if isinstance(one, dict):
            return {**one, "choices": [self.parts[number] for number in one["choices"]]}
        says, then = one[0], one[3] if len(one) > 3 else []
        return {"says": says, "fields": [self.parts[number] for number in then]}

    def filled(self, says, fields):
        for field in fields:
            choice = field["choices"][0]
            text = "" if field.get("may_pass_over") else self.filled(choice["says"], choice["fields"])
            says = says.replace("{" + field["name"] + "}", text)
        return " ".join(says.split())

    def act_where_it_is_accepted(self, wire):
        """By the table: the session, asked, our own keeper or away, and one question on the board and in the room."""
        room, board = self.room, self.board
        if not room or board.get("part") != "session" or board["question"] != room["question"]:
            return
        if not room["room"]["asked"] or board["keeper"] == "teacher" or self.answered == room["question"]:
            return
        if len([one for one in self.log if one[0] == "refused"]) > 20:
            raise AssertionError(self.log)
        self.answered, self.number = room["question"], self.number + 1
        act = room["room"]["acts"][self.number % len(room["room"]["acts"])]
        said = self.filled(act["says"], [self.parts[number] for number in act["fields"]])
        message = {"type": "act", "id": f"s{self.number}", "question": room["question"], "act": said}
        self.unanswered[message["id"]] = json.dumps(message)
        wire.send(self.unanswered[message["id"]])


def test_a_bot_that_was_written_from_the_page_plays_a_lesson_through_a_cut_and_a_hand_over(hosted):
    bots = [Stranger(hosted.url, hosted.head.code, name) for name in ("One", "Two")]
    playing = [threading.Thread(target=bot.play, daemon=True) for bot in bots]
    for one in playing:
        one.start()
    teacher = hosted.facilitator()
    open_session(teacher)
    while not bots[0].log:
        teacher.hear()
    bots[0].cut.set()
    teacher.say(type="to-ai", seat=bots[1].seat)
    while hosted.lesson.state.people[bots[1].seat].keeper != "teacher":
        teacher.hear()
    before = len(bots[1].log)
    teacher.say(type="force")
    teacher.say(type="to-owner", seat=bots[1].seat)
    while hosted.lesson.state.part != "debrief":
        if hosted.host.is_watched:
            teacher.say(type="go-on")
        try:
            teacher.hear(1)
        except TimeoutError:
            teacher.say(type="force")  # a question that nobody of the two is asked, or that both have answered
    for one in playing:
        one.join(LONG)
        assert not one.is_alive()
    assert bots[0].cuts == 1
    assert len(bots[1].log) > before
    for bot in bots:
        assert sum(answer in ("acknowledged", "already") for answer, _ in bot.log) >= 3
        assert all(reason for answer, reason in bot.log if answer == "refused")
        assert not bot.unanswered
