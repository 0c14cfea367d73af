"""What an entry of a lesson's log may hold, kind by kind: the edge at which a file is parsed, once."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from demarche.sim.log import Line
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.given import MOST_BYTES, What
from demarche.ui.classroom.machines import Machines
from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.remarks import LONGEST, Mode

Count = Annotated[int, Field(ge=0, lt=1 << 31)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Part(_Form):
    part: Part


class _Code(_Form):
    code: str


class _Keeper(_Form):
    code: str
    keeper: Keeper


class _Tick(_Form):
    line: Line
    spoke: list[str]


class _Rewind(_Form):
    to: Count


class _Message(_Form):
    kind: Literal["private", "team", "notice", "inject"]
    by: str
    to: list[str]
    title: str
    text: str
    tick: Count
    script: Count | None = None
    who: Annotated[str, Field(max_length=200)] = ""


class _Passed(_Form):
    tick: Count
    message: Count


class _Remark(_Form):
    by: str
    id: str
    tick: Count
    text: Annotated[str, Field(max_length=LONGEST)]


class _Judged(_Form):
    by: str
    tick: Count
    open: bool


class _Moderation(_Form):
    mode: Mode


class _Given(_Form):
    what: What
    text: Annotated[str, Field(max_length=MOST_BYTES)]


class _Campaign(_Form):
    id: str
    number: Count
    memory: dict[str, list[Any]]
    past: dict[str, list[dict[str, Any]]]


class _Machines(_Form):
    speak: Machines


class _Graded(_Form):
    code: str
    line: Count
    points: Annotated[float, Field(ge=0, le=1000)]


class _Switch(_Form):
    open: bool


class _Paused(_Form):
    paused: bool


FORMS: Mapping[str, TypeAdapter[Any]] = {
    "part": TypeAdapter(_Part),
    "seated": TypeAdapter(Person),
    "freed": TypeAdapter(_Code),
    "keeper": TypeAdapter(_Keeper),
    "tick": TypeAdapter(_Tick),
    "rewind": TypeAdapter(_Rewind),
    "message": TypeAdapter(_Message),
    "door": TypeAdapter(_Switch),
    "private": TypeAdapter(_Switch),
    "paused": TypeAdapter(_Paused),
    "passed": TypeAdapter(_Passed),
    "names": TypeAdapter(_Switch),
    "campaign": TypeAdapter(_Campaign),
    "given": TypeAdapter(_Given),
    "quiet": TypeAdapter(_Switch),
    "agreeing": TypeAdapter(_Switch),
    "machines": TypeAdapter(_Machines),
    "teams": TypeAdapter(_Switch),
    "graded": TypeAdapter(_Graded),
    "remark": TypeAdapter(_Remark),
    "judged": TypeAdapter(_Judged),
    "moderation": TypeAdapter(_Moderation),
}
"""Every kind of entry, and the form of its body."""


def read_body(kind: str, text: str) -> dict[str, Any]:
    """The body of an entry, with every value of its type. Raises Unreadable naming the key."""
    if kind not in FORMS:
        raise Unreadable(f"there is no kind of entry {kind[:20]!r}; there are {', '.join(FORMS)}")
    form = FORMS[kind]
    try:
        parsed = form.validate_json(text, strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise Unreadable(f"{key or 'its body'}: {fault['msg']}") from None
    body: dict[str, Any] = form.dump_python(parsed, exclude_unset=True)
    return body
