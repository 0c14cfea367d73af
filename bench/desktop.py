"""`python -m bench.desktop`: frames of the committee room while 192 delegations think, start to title, memory.

One core, software rendering, 1280 x 720, the dummy driver: what the window itself costs, without a compositor.  The
pointer moves over the chamber at every frame, and every tick of the others is shown.  Games are played until there are
at least a thousand frames of each kind.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_VIDEO_DRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_AUDIO_DRIVER"] = "dummy"

SCENARIO, SEAT, SIZE = "dual-track-2018", "KEN", (1280, 720)
STARTS = 7
LEAST, STAYS = 1000, 24
"""Frames of each kind at the least, and for how many frames the person looks on before it acts."""
TITLE = """
import time
from demarche.ui.desktop.app import Window
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.evening import evening
window = Window(Desk.opened(), evening)
window.frame()
print("title", flush=True)
"""


def main() -> None:
    """All three, a line each."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["DEMARCHE_HOME"] = home
        starts = sorted(start() for _ in range(STARTS))
        print(f"start to title   median {statistics.median(starts):.2f} s, worst {starts[-1]:.2f} s of {STARTS}")
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        for name, times in zip(("others think", "at rest"), frames(), strict=True):
            for clock, place in (("on the clock", 0), ("processor", 1)):
                report(f"{name}, {clock}", [both[place] for both in times])
        print(f"memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def report(name: str, times: list[float]) -> None:
    """Median, 99th percentile, and how many were in time for 60 frames a second."""
    times.sort()
    share = 100 * sum(one <= 1 / 60 for one in times) / len(times)
    middle, late = (1000 * times[int(part * len(times))] for part in (0.5, 0.99))
    print(f"{name:<26} median {middle:4.1f} ms, 99 % {late:5.1f} ms, {share:5.1f} % within 1/60 s, {len(times)} frames")


def start() -> float:
    """Seconds from a new process to a painted title."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", TITLE], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while process.stdout.readline() not in ("title\n", ""):
            pass
        taken = time.perf_counter() - begun
        process.wait()
    return taken


def frames() -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Each frame of some games, while the others think and while they wait for the person.

    Seconds on the clock, which a busy machine lengthens, and of the processor, which are the window's own.
    """
    from demarche.ui.desktop.app import steady

    steady()
    thinking: list[tuple[float, float]] = []
    resting: list[tuple[float, float]] = []
    seed = 0
    while min(len(thinking), len(resting)) < LEAST:
        seed += 1
        _game(seed, thinking, resting)
    return thinking, resting


def _game(seed: int, thinking: list[tuple[float, float]], resting: list[tuple[float, float]]) -> None:
    """The frames of one game, added to those of the games before it."""
    import pygame

    from demarche.ui.desktop.app import FRAMES, Window
    from demarche.ui.desktop.choosing import at_table
    from demarche.ui.desktop.desk import Desk
    from demarche.ui.desktop.room.screen import CommitteeRoom
    from demarche.ui.desktop.screens.rollcall import Card, RollCall
    from demarche.ui.play.settings import Settings
    from demarche.ui.play.table import Table

    desk = Desk(Settings(sound=False))
    window = Window(desk, lambda desk: at_table(Table.new(SCENARIO, seed, [SEAT]), desk), size=SIZE)
    clock = pygame.time.Clock()
    number = 0
    while not (isinstance(window.screen, CommitteeRoom) and window.screen.room.final):
        number += 1
        _point(number)
        at = window.screen
        if isinstance(at, CommitteeRoom) and at.room.acts and not at.busy and number % STAYS == 0:
            _press("p" if any(act.verb == "pass" for act in at.room.acts) else at.room.acts[0].key)
        if isinstance(at, Card) and number % STAYS == 0:
            _press("g")
        busy = isinstance(at, CommitteeRoom) and at.busy
        begun, used = time.perf_counter(), time.thread_time()
        window.frame()
        if isinstance(at, CommitteeRoom | RollCall):
            taken = (time.perf_counter() - begun, time.thread_time() - used)
            (thinking if busy else resting).append(taken)
        clock.tick(FRAMES)
    window.close()


def _point(number: int) -> None:
    """The pointer, a little further along the chamber."""
    import pygame

    pos = (420 + number * 7 % 460, 150 + number * 5 % 200)
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))


def _press(letter: str) -> None:
    import pygame

    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=ord(letter), mod=0, unicode=letter))


if __name__ == "__main__":
    main()
