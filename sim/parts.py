"""What an act names, in the words of the notation and back: one way to say and one to read each part.

A way to say a part is (rules, act (8,)) -> words.  A way to read it is (rules, words) -> the items that they say, by
name as in Item, and the words that follow; None where the words do not fit the part.  Both raise Unreadable where a
name is unknown.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from demarche.sim.acts import FILLS, Part
from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import APART, GENERAL, packed, unpacked
from demarche.sim.naming import (
    named,
    one_of,
    place_of,
    read_draft,
    read_one_of,
    read_wording,
    say_draft,
    say_wording,
    word,
)
from demarche.sim.proposal import (
    CHANGED,
    INVITED,
    MOST_DELAY,
    MOST_TERM,
    basis,
    changes,
    packed_basis,
    packed_change,
)
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Accusation, Ballot, Ground, Ints, Item, Kind, Motion, Objection, Unreadable

CONDUCT = (*(name.replace(" ", "-") for name in MEASURES), "broadly")
"""What may be delivered under a pact, in the order of the bits of an act of conduct."""
NAMING, ASKING, IN_RETURN_FOR, NOTHING_FIRST, BY = "naming", "asking", "for", "-", "by"
_STATEMENTS = 2
_ASKED = FILLS[Part.ASKED]
OWN_WORDS, WITH, AFTER, FOR_YEARS = "own-words", "with", "after", "for"

Read = tuple[dict[str, int], list[str]] | None


class Written(NamedTuple):
    """How a part is said and read."""

    say: Callable[[Rules, Ints], list[str]]
    read: Callable[[Rules, list[str]], Read]


def one_word(say: Callable[[Rules, Ints], str], read: Callable[[Rules, str], dict[str, int]]) -> Written:
    """A part that is one word."""
    return Written(
        lambda rules, act: [say(rules, act)],
        lambda rules, words: (read(rules, words[0]), words[1:]) if words else None,
    )


def _worded(rules: Rules, text: str) -> dict[str, int]:
    clause, wording = read_wording(rules, text)
    return {"clause": clause, "wording": wording}


def _say_statements(rules: Rules, act: Ints) -> list[str]:
    """Up to two wordings. Nothing said first and something second is possible, and marked."""
    pairs = ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2))
    statements = [(int(act[clause]), int(act[wording])) for clause, wording in pairs]
    said = [NOTHING_FIRST if clause == NONE else say_wording(rules, clause, k) for clause, k in statements]
    while said and said[-1] == NOTHING_FIRST:
        said.pop()
    return said


def _read_statements(rules: Rules, words: list[str]) -> Read:
    """Wordings, up to the state that is named."""
    end = words.index(NAMING) if NAMING in words else len(words)
    if end > _STATEMENTS:
        return None
    pairs = [(NONE, NONE) if one == NOTHING_FIRST else read_wording(rules, one) for one in words[:end]]
    (clause, wording), (clause2, wording2) = [*pairs, (NONE, NONE), (NONE, NONE)][:_STATEMENTS]
    return {"clause": clause, "wording": wording, "clause2": clause2, "wording2": wording2}, words[end:]


def _say_named(rules: Rules, act: Ints) -> list[str]:
    seat = int(act[Item.PARTNER])
    return [] if seat == NONE else [NAMING, named(rules.roster.names, seat, "seat")]


def _read_named(rules: Rules, words: list[str]) -> Read:
    match words:
        case []:
            return {"partner": NONE}, []
        case ["naming", seat, *rest]:
            return _state(rules, seat), rest
    return None


def _state(rules: Rules, name: str) -> dict[str, int]:
    return {"partner": place_of(rules.roster.names, name, "seat")}


def _say_deal(rules: Rules, act: Ints) -> list[str]:
    """A partner, what is given, and what is asked for it."""
    _, partner, *terms = (int(item) for item in act)
    gives, asks = (_say_terms(rules, *side) for side in (terms[:3], terms[3:]))
    return [f"{named(rules.roster.names, partner, 'seat')}:", gives, IN_RETURN_FOR, asks]


def _say_terms(rules: Rules, draft: int, clause: int, wording: int) -> str:
    """One side of a deal: favours, a ballot on a draft, or a wording in it."""
    if draft == NONE:
        return f"{wording} favour{'' if wording == 1 else 's'}"
    if clause == NONE:
        return f"{say_draft(rules, draft)} {word(one_of(Ballot, wording, 'ballot'))}"
    return f"{say_draft(rules, draft)} {say_wording(rules, clause, wording)}"


def _read_deal(rules: Rules, words: list[str]) -> Read:
    if not words or not words[0].endswith(":") or words.count(IN_RETURN_FOR) != 1:
        return None
    seat, *terms = words
    middle = terms.index(IN_RETURN_FOR)
    places = ("draft", "clause", "wording"), ("draft2", "clause2", "wording2")
    sides = (_read_terms(rules, side) for side in (terms[:middle], terms[middle + 1 :]))
    items = [dict(zip(names, side, strict=True)) for names, side in zip(places, sides, strict=True)]
    return _state(rules, seat[:-1]) | items[0] | items[1], []


def _read_terms(rules: Rules, words: list[str]) -> tuple[int, int, int]:
    ballots = {word(ballot): int(ballot) for ballot in Ballot}
    match words:
        case [number, ("favour" | "favours")] if number.isascii() and number.isdigit() and len(number) <= 2:
            return NONE, NONE, int(number)
        case [draft, ballot] if ballot in ballots:
            return read_draft(rules, draft), NONE, ballots[ballot]
        case [draft, worded]:
            return read_draft(rules, draft), *read_wording(rules, worded)
    raise Unreadable(f"one side of a deal is '1 HRT.c', '1 yes' or '3 favours', not {' '.join(words)!r}")


def _say_conduct(rules: Rules, act: Ints) -> list[str]:
    """Restraint in hundredths, what is delivered, how broadly the text is read, and a party treated apart."""
    partner, bits = int(act[Item.PARTNER]), int(act[Item.CLAUSE])
    words = ["at", _say_levels(act, GENERAL)]
    given = [name for m, name in enumerate(CONDUCT) if bits >> m & 1]
    if given:
        words += ["delivering", *given]
    if partner != NONE:
        words[-1] += ","
        words += ["toward", named(rules.roster.names, partner, "seat"), "at", _say_levels(act, APART)]
    return words


def _say_levels(act: Ints, places: tuple[Item, Item]) -> str:
    """Restraint by kind, or one number where it is the same for all."""
    levels = [int(level) for level in unpacked(act, places)]
    return str(levels[0]) if len(set(levels)) == 1 else "/".join(map(str, levels))


def _read_conduct(rules: Rules, words: list[str]) -> Read:
    if len(words) < 2 or words[0] != "at":
        return None
    level, given, apart = words[1].rstrip(","), words[2:], list[str]()
    if "toward" in given:
        given, apart = given[: given.index("toward")], given[given.index("toward") :]
    names = {name.rstrip(",") for name in given[1:]}
    for name in sorted(names - set(CONDUCT)):
        raise Unreadable(f"there is no measure {name}; there are {', '.join(CONDUCT)}")
    if given and given[0] != "delivering":
        return None
    if apart and not (len(apart) == 4 and apart[2] == "at"):
        return None
    items = {"clause": sum(1 << CONDUCT.index(name) for name in names), "partner": NONE}
    items |= _read_levels(level, GENERAL)
    if apart:
        items |= _read_levels(apart[3], APART) | {"partner": place_of(rules.roster.names, apart[1], "seat")}
    return items, []


def _read_levels(text: str, places: tuple[Item, Item]) -> dict[str, int]:
    """Restraint by kind: four whole numbers of hundredths, or one for all. Raises Unreadable."""
    levels = text.split("/")
    if not all(_is_level(level) for level in levels) or len(levels) not in (1, len(Kind)):
        kinds = "/".join(word(kind) for kind in Kind)
        raise Unreadable(f"restraint is a whole number from 0 to {PERCENT}, or four as {kinds}; {text!r} is neither")
    first, second = packed(np.array([int(level) for level in levels] * (len(Kind) // len(levels))))
    return {places[0].name.lower(): int(first), places[1].name.lower(): int(second)}


def _is_level(text: str) -> bool:
    """Whether that is a whole number of hundredths."""
    return text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= PERCENT


def _say_accused(rules: Rules, act: Ints) -> list[str]:
    how = one_of(Accusation, int(act[Item.WORDING]), "way to accuse a state")
    return [named(rules.roster.names, int(act[Item.PARTNER]), "seat"), *([] if how == 0 else [BY, word(how)])]


def _read_accused(rules: Rules, words: list[str]) -> Read:
    match words:
        case [seat]:
            return _state(rules, seat) | {"wording": int(Accusation.NAMING)}, []
        case [seat, "by", how]:
            return _state(rules, seat) | {"wording": read_one_of(Accusation, how, "way to accuse a state")}, []
    return None


def _say_asked(rules: Rules, act: Ints) -> list[str]:
    """The states that are asked to sign."""
    names = [named(rules.roster.names, int(act[item]), "seat") for item in _ASKED if act[item] != NONE]
    return [ASKING, *names]


def _read_asked(rules: Rules, words: list[str]) -> Read:
    """The same back. Raises Unreadable where more are named than an act has room for."""
    if len(words) < 2 or words[0] != ASKING:
        return None
    if len(words) - 1 > len(_ASKED):
        raise Unreadable(f"up to {len(_ASKED)} states are asked at once, not {len(words) - 1}")
    items = {item.name.lower(): NONE for item in _ASKED}
    places = [place_of(rules.roster.names, one, "seat") for one in words[1:]]
    return items | {item.name.lower(): place for item, place in zip(_ASKED, places, strict=False)}, []


def _say_proposal(rules: Rules, act: Ints) -> list[str]:
    """States, a template, wordings in place of its own, the delay in quarters and the term in years."""
    names = [named(rules.roster.names, int(act[item]), "seat") for item in INVITED if act[item] != NONE]
    names[-1] += ":"
    template, delay, term = (int(part) for part in basis(act))
    clauses, wordings = changes(act)
    changed = [say_wording(rules, int(c), int(k)) for c, k in zip(clauses, wordings, strict=True) if c != NONE]
    words = [*names, OWN_WORDS if template == NONE else named(rules.templates, template, "template of a pact")]
    words += [WITH, *changed] if changed else []
    words += [AFTER, str(delay)] if delay != NONE else []
    return words + ([FOR_YEARS, str(term)] if term else [])


def _read_proposal(rules: Rules, words: list[str]) -> Read:
    """The same back. Raises Unreadable where more is named than an act has room for."""
    end = next((i for i, one in enumerate(words) if one.endswith(":")), None)
    if end is None or len(words) < end + 2:
        return None
    states = [place_of(rules.roster.names, one.rstrip(":"), "seat") for one in words[: end + 1] if one != ":"]
    first, rest = words[end + 1], words[end + 2 :]
    template = place_of((OWN_WORDS, *rules.templates), first, "template") - 1
    term, rest = _last_number(rest, FOR_YEARS, MOST_TERM, 0)
    delay, rest = _last_number(rest, AFTER, MOST_DELAY, NONE)
    if rest and rest[0] != WITH:
        return None
    changed = [int(packed_change(*read_wording(rules, one))) for one in rest[1:]]
    if len(states) > len(INVITED) or len(changed) > len(CHANGED):
        raise Unreadable(f"a proposal names up to {len(INVITED)} states and changes up to {len(CHANGED)} wordings")
    items = {item.name.lower(): NONE for item in (*INVITED, *CHANGED)}
    items |= {item.name.lower(): state for item, state in zip(INVITED, states, strict=False)}
    items |= {item.name.lower(): change for item, change in zip(CHANGED, changed, strict=False)}
    return items | {"wording2": int(packed_basis(template, delay, term))}, []


def _last_number(words: list[str], before: str, most: int, default: int) -> tuple[int, list[str]]:
    """The number after a word that ends the words, and the words before it. Raises Unreadable where it is none."""
    if before not in words:
        return default, words
    place = words.index(before)
    text = " ".join(words[place + 1 :])
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= most):
        raise Unreadable(f"{before} is followed by a whole number from 0 to {most}, not {text!r}")
    return int(text), words[:place]


_DRAFT = one_word(
    lambda rules, act: say_draft(rules, int(act[Item.DRAFT])),
    lambda rules, text: {"draft": read_draft(rules, text)},
)
_STATE = one_word(lambda rules, act: named(rules.roster.names, int(act[Item.PARTNER]), "seat"), _state)


def _named_one_of(kind: type[Motion] | type[Ground] | type[Ballot] | type[Objection], what: str) -> Written:
    return one_word(
        lambda rules, act: word(one_of(kind, int(act[Item.WORDING]), what)),
        lambda rules, text: {"wording": read_one_of(kind, text, what)},
    )


PARTS: dict[Part, Written] = {
    Part.DRAFT: _DRAFT,
    Part.PACT: _DRAFT,
    Part.WORDED: one_word(
        lambda rules, act: say_wording(rules, int(act[Item.CLAUSE]), int(act[Item.WORDING])), _worded
    ),
    Part.CLAUSE: one_word(
        lambda rules, act: named(rules.book.names, int(act[Item.CLAUSE]), "clause"),
        lambda rules, text: {"clause": place_of(rules.book.names, text, "clause")},
    ),
    Part.STATE: _STATE,
    Part.SENDER: _STATE,
    Part.MOTION: _named_one_of(Motion, "motion"),
    Part.GROUND: _named_one_of(Ground, "ground"),
    Part.BALLOT: _named_one_of(Ballot, "ballot"),
    Part.STATEMENTS: Written(_say_statements, _read_statements),
    Part.NAMED: Written(_say_named, _read_named),
    Part.DEAL: Written(_say_deal, _read_deal),
    Part.CONDUCT: Written(_say_conduct, _read_conduct),
    Part.ACCUSED: Written(_say_accused, _read_accused),
    Part.PROPOSAL: Written(_say_proposal, _read_proposal),
    Part.OBJECTION: _named_one_of(Objection, "reason to decline a pact"),
    Part.ASKED: Written(_say_asked, _read_asked),
}
"""How each part is written."""
