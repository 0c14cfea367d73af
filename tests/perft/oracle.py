"""The same counts by arithmetic: no state, no arrays, nothing imported from sim."""

from functools import cache
from itertools import combinations, permutations, product
from math import comb, prod

TRINOMIAL = (1, 1, 3, 7, 19, 51)
"""Central trinomial coefficients: of 3**s ballots without absence, those with as many yes as no."""


def ballots(seats: int, two_thirds: bool = False) -> tuple[int, int]:
    """(ballots that carry, ballots that do not), everybody present: yes, no or abstain."""
    carried = sum(
        comb(seats, yes) * comb(seats - yes, no)
        for yes in range(seats + 1)
        for no in range(seats - yes + 1)
        if (yes > 0 and yes >= 2 * no if two_thirds else yes > no)
    )
    return carried, 3**seats - carried


def by_trinomial(seats: int) -> int:
    """Ballots that carry by a simple majority, everybody present, in closed form."""
    return (3**seats - TRINOMIAL[seats]) // 2


def with_absence(seats: int) -> tuple[int, int, int]:
    """(carry, do not carry, lack a quorum) of 4**s ballots; a quorum is a majority of the seats."""
    quorum = seats // 2 + 1
    carried = failed = short = 0
    for present in range(seats + 1):
        rooms = comb(seats, present)
        if present < quorum:
            short += rooms * 3**present
        else:
            yes, no = ballots(present)
            carried, failed = carried + rooms * yes, failed + rooms * no
    return carried, failed, short


def whole(seats: int) -> dict[str, int]:
    """Courses of a recorded vote on a whole text, by ending: without a quorum it is called once more."""
    carried, failed, short = with_absence(seats)
    return {
        "adopted": carried * (1 + short),
        "rejected": failed * (1 + short),
        "no quorum": short * short,
    }


def coalitions(seats: int) -> int:
    """Sets of seats that carry a vote in which nobody abstains: sum of C(s, k) over majorities."""
    return sum(comb(seats, k) for k in range(seats // 2 + 1, seats + 1))


def sponsors(seats: int) -> int:
    """Lists of sponsors that name somebody."""
    return 2**seats - 1


def onto(things: int, boxes: int) -> int:
    """Ways to put things in boxes that leave none empty."""
    return sum((-1) ** k * comb(boxes, k) * (boxes - k) ** things for k in range(boxes + 1))


def sets_named(seats: int, things: int) -> dict[int, int]:
    """Joint acts in which each seat names one of the things or none, by how many different things are named."""
    return {
        n: comb(things, n) * sum(comb(seats, busy) * onto(busy, n) for busy in range(n, seats + 1))
        for n in range(min(seats, things) + 1)
    }


@cache
def amendments_to_a_clause(waiting: int, seats: int) -> int:
    """Courses of that many rival amendments to one clause: the first that carries settles the rest (rule 130)."""
    if not waiting:
        return 1
    carried, failed = ballots(seats)
    return carried + failed * amendments_to_a_clause(waiting - 1, seats)


def amendments(movers: int, clauses: int, wordings: int, seats: int) -> int:
    """Courses in which each mover submits one of the amendments or none. Each clause has `wordings` amendments."""
    every = [None, *product(range(clauses), range(wordings))]
    total = 0
    for joint in product(every, repeat=movers):
        moved = {a for a in joint if a is not None}
        total += prod(amendments_to_a_clause(sum(a[0] == c for a in moved), seats) for c in range(clauses))
    return total


def order_of_amendments(moved: set[tuple[int, int]], wordings: int) -> list[tuple[int, int]]:
    """Furthest first, on a board whose text stands at wording 0 of each clause and whose clauses weigh 1, 2, 3 …

    Wording k stands at k + 1; what is left out, written `wordings`, at 0. Between equals the earlier clause, wording.
    """

    def distance(a: tuple[int, int]) -> int:
        return abs((0 if a[1] == wordings else a[1] + 1) - 1) * (a[0] + 1)

    return sorted(moved, key=lambda a: (-distance(a), a))


def division(seats: int, clauses: int) -> tuple[int, int]:
    """(courses, of which the whole is rejected because every part was); everybody present, nobody objects."""
    carried, failed = ballots(seats)
    named = sets_named(seats, clauses)
    courses = sum(ways * (carried + failed) ** n for n, ways in named.items())
    return courses, named.get(clauses, 0) * failed**clauses


def division_with_objection(seats: int, clauses: int) -> tuple[int, int]:
    """The same where anybody may object, and the request is then put to the vote first."""
    carried, failed = ballots(seats)
    named = sets_named(seats, clauses)
    courses = rejected = 0
    for n, ways in named.items():
        if not n:
            courses += ways
            continue
        divided = (carried + failed) ** n
        killed = failed**n if n == clauses else 0
        objected = 2**seats - 1
        courses += ways * (divided + objected * (carried * divided + failed))
        rejected += ways * (killed + objected * carried * killed)
    return courses, rejected


def texts(parts: int) -> int:
    """Texts that separate votes on the parts can leave."""
    return 2**parts


def motions(seats: int, drafts: int) -> dict[tuple[str, ...], int]:
    """Courses of a session of procedural motions, by how each draft ended; all else is quiet, all are present.

    Each seat moves one motion or none.  Suspension and adjournment are put without speakers; no action and passing over
    have speakers for and against, closure only against.  What is put to a vote at last is adopted without one.
    """
    carried, failed = ballots(seats)
    speakers = {"suspend": 1, "adjourn": 1, "no action": 3**seats, "pass over": 3**seats, "close": 2**seats}
    precedence = list(speakers)
    found: dict[tuple[str, ...], int] = {}

    def call(queue: tuple[int, ...], ended: dict[int, str], late: frozenset[int], suspended: bool, ways: int) -> None:
        if not queue:
            key = tuple(ended[d] for d in range(drafts))
            found[key] = found.get(key, 0) + ways
            return
        draft = queue[0]
        possible = [
            m
            for m in precedence
            if not (m == "suspend" and suspended)
            and not (m == "adjourn" and (len(queue) == 1 or draft in late))
            and not (m == "pass over" and "adopted" not in ended.values())
        ]
        for size, one in enumerate(_ways_to_name(seats, len(possible))):
            for moved in combinations(possible, size):
                put(list(moved), queue, ended, late, suspended, ways * one)

    def put(moved, queue, ended, late, suspended, ways):
        draft, rest = queue[0], queue[1:]
        if not moved:
            call(rest, {**ended, draft: "adopted"}, late, suspended, ways)
            return
        motion, waiting = moved[0], moved[1:]
        ways *= speakers[motion]
        put(waiting, queue, ended, late, suspended, ways * failed)
        ways *= carried
        if motion == "suspend":
            call(tuple(sorted(queue)), ended, late, True, ways)
        elif motion == "adjourn":
            call((*rest, draft), ended, late | {draft}, suspended, ways)
        elif motion == "close":
            put(waiting, queue, ended, late, suspended, ways)
        else:
            call(rest, {**ended, draft: motion}, late, suspended, ways)

    call(tuple(range(drafts)), {}, frozenset(), False, 1)
    return found


def _ways_to_name(seats: int, things: int) -> list[int]:
    """Joint acts that name exactly one given set of n things, for n = 0, 1, 2 …"""
    most = min(seats, things)
    return [sum(comb(seats, busy) * onto(busy, n) for busy in range(n, seats + 1)) for n in range(most + 1)]


def tabling(drafts: int, joiners: int) -> int:
    """Courses of tabling each draft or holding it back, then of a list of sponsors for each one tabled."""
    return sum(comb(drafts, tabled) * 2 ** (joiners * tabled) for tabled in range(drafts + 1))


def consensus(members: int) -> tuple[int, int]:
    """(courses, of which nobody objects): object, stand aside or join."""
    return 3**members, 2**members


def reconsideration(seats: int) -> tuple[int, int]:
    """(courses, of which adopted at the end) after a rejection: anybody may move it, two thirds carry it."""
    again, refused = ballots(seats, two_thirds=True)
    adopted, rejected = ballots(seats)
    movers = 2**seats - 1
    return 1 + movers * (refused + again * (adopted + rejected)), movers * again * adopted


def terms(wordings: int, favours: int) -> int:
    """Offers between two seats on a clause of a draft: wordings (and to leave out), ballots, favours for a ballot."""
    words, votes = wordings + 1, 3
    return words * (words - 1) + 2 * words * votes + votes * (votes - 1) + 2 * votes * favours


def letters(seats: int, wordings: int) -> int:
    """Courses of one round in which a seat may gather names for any wording of one clause, and twice, and sign.

    A seat that gathers names some others in an order, and then, if any are left, some of those in an order or none.
    Each that is asked signs one of the letters that ask it, or none.
    """
    calls: list[dict[frozenset[int], int]] = []
    for s in range(seats):
        others = [other for other in range(seats) if other != s]
        first = [names for n in range(1, len(others) + 1) for names in permutations(others, n)]
        ways: dict[frozenset[int], int] = {frozenset(): 1}
        for names in first:
            left = [other for other in others if other not in names]
            for n in range(len(left) + 1):
                for more in permutations(left, n):
                    asked = frozenset((*names, *more))
                    ways[asked] = ways.get(asked, 0) + wordings + 1
        calls.append(ways)
    total = 0
    for choice in product(*(ways.items() for ways in calls)):
        courses = prod(count for _, count in choice)
        for seat in range(seats):
            courses *= 1 + sum(seat in asked for asked, _ in choice)
        total += courses
    return total


def informals(wordings: int, favours: int) -> int:
    """Courses of one round with two seats, one clause: the floor, the answers, the pen. Seat 0 holds the pen."""
    offers = terms(wordings, favours)
    proposals = wordings  # every wording, and to leave out, but what stands
    pen, other = 1 + proposals, 1 + proposals + 1  # the other may also sponsor
    return (pen + 2 * offers) * (other + 2 * offers) * (1 + wordings)


def debate(statements: int) -> int:
    """Courses of two seats' debate: `statements` on the clauses, each naming the other or not; at most two replies.

    A seat may also pass or be away. With both away the meeting is called once more, then given up.
    """
    named, unnamed, away = statements, statements + 1, 1

    def replies(who: int, rounds: int) -> int:
        """`who` of two seats were named. Each may pass or reply, and a reply may name the other."""
        if not who or not rounds:
            return 1
        return sum(comb(who, k) * 2 ** (who - k) * replies(k, rounds - 1) for k in range(who + 1))

    opened = sum(
        comb(2, k) * named**k * ((unnamed + away) ** (2 - k) - (1 if k == 0 else 0)) * replies(k, 2) for k in range(3)
    )
    return opened + opened + 1
