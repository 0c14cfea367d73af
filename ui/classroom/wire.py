"""What may come over the wire, parsed once and trusted from there. The page on the protocol in the docs tells each."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from demarche.ui.classroom.remarks import LONGEST, Mode

Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Token = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
MOST_BYTES = 8192
"""The longest message that is read; the longest act has some hundred."""
MOST_READERS = 60
"""Seats that one message can be for; a class has forty."""
PROTOCOL = 3
"""Rises when a seat written for the old form would fail."""


class Sent(BaseModel):
    """A message: no unknown keys, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Hello(Sent):
    """The first message on every wire."""

    type: Literal["hello"]
    token: Token


class Act(Sent):
    """An act in notation, in answer to the question of that number, with words of their own beside it or none."""

    type: Literal["act"]
    id: Id
    question: Annotated[int, Field(ge=0, le=1_000_000)]
    act: Annotated[str, Field(min_length=1, max_length=400)]
    words: Annotated[str, Field(max_length=LONGEST)] = ""


class Say(Sent):
    """Words to another seat, or to several, who all see for whom they are."""

    type: Literal["say"]
    id: Id
    to: Code | Annotated[list[Code], Field(min_length=1, max_length=MOST_READERS)]
    text: Annotated[str, Field(min_length=1, max_length=600)]

    @property
    def readers(self) -> tuple[str, ...]:
        """The seats it is for, each once, in the order in which they were named."""
        return (self.to,) if isinstance(self.to, str) else tuple(dict.fromkeys(self.to))


class Back(Sent):
    """The owner of a seat takes it back from AI."""

    type: Literal["back"]


class Earlier(Sent):
    """The page of messages before the one of that number."""

    type: Literal["earlier"]
    before: Annotated[int, Field(ge=0, le=1_000_000_000)]


class Command(Sent):
    """What the facilitator does that needs nothing more said."""

    type: Literal["start", "pause", "resume", "force", "rewind", "finish", "go-on"]


class Extend(Sent):
    """More time for what is put now."""

    type: Literal["extend"]
    seconds: Annotated[int, Field(ge=5, le=3600)]


class Door(Sent):
    """Whether more may join, seats write to one another, or the projected debrief shows names and marks."""

    type: Literal["door", "private", "names"]
    open: bool


class Assign(Sent):
    """A seat for somebody by name."""

    type: Literal["assign"]
    seat: Code
    name: Annotated[str, Field(min_length=1, max_length=80)]


class SeatCommand(Sent):
    """To AI, back to its owner, a new link, nobody's any more."""

    type: Literal["to-ai", "to-owner", "reissue", "free"]
    seat: Code


class Tell(Sent):
    """An inject of the moment; nobody named is everybody."""

    type: Literal["tell"]
    title: Annotated[str, Field(max_length=80)] = ""
    text: Annotated[str, Field(min_length=1, max_length=600)]
    to: Annotated[list[Code], Field(max_length=200)] = Field(default_factory=list)


class Moderate(Sent):
    """What becomes of words of their own from now on."""

    type: Literal["moderate"]
    mode: Annotated[Mode, Field(strict=False)]


class Judge(Sent):
    """Show or hide the words that a seat wrote beside its act of a tick."""

    type: Literal["judge"]
    seat: Code
    tick: Annotated[int, Field(ge=0, le=1_000_000)]
    open: bool


class Read(Sent):
    """Read out an inject of the script."""

    type: Literal["read-out"]
    number: Annotated[int, Field(ge=0, le=100)]


FromSeat = Annotated[Act | Say | Back | Earlier, Field(discriminator="type")]
Facilitates = Command | Extend | Door | Assign | SeatCommand | Tell | Read | Earlier | Moderate | Judge
FromFacilitator = Annotated[Facilitates, Field(discriminator="type")]

read_hello = TypeAdapter[Hello](Hello).validate_json
read_seat = TypeAdapter[Act | Say | Back | Earlier](FromSeat).validate_json
read_facilitator = TypeAdapter[Facilitates](FromFacilitator).validate_json


class Join(Sent):
    """What somebody sends who asks for a seat."""

    code: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=200)]
    seat: Annotated[str, Field(max_length=10)] = ""


read_join = TypeAdapter(Join).validate_json
