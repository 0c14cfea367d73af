"""Campaigns of a player: which session is next, what is remembered, and the file in which both are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from demarche.agents.human import Awaited
from demarche.scenarios import saves, tables
from demarche.scenarios.campaign import Memory, owe, remember, session_of
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load_campaign
from demarche.scenarios.schema import Campaign, Part
from demarche.scenarios.writing import write_whole
from demarche.sim.files import MEGABYTE, read_bytes
from demarche.sim.session import Session
from demarche.sim.terms import Role, Unreadable
from demarche.ui.play.deal import Dealt
from demarche.ui.play.home import autosaves, home
from demarche.ui.play.keeping import new_file
from demarche.ui.play.levels import LEVELS, Level
from demarche.ui.report.promises import Became, promises
from demarche.ui.story.career import Career, career_of
from demarche.ui.version import version
from demarche.ui.words import Words

FORMAT = 1


class Kept(BaseModel):
    """The file of a campaign that is being played.

    memory  as demarche.scenarios.campaign.Memory, with pairs as lists        careers  one for each session played
    log     of the session that is under way; empty between sessions
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=FORMAT, le=FORMAT)
    campaign: str
    code: str
    level: int
    seed: int = Field(ge=0)
    pacts: tuple[dict[str, Any], ...] = ()
    beliefs: tuple[tuple[str, str, float], ...] = ()
    threats: tuple[dict[str, Any], ...] = ()
    accusations: tuple[tuple[str, str, int], ...] = ()
    careers: tuple[Career, ...] = ()
    log: str = ""

    @property
    def memory(self) -> Memory:
        """What is remembered."""
        return Memory(
            pacts=[dict(pact) for pact in self.pacts],
            beliefs={(of, about): trust for of, about, trust in self.beliefs},
            threats={(one["by"], one["against"]): dict(one) for one in self.threats},
            accusations={(by, against): times for by, against, times in self.accusations},
        )

    def with_memory(self, memory: Memory, career: Career) -> Self:
        """The same after one session more."""
        return self.model_copy(
            update={
                "pacts": tuple(memory.pacts),
                "beliefs": tuple((of, about, trust) for (of, about), trust in sorted(memory.beliefs.items())),
                "threats": tuple(held for _, held in sorted(memory.threats.items())),
                "accusations": tuple((by, of, n) for (by, of), n in sorted(memory.accusations.items())),
                "careers": (*self.careers, career),
                "log": "",
            }
        )


@dataclass(frozen=True, slots=True)
class Journey:
    """A campaign as it stands, and the file that it is kept in. Every change makes another, and is written at once."""

    campaign: Campaign
    kept: Kept
    path: Path

    @property
    def code(self) -> str:
        """The state that is played."""
        return self.kept.code

    @property
    def number(self) -> int:
        """Sessions that are over."""
        return len(self.kept.careers)

    @property
    def part(self) -> Part | None:
        """The next session; None at the end."""
        return self.campaign.sessions[self.number] if self.number < len(self.campaign.sessions) else None

    @property
    def level(self) -> Level:
        """The level it is played at."""
        return next(level for level in LEVELS if level.number == self.kept.level)

    def dealt(self) -> Dealt:
        """The next session with the person in its seat, its log begun, or taken up where it was left.

        Raises Unreadable where the state has no seat in it.
        """
        log = Path(self.kept.log) if self.kept.log else None
        if log is not None and log.is_file() and log.stat().st_size:
            made, session = saves.resume(log)
            writer = None if session.closed else saves.go_on(log)
        else:
            made = self.game()
            names = made.rules.roster.names
            seats = saves.seated(made, dict.fromkeys(names, self.level.behaviour)) | {self.code: Awaited()}
            session = saves.open_session(made, seats)
            writer = saves.write_out(made, session, log or self._new_log(), version())
        return Dealt(made, session, (made.rules.roster.names.index(self.code),), self.level.reveal, writer)

    def begun(self) -> "Journey":
        """The same with a log for the session that is about to be played."""
        return self if self.kept.log else self._written(self.kept.model_copy(update={"log": str(self._new_log())}))

    def _new_log(self) -> Path:
        assert self.part is not None
        return new_file(autosaves(), self.part.scenario)

    def game(self) -> Game:
        """The next session, with what is remembered."""
        assert self.part is not None
        return game(session_of(self.part, self.kept.memory), self.kept.seed)

    def has_seat(self) -> bool:
        """Whether the state has a seat in the next session, if only in the quarters after it."""
        assert self.part is not None
        made = self.game()
        names = made.rules.roster.names
        return self.code in names and made.rules.roster.role[names.index(self.code)] != Role.CHAIR

    def after(self, made: Game, session: Session) -> "Journey":
        """The campaign once a session has closed."""
        memory = self.kept.memory
        remember(memory, made, session)
        words, names = Words(made), made.rules.roster.names
        me = names.index(self.code) if self.code in names else None
        broken = [] if me is None else [
            one for one in promises(words, session) if one.by == me and one.became == Became.BROKEN and one.to >= 0
        ]  # fmt: skip
        for one in broken:
            owe(memory, self.code, names[one.to], 1)
        career = career_of(made, session, me, tuple(words.state(one.to) for one in broken))
        return self._written(self.kept.with_memory(memory, career))

    def _written(self, kept: Kept) -> "Journey":
        write_whole(self.path, kept.model_dump_json(indent=1).encode())
        return Journey(self.campaign, kept, self.path)


def folder() -> Path:
    """Where campaigns are kept."""
    return home() / "campaigns"


def set_out(campaign: Campaign, code: str, level: Level, seed: int) -> Journey:
    """A new campaign, with a file of its own. Raises OSError where that cannot be written."""
    path = new_file(folder(), campaign.id, ".json")
    kept = Kept(format=FORMAT, campaign=campaign.id, code=code, level=level.number, seed=seed)
    return Journey(campaign, kept, path)._written(kept)


def journey(path: Path) -> Journey:
    """A campaign from its file. Raises Unreadable where it is none of this program."""
    try:
        kept = Kept.model_validate_json(read_bytes(path, 8 * MEGABYTE))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise Unreadable(f"{path}: {where or 'the file'}: {fault['msg']}") from None
    campaign = load_campaign(kept.campaign)
    known = {level.number for level in LEVELS}
    if campaign is None or kept.code not in tables.members() or kept.level not in known:
        raise Unreadable(f"{path}: this is no campaign of this program")
    if len(kept.careers) > len(campaign.sessions):
        raise Unreadable(f"{path}: careers: there are more than the campaign has sessions")
    return Journey(campaign, kept, path)


def journeys() -> Iterator[Journey | tuple[Path, str]]:
    """Every campaign that was begun, the latest first; of a file that is none its path and the fault."""
    paths = sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths:
        try:
            yield journey(path)
        except Unreadable as error:
            yield path, str(error)


def of_log(log: Path) -> Journey | None:
    """The campaign whose session under way is kept in that log; None where it is of none."""
    resolved = log.resolve()
    return next(
        (
            one
            for one in journeys()
            if isinstance(one, Journey) and one.kept.log and Path(one.kept.log).resolve() == resolved
        ),
        None,
    )
