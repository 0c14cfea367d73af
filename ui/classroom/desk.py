"""What the host does with a message from a seat or from the facilitator. Called with the host's lock held."""

from collections.abc import Callable
from typing import Any

from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.sim.visible import few_marks, only_seen
from demarche.ui.classroom import stage
from demarche.ui.classroom import wire as sent
from demarche.ui.classroom.acting import REFUSED
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.injects import Inject
from demarche.ui.classroom.limits import MESSAGES_A_QUESTION
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.qr import picture_of
from demarche.ui.classroom.reception import Declined, assign, issue_again
from demarche.ui.classroom.records import Entry, Intent, NotKept
from demarche.ui.classroom.telling_words import tell_judged
from demarche.ui.classroom.wires import Bye, Kind, Wire

REASONS = (Unreadable, OutOfOrder, Stale, NotKept, Declined)
"""What may be raised with a text that is fit to be shown."""


def from_seat(host: Host, wire: Wire, message: sent.Act | sent.Confirm | sent.Say | sent.Back | sent.Earlier) -> None:
    """A message of a seat; an act and words to another are answered by their id."""
    if isinstance(message, sent.Back):
        host.take_back(wire.code)
        return
    if isinstance(message, sent.Earlier):
        host.tell_page(wire, message.before)
        return
    try:
        if isinstance(message, sent.Act):
            host.take_back(wire.code)  # whoever acts is there
            host.propose(wire, message.id, message.question, message.act, message.words)
        elif isinstance(message, sent.Confirm):
            host.confirm(wire, message.id, message.question)
        else:
            wire.say(Kind.ANSWER, id=message.id, answer=say(host, wire, message), reason="")
    except REASONS as error:
        wire.say(Kind.ANSWER, id=message.id, answer=REFUSED, reason=str(error))


def say(host: Host, wire: Wire, message: sent.Say) -> str:
    """Words from one seat to others, or to one's own team, which the facilitator may read too."""
    code = wire.code
    host.settle()  # an act that waits may have this id
    lesson = host.lesson
    kept = lesson.store.kept(code, message.id)
    if kept is not None and kept.act:
        raise Declined("The id of this message was used for an act; send the message with a new one.")
    if kept is not None:
        return "already"
    if lesson.state.written[code] >= MESSAGES_A_QUESTION:
        raise Declined(
            f"You have written {MESSAGES_A_QUESTION} messages since this question was put; "
            "you can write again when the next one is put."
        )
    if lesson.state.quiet:
        raise Declined("It is quiet now: your teacher has the word.")
    to_team = message.readers == (code,) and len(lesson.state.people[code].names) > 1
    if not (lesson.state.private or to_team):
        raise Declined("The facilitator has closed private messages.")
    for other in () if to_team else message.readers:
        if other == code or other not in lesson.state.people:
            raise Declined(f"Nobody sits at {other} to read it.")
    text = cleaned(message.text)
    if not text:
        raise Declined("There is nothing to read in that.")
    kind, who = ("team", lesson.state.people[code].names[wire.person]) if to_team else ("private", "")
    tell(host, kind, code, message.readers, "", text, Intent(code, message.id), who)
    return "acknowledged"


def tell(
    host: Host, kind: str, by: str, to: tuple[str, ...], title: str, text: str, intent: Intent | None, who: str = ""
) -> None:
    """Keep a message and tell it to those whom it is for."""
    lesson = host.lesson
    since = len(lesson.state.messages)
    body = {"kind": kind, "by": by, "to": to, "title": title, "text": text, "tick": lesson.session.tick}
    lesson.keep(Entry("message", body | ({"who": who} if who else {})), intent=intent)
    host.tell_new_messages(since)


def cleaned(text: str) -> str:
    """Words without what cannot be seen, with few marks on a letter, on few lines."""
    lines = few_marks(only_seen(text, keep="\n")).splitlines()
    return "\n".join(line.strip() for line in lines[:12] if line.strip())


def one_line(text: str) -> str:
    """A title without what cannot be seen."""
    return " ".join(cleaned(text).split())


# ── the facilitator ──────────────────────────────────────────────────────────────────────────────────────────────────


async def from_facilitator(host: Host, wire: Wire, message: Any) -> None:
    """A message of the facilitator; what it leads to is seen on the board, and a refusal is said."""
    host.settle()
    try:
        if isinstance(message, sent.Earlier):
            host.tell_page(wire, message.before)
            return
        if isinstance(message, sent.Command):
            await COMMANDS[message.type](host)
        else:
            FACILITATES[type(message)](host, wire, message)
    except REASONS as error:
        wire.say(Kind.REFUSED, reason=str(error))
    host.board()


async def start(host: Host) -> None:
    """From the lobby to the cards, from the cards to the session."""
    if not host.lesson.state.people:
        raise Declined("Nobody has taken a seat yet.")
    if host.lesson.state.part == Part.LOBBY:
        host.go_to(Part.BRIEF)
    elif host.lesson.state.part == Part.BRIEF:
        host.go_to(Part.SESSION)


async def pause(host: Host) -> None:
    """The clock stands, and nothing moves."""
    host.lesson.pause(True, host.now())


async def resume(host: Host) -> None:
    """The clock runs on, also after the disk was full, or past a result on the projector."""
    host.fault = ""
    if (result := stage.result(host.lesson)) and result.final:
        await go_on(host)
    host.lesson.pause(False, host.now())


async def force(host: Host) -> None:
    """Time is up now, whatever the clock says."""
    match host.lesson.state.part:
        case Part.BRIEF:
            host.go_to(Part.SESSION)
        case Part.SESSION:
            await host.move(time_is_up=True)
        case _:
            raise Declined("There is nothing to force now.")


async def rewind(host: Host) -> None:
    """Back to the question before this one."""
    if host.lesson.state.part not in (Part.SESSION, Part.DEBRIEF) or not host.lesson.session.moments:
        raise Declined("There is nothing to go back to.")
    host.lesson.rewind(host.now())
    host.rewound(host.lesson.session.tick)


async def go_on(host: Host) -> None:
    """Take the result and the news off the projector; the clock runs on."""
    lesson = host.lesson
    result = stage.result(lesson)
    tick = result.tick + 1 if result else lesson.session.tick
    lesson.keep(Entry("passed", {"tick": tick, "message": len(lesson.state.messages)}))


async def finish(host: Host) -> None:
    """Let AI play the session to its end at once, when the lesson is short of time; the debrief follows."""
    if host.lesson.state.part != Part.SESSION:
        raise Declined("The session is not open.")
    for code in host.lesson.state.people:
        host.lesson.give(code, Keeper.TEACHER)
    while host.lesson.state.part == Part.SESSION and await host.move(time_is_up=True):
        pass


COMMANDS = {
    "start": start,
    "pause": pause,
    "resume": resume,
    "force": force,
    "rewind": rewind,
    "finish": finish,
    "go-on": go_on,
}


def extend(host: Host, wire: Wire, message: sent.Extend) -> None:
    """More time for what is put now."""
    if not host.lesson.clock.timing:
        raise Declined("No clock is running.")
    host.lesson.clock.extend(message.seconds, host.now())


def door(host: Host, wire: Wire, message: sent.Door) -> None:
    """Turn something on or off. While it is quiet, the clock stands too."""
    host.lesson.keep(Entry(message.type, {"open": message.open}))
    if message.type == "quiet":
        host.lesson.pause(message.open, host.now())


def assign_seat(host: Host, wire: Wire, message: sent.Assign) -> None:
    """A seat for somebody by name; whoever sat there has to leave it."""
    token = assign(host.lesson, message.seat, message.name)
    dismiss(host, message.seat, "Your teacher has given this seat to somebody else.")
    send_link(host, wire, message.seat, token)


def command_seat(host: Host, wire: Wire, message: sent.SeatCommand) -> None:
    """AI in a seat, its owner back, a new link, or nobody."""
    lesson, code = host.lesson, message.seat
    if code not in lesson.state.people:
        raise Declined(f"Nobody holds {code}.")
    match message.type:
        case "to-ai":
            lesson.give(code, Keeper.TEACHER)
        case "to-owner":
            lesson.give(code, Keeper.OWNER)
        case "reissue":
            token = issue_again(lesson, code)
            dismiss(host, code, "Your teacher has made a new link for this seat; ask for it.")
            send_link(host, wire, code, token)
        case "free":
            lesson.free(code)
            dismiss(host, code, "Your teacher has put you out of this seat.")
    host.changed()


def dismiss(host: Host, code: str, reason: str) -> None:
    """Whoever is at that seat has lost it, and is told why."""
    for wire in host.team_of(code):
        wire.close(Bye.GONE, reason)
    host.changed()


def send_link(host: Host, wire: Wire, code: str, token: str) -> None:
    """The link of a seat, as its token and as a picture."""
    qr = picture_of(f"{host.address}seat#{token}")
    wire.say(Kind.LINK, seat=code, title=host.lesson.titles[code], token=token, qr=qr)


def tell_room(host: Host, wire: Wire, message: sent.Tell) -> None:
    """News that comes to the facilitator's mind; without a title it is a notice."""
    text = cleaned(message.text)
    if not text or any(code not in host.lesson.places for code in message.to):
        raise Declined("Words, and seats that there are, are needed.")
    tell(host, "inject" if message.title else "notice", "", tuple(message.to), one_line(message.title), text, None)


def moderate(host: Host, wire: Wire, message: sent.Moderate) -> None:
    """What becomes of words of their own from now on."""
    host.lesson.keep(Entry("moderation", {"mode": message.mode}))


def machines(host: Host, wire: Wire, message: sent.MachinesSpeak) -> None:
    """How much the computer's delegations speak from now on."""
    host.lesson.keep(Entry("machines", {"speak": message.speak}))


def judge(host: Host, wire: Wire, message: sent.Judge) -> None:
    """Show words of their own, or take them down, everywhere at once."""
    lesson, key = host.lesson, (message.tick, message.seat)
    if key not in lesson.state.remarks or message.tick >= lesson.session.tick:
        raise Declined("There are no such words.")
    lesson.keep(Entry("judged", {"by": message.seat, "tick": message.tick, "open": message.open}))
    tell_judged(lesson, host.wires(), lesson.state.remarks[key])


def grade(host: Host, message: sent.Grade) -> None:
    """Points by hand, in a line of the rubric that is left to the teacher."""
    lines = host.rubric.criteria
    if message.seat not in host.lesson.state.people or message.line >= len(lines):
        raise Declined("There is no such student, or no such line of the rubric.")
    line = lines[message.line]
    if line.measure is not None or message.points > line.points:
        raise Declined(f"{line.title}: give 0 to {line.points:g} points, in a line that is left to you.")
    host.lesson.keep(Entry("graded", {"code": message.seat, "line": message.line, "points": message.points}))


def read_out(host: Host, wire: Wire, message: sent.Read) -> None:
    """An inject of the script, now."""
    if message.number >= len(host.lesson.script):
        raise Declined("There is no such inject.")
    inject: Inject = host.lesson.script[message.number]
    since = len(host.lesson.state.messages)
    host.lesson.keep(host.lesson.inject_entry(inject, message.number))
    host.tell_new_messages(since)


FACILITATES: dict[type, Callable[[Host, Wire, Any], None]] = {
    sent.Extend: extend,
    sent.Door: door,
    sent.Assign: assign_seat,
    sent.SeatCommand: command_seat,
    sent.Tell: tell_room,
    sent.Read: read_out,
    sent.Moderate: moderate,
    sent.Judge: judge,
    sent.MachinesSpeak: machines,
}
