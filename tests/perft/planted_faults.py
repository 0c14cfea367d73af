"""Plant one-line faults in a copy of the tree, and see which layer of tests finds each.

    python -m tests.perft.planted_faults           prints the table
    python -m tests.perft.planted_faults --write   writes it into docs/faults.md

The working tree is never touched.  A fault that no layer finds is a rule without a test, and the exit status is 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "faults.md"
HALF_AN_HOUR = 1800
LAYERS = {
    "counts": ["tests/perft", "-k", "not where_it_was"],
    "positions": ["tests/perft", "-k", "where_it_was"],
    "cases": ["tests/cases"],
    "laws": ["tests/laws", "tests/test_chance.py", "tests/test_numbers.py"],
}
NO_SHRINKING = """
settings.register_profile("faults", deadline=None, derandomize=True, database=None, phases=["explicit", "generate"])
settings.load_profile("faults")
""".replace('["explicit", "generate"]', "[Phase.explicit, Phase.generate]")


@dataclass(frozen=True)
class Fault:
    """What is wrong in words, and the one replacement that makes it so."""

    name: str
    file: str
    right: str
    wrong: str


P = "sim/procedure/"
FAULTS = [
    Fault("a tie carries", P + "tally.py", "np.asarray(yes > no)", "np.asarray(yes >= no)"),
    Fault("two thirds must be exceeded", P + "tally.py", "yes >= 2 * no", "yes > 2 * no"),
    Fault("two thirds of no votes at all", P + "tally.py", "(yes >= 2 * no) & (yes > 0)", "yes >= 2 * no"),
    Fault("reconsideration by a simple majority", P + "close.py", "carries_by_two_thirds(*tally", "(lambda y, n: y > n)(*tally"),
    Fault("abstention counted as no", P + "tally.py", "ballots == Ballot.NO, axis", "ballots >= Ballot.NO, axis"),
    Fault("yes and no swapped", P + "tally.py", "return np.asarray(yes), np.asarray(no)", "return np.asarray(no), np.asarray(yes)"),
    Fault("half the members are a quorum", "sim/rules.py", "sum()) // 2 + 1", "sum() + 1) // 2"),
    Fault("a quarter of the members rounded down", "sim/rules.py", "-(-int(self.voters.sum()) // 4)", "int(self.voters.sum()) // 4"),
    Fault("whoever abstains is not present", P + "tally.py", " | (ballots == Ballot.ABSTAIN)", ""),
    Fault("observers vote", "sim/rules.py", "self.roster.role == Role.MEMBER", "self.roster.role != Role.CHAIR"),
    Fault("the chair votes", "sim/rules.py", "self.roster.role == Role.MEMBER", "self.roster.role != Role.OBSERVER"),
    Fault("the list ignores the lot", P + "tally.py", "(np.arange(seats) - lot[:, None]) % seats", "np.arange(seats) + 0 * lot[:, None]"),
    Fault("a third call without a quorum", P + "decide.py", "CALLS_AT_MOST = 2", "CALLS_AT_MOST = 3"),
    Fault("a draft without a quorum is rejected", P + "decide.py", "Status.NO_QUORUM, r.status", "Status.REJECTED, r.status"),
    Fault("two must ask for a recorded vote", P + "decide.py", "first_called(verb_is(act, Verb.ASK), r.lot)",
          "first_called(verb_is(act, Verb.ASK) & (verb_is(act, Verb.ASK).sum(1) > 1)[:, None], r.lot)"),
    Fault("who dissociates blocks", P + "decide.py", "np.where(blocks.any(axis=1)", "np.where((blocks | stands_aside).any(axis=1)"),
    Fault("an abstention signs a pact", P + "decide.py", "(ballots == Ballot.YES) | ~rules.voters", "(ballots != Ballot.NO) | ~rules.voters"),
    Fault("nearest amendment first", P + "ladder.py", "np.where(record.amending >= 0, distance, -1)", "np.where(record.amending >= 0, 99 - distance, -1)"),
    Fault("distance without the weight of the clause", P + "ladder.py", " * book.mass[..., None]", ""),
    Fault("rival amendments are put all the same", P + "amend.py", "on_clause[..., None] & (record.amending >= 0)", "on_clause[..., None] & (record.amending >= 99)"),
    Fault("a failed amendment amends", P + "amend.py", "carried = here & carries(*tally(ballots))", "carried = here"),
    Fault("an amended draft may be withdrawn", P + "amend.py", "pen & ~amended[:, None]", "pen"),
    Fault("a text amended to nothing is put", P + "amend.py", "emptied = carried &", "emptied = ~here &"),
    Fault("the pen-holder amends", P + "amend.py", " & ~holds_pen(rules, world.record)", ""),
    Fault("a lost part stays in the text", P + "divide.py", "lost=r.lost | mine, wording=struck", "lost=r.lost | mine"),
    Fault("a text without parts is put", P + "divide.py", "emptied = falls &", "emptied = ~here &"),
    Fault("one lost part rejects the whole", P + "divide.py", "(r.text == ABSENT).all(axis=1)", "(r.text == ABSENT).any(axis=1)"),
    Fault("an objection is not heard", P + "ladder.py", "(record.objector != NONE)", "(record.objector >= 99)"),
    Fault("last motion first", P + "ladder.py", "motion=(record.moved >= 0).argmax(axis=1)", "motion=len(record.moved[0]) - 1 - (record.moved >= 0)[:, ::-1].argmax(axis=1)"),
    Fault("speakers for closure", P + "motions.py", "(world.record.motion != Motion.CLOSE_DEBATE)[:, None]", "(world.record.motion >= NONE)[:, None]"),
    Fault("one speaker a side", P + "motions.py", "found = np.arange(2) <", "found = np.arange(2) + np.arange(2) <"),
    Fault("adjourned again and again", P + "motions.py", "others_follow & ~was_deferred", "others_follow"),
    Fault("suspended again and again", P + "motions.py", "~record.suspended,", "ever,"),
    Fault("suspension reopens two rounds", P + "motions.py", "max(rules.rounds - 1, 0)", "max(rules.rounds - 2, 0)"),
    Fault("passed over before a rival is decided", P + "motions.py", "ever, rival_decided, ever", "ever, ever, ever"),
    Fault("closure does not close", P + "ladder.py", "(level >= 2) & ~record.shut", "(level >= 2)"),
    Fault("no action after amendments only", P + "ladder.py", "(level >= 4), Stage.MOTIONS", "(level >= 5), Stage.MOTIONS"),
    Fault("division at level two", P + "ladder.py", "voting & (level >= 3)", "voting & (level >= 2)"),
    Fault("an estimate waited for again and again", P + "ladder.py", "waits = here & rules.book.spends(record.text) & ~rules.book.spends(tabled)", "waits = here & rules.book.spends(record.text)"),
    Fault("no text waits for its estimate", P + "ladder.py", "waits = here & rules.book", "waits = ~here & rules.book"),
    Fault("an adjourned draft keeps its place", P + "ladder.py", "np.roll(record.order, -1, axis=1)", "record.order"),
    Fault("three rounds of reply", P + "debate.py", "REPLIES_AT_MOST = 2", "REPLIES_AT_MOST = 3"),
    Fault("everybody replies", P + "debate.py", "here[:, None] & was_named", "here[:, None] & was_named.any(axis=1)[:, None]"),
    Fault("offers do not lapse", P + "informals.py", "world.dealings.but(here, offer=0)", "world.dealings"),
    Fault("an acceptance does not bind the taker", P + "informals.py", "undertake(rules, world, b, taker, giver, asks)", "undertake(rules, world, b, taker, giver, gives)"),
    Fault("favours go to the wrong side", P + "informals.py", "note_favours(world, b, taker, asks, gives)", "note_favours(world, b, giver, asks, gives)"),
    Fault("capacity is not asked for", P + "informals.py", "(rules.roster.capacity >= 1)", "(rules.roster.capacity >= 0)"),
    Fault("an offer made to another can be accepted", P + "judge.py", "& (offer[..., Item.PARTNER] == s)", "& (s >= 0)"),
    Fault("a sponsor explains its vote", P + "close.py", "return np.asarray(voted & ~record.sponsor)", "return np.asarray(voted)"),
    Fault("reconsidered again and again", P + "ladder.py", "(Status.ADOPTED, Status.REJECTED)) & ~record.reconsidered", "(Status.ADOPTED, Status.REJECTED))"),
    Fault("closed worlds tick on", P + "step.py", "record.but(begun != Stage.CLOSED, tick", "record.but(begun >= 0, tick"),
    Fault("a view shows the promises of the first seat", "sim/view.py", "promise=d.promise[worlds, seats]", "promise=d.promise[worlds, 0 * seats]"),
    Fault("a view shows the brief of the next seat", "sim/view.py", "ideal=briefs.ideal[worlds, seats]", "ideal=briefs.ideal[worlds, seats - 1]"),
    Fault("every letter is read by everybody", "sim/view.py", "mine = row >= 0", "mine = row >= -1"),
    Fault("nine rounds of Philox", "sim/chance.py", "for _ in range(10)", "for _ in range(9)"),
    Fault("replicates share their chance", "sim/chance.py", "(np.asarray(replicate), np.asarray(tick)", "(np.asarray(replicate) * 0, np.asarray(tick)"),
]  # fmt: skip


def copied(home: Path) -> Path:
    """The tree as it is now."""
    tree = home / "sound"
    for part in ("sim", "agents", "scenarios", "tests"):
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    conftest = tree / "tests" / "conftest.py"
    told = conftest.read_text(encoding="utf-8").replace("import settings", "import Phase, settings")
    conftest.write_text(told + NO_SHRINKING, encoding="utf-8")
    return tree


def planted(fault: Fault, home: Path) -> Path:
    """A copy of the tree with that fault in it."""
    tree = home / fault.name.replace(" ", "-")
    shutil.copytree(home / "sound", tree)
    place = tree / fault.file
    source = place.read_text(encoding="utf-8")
    if source.count(fault.right) != 1:
        raise SystemExit(f"{fault.name}: {fault.file} has that line {source.count(fault.right)} times, and not once")
    place.write_text(source.replace(fault.right, fault.wrong), encoding="utf-8")
    return tree


def found_by(fault: Fault, home: Path) -> dict[str, bool]:
    """Which layers fail on the copy."""
    tree = planted(fault, home)
    found = {}
    for layer, what in LAYERS.items():
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *what]
        try:
            done = subprocess.run(
                command,
                cwd=tree,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
                env={**os.environ, "PYTHONPATH": str(tree)},
            )
        except subprocess.TimeoutExpired:
            found[layer] = True  # a session that does not end is found too
            continue
        if done.returncode not in (0, 1):
            print(f"{fault.name}, {layer}: pytest says {done.returncode}\n{done.stdout[-800:]}", file=sys.stderr)
        found[layer] = done.returncode == 1
    shutil.rmtree(tree)
    print(f"{fault.name:50s} {', '.join(x for x in found if found[x]) or '-'}", file=sys.stderr)
    return found


def table(rows: list[tuple[Fault, dict[str, bool]]]) -> str:
    """The faults, where each was planted, and the layers that found it."""
    lines = [f"| fault | in | {' | '.join(LAYERS)} |", f"|---|---|{'---|' * len(LAYERS)}"]
    for fault, found in rows:
        marks = " | ".join("found" if found[layer] else "" for layer in LAYERS)
        lines.append(f"| {fault.name} | `{fault.file.removeprefix('sim/')}` | {marks} |")
    totals = " | ".join(str(sum(found[layer] for _, found in rows)) for layer in LAYERS)
    lines.append(f"| **{len(rows)} faults** | | {totals} |")
    return "\n".join(lines)


def write(rows: list[tuple[Fault, dict[str, bool]]], seconds: float) -> None:
    """Replace what stands between the marks in the page."""
    begin, end = "<!-- table -->\n", "<!-- end of table -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    missed = sum(not any(found.values()) for _, found in rows)
    run = f"Run of {datetime.now(UTC):%Y-%m-%d}: {len(rows)} faults, {missed} found by no layer, {seconds:.0f} s on 2 processes."
    PAGE.write_text(f"{before}{begin}{run}\n\n{table(rows)}\n{end}{after}", encoding="utf-8")


def main() -> None:
    sound = Fault("no fault at all", P + "tally.py", "np.asarray(yes > no)", "np.asarray(yes > no)")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as two:
        copied(Path(home))
        results = list(two.map(lambda fault: found_by(fault, Path(home)), [sound, *FAULTS]))
    if any(results[0].values()):
        raise SystemExit(f"the tree without a fault does not pass: {results[0]}")
    rows = list(zip(FAULTS, results[1:], strict=True))
    print(table(rows))
    missed = [fault.name for fault, found in rows if not any(found.values())]
    if missed:
        raise SystemExit(f"found by no layer: {', '.join(missed)}")
    if "--write" in sys.argv:
        write(rows, time.monotonic() - begun)


if __name__ == "__main__":
    main()
