"""Acts in words, as a delegate would put them, and back.

`propose 1 HRT.c`, `offer USA: 2 HRT.c for 1 yes`, `divide SUP`, `abstain`.  Drafts are numbered from 1 in the order of
the scenario and may be called by their symbol too; HRT.c is a wording of the clause HRT, and -HRT leaves it out.
"""

from difflib import get_close_matches

from demarche.sim.act import an_act
from demarche.sim.conduct import MEASURES
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
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ballot, Ground, Ints, Item, Motion, Unreadable, Verb

FORMS: dict[str, str] = {
    "silent": "silent",
    "pass": "pass",
    "speak": "speak THR.a CON.b naming USA",
    "reply": "reply naming USA",
    "propose": "propose 1 HRT.c",
    "sponsor": "sponsor 1",
    "leave": "leave 1",
    "offer": "offer USA: 2 HRT.c for 1 yes",
    "accept": "accept USA",
    "take": "take 1 HRT.c",
    "table": "table 1",
    "hold": "hold 1",
    "withdraw": "withdraw",
    "move": "move no-action",
    "for": "for",
    "against": "against",
    "amend": "amend HRT.b",
    "revise": "revise -CAP",
    "divide": "divide SUP",
    "object": "object",
    "ask": "ask",
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
    "block": "block",
    "dissociate": "dissociate",
    "reconsider": "reconsider 1",
    "explain": "explain 1 red-line",
    "away": "away",
    "keep": "keep 1 at 960 delivering contact-points joint-science, toward CHN at 200",
    "protest": "protest USA",
    "accuse": "accuse USA",
    "consult": "consult 1",
    "retaliate": "retaliate USA",
    "sanction": "sanction USA",
    "denounce": "denounce 1",
}
"""Every first word, with an act that begins with it. The ballots are verbs of their own."""
CONDUCT = (*(name.replace(" ", "-") for name in MEASURES), "to-the-letter")
"""What may be delivered under a pact, in the order of the bits of an act of conduct."""
NAMING, IN_RETURN_FOR, NOTHING_FIRST = "naming", "for", "-"


def say(rules: Rules, act: Ints) -> str:
    """One act (8,) in words. Raises Unreadable where it names what this session does not have."""
    _, partner, draft, clause, wording, *asked = (int(item) for item in act)
    verb = one_of(Verb, int(act[Item.VERB]), "act")
    match verb:
        case Verb.CAST:
            return word(one_of(Ballot, wording, "ballot"))
        case Verb.MOVE:
            words = [word(one_of(Motion, wording, "motion"))]
        case Verb.EXPLAIN:
            words = [say_draft(rules, draft), word(one_of(Ground, wording, "ground"))]
        case Verb.SPEAK:
            words = [*_say_statements(rules, (clause, wording), (asked[1], asked[2])), *_say_naming(rules, partner)]
        case Verb.REPLY:
            words = _say_naming(rules, partner)
        case Verb.ACCEPT | Verb.PROTEST | Verb.ACCUSE | Verb.RETALIATE | Verb.SANCTION:
            words = [named(rules.roster.names, partner, "seat")]
        case Verb.KEEP:
            words = [say_draft(rules, draft), *_say_conduct(rules, clause, wording, partner, asked[2])]
        case Verb.OFFER:
            gives, asks = (_say_terms(rules, *side) for side in ((draft, clause, wording), asked))
            words = [f"{named(rules.roster.names, partner, 'seat')}:", gives, IN_RETURN_FOR, asks]
        case Verb.PROPOSE | Verb.TAKE:
            words = [say_draft(rules, draft), say_wording(rules, clause, wording)]
        case Verb.AMEND | Verb.REVISE:
            words = [say_wording(rules, clause, wording)]
        case Verb.DIVIDE:
            words = [named(rules.book.names, clause, "clause")]
        case Verb.SPONSOR | Verb.LEAVE | Verb.TABLE | Verb.HOLD | Verb.RECONSIDER | Verb.CONSULT | Verb.DENOUNCE:
            words = [say_draft(rules, draft)]
        case _:
            words = []
    return " ".join([word(verb), *words])


def read(rules: Rules, text: str) -> Ints:
    """The act (8,) that the words say. Raises Unreadable naming what is wrong and what would be right.

    Whether the act is in order is not asked here.
    """
    first, *words = text.split() or [""]
    try:
        return _read(rules, first, words)
    except Unreadable as error:
        raise Unreadable(f"{text.strip()!r}: {error}") from None


def _read(rules: Rules, first: str, words: list[str]) -> Ints:
    if first not in FORMS:
        near = get_close_matches(first, FORMS, 1, 0.7)
        raise Unreadable(f"did you mean {near[0]}?" if near else f"an act begins with one of {', '.join(FORMS)}")
    ballots = {word(ballot): ballot for ballot in Ballot}
    verb = Verb.CAST if first in ballots else Verb[first.upper()]
    match verb, words:
        case Verb.CAST, []:
            return an_act(verb, wording=ballots[first])
        case Verb.MOVE, [motion]:
            return an_act(verb, wording=read_one_of(Motion, motion, "motion"))
        case Verb.EXPLAIN, [draft, ground]:
            return an_act(verb, draft=read_draft(rules, draft), wording=read_one_of(Ground, ground, "ground"))
        case Verb.SPEAK | Verb.REPLY, _:
            return _read_speech(rules, verb, words)
        case ((Verb.ACCEPT | Verb.PROTEST | Verb.ACCUSE | Verb.RETALIATE | Verb.SANCTION), [seat]):
            return an_act(verb, partner=place_of(rules.roster.names, seat, "seat"))
        case Verb.KEEP, [draft, "at", level, *rest]:
            return _read_conduct(rules, draft, level, rest)
        case Verb.OFFER, [seat, *terms] if seat.endswith(":") and terms.count(IN_RETURN_FOR) == 1:
            return _read_offer(rules, seat[:-1], terms)
        case ((Verb.PROPOSE | Verb.TAKE), [draft, worded]):
            clause, wording = read_wording(rules, worded)
            return an_act(verb, draft=read_draft(rules, draft), clause=clause, wording=wording)
        case ((Verb.AMEND | Verb.REVISE), [worded]):
            clause, wording = read_wording(rules, worded)
            return an_act(verb, clause=clause, wording=wording)
        case Verb.DIVIDE, [clause_name]:
            return an_act(verb, clause=place_of(rules.book.names, clause_name, "clause"))
        case (
            (Verb.SPONSOR | Verb.LEAVE | Verb.TABLE | Verb.HOLD | Verb.RECONSIDER | Verb.CONSULT | Verb.DENOUNCE),
            [draft],
        ):
            return an_act(verb, draft=read_draft(rules, draft))
        case _, [] if FORMS[first] == first:
            return an_act(verb)
    raise Unreadable(f"{first} is written as in {FORMS[first]!r}")


def _say_statements(rules: Rules, *statements: tuple[int, int]) -> list[str]:
    """Up to two wordings. Nothing said first and something second is possible, and marked."""
    said = [NOTHING_FIRST if clause == NONE else say_wording(rules, clause, k) for clause, k in statements]
    while said and said[-1] == NOTHING_FIRST:
        said.pop()
    return said


def _say_naming(rules: Rules, seat: int) -> list[str]:
    return [] if seat == NONE else [NAMING, named(rules.roster.names, seat, "seat")]


def _read_speech(rules: Rules, verb: Verb, words: list[str]) -> Ints:
    """Wordings, then perhaps a state that is named; a reply has no wordings."""
    *said, naming, seat = ["", "", *words]
    partner = NONE
    if naming == NAMING:
        partner = place_of(rules.roster.names, seat, "seat")
        statements = said[2:]
    else:
        statements = words
    if len(statements) > (2 if verb == Verb.SPEAK else 0):
        raise Unreadable(f"{word(verb)} is written as in {FORMS[word(verb)]!r}")
    pairs = [(NONE, NONE) if one == NOTHING_FIRST else read_wording(rules, one) for one in statements]
    (clause, wording), (clause2, wording2) = [*pairs, (NONE, NONE), (NONE, NONE)][:2]
    return an_act(verb, partner=partner, clause=clause, wording=wording, clause2=clause2, wording2=wording2)


def _say_terms(rules: Rules, draft: int, clause: int, wording: int) -> str:
    """One side of a deal: favours, a ballot on a draft, or a wording in it."""
    if draft == NONE:
        return f"{wording} favour{'' if wording == 1 else 's'}"
    if clause == NONE:
        return f"{say_draft(rules, draft)} {word(one_of(Ballot, wording, 'ballot'))}"
    return f"{say_draft(rules, draft)} {say_wording(rules, clause, wording)}"


def _read_offer(rules: Rules, seat: str, terms: list[str]) -> Ints:
    middle = terms.index(IN_RETURN_FOR)
    partner = place_of(rules.roster.names, seat, "seat")
    draft, clause, wording = _read_terms(rules, terms[:middle])
    asked = dict(zip(("draft2", "clause2", "wording2"), _read_terms(rules, terms[middle + 1 :]), strict=True))
    return an_act(Verb.OFFER, partner=partner, draft=draft, clause=clause, wording=wording, **asked)


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


def _say_conduct(rules: Rules, bits: int, level: int, partner: int, toward: int) -> list[str]:
    """Restraint in thousandths, what is delivered, whether to the letter, and a party treated apart."""
    words = ["at", str(level)]
    given = [name for m, name in enumerate(CONDUCT) if bits >> m & 1]
    if given:
        words += ["delivering", *given]
    if partner != NONE:
        words[-1] += ","
        words += ["toward", named(rules.roster.names, partner, "seat"), "at", str(toward)]
    return words


def _read_conduct(rules: Rules, draft: str, level: str, rest: list[str]) -> Ints:
    given, apart = rest, list[str]()
    if "toward" in rest:
        given, apart = rest[: rest.index("toward")], rest[rest.index("toward") :]
    names = {name.rstrip(",") for name in given[1:]}
    unknown = [name for name in names if name not in CONDUCT]
    sound = _is_level(level.rstrip(",")) and (not given or given[0] == "delivering")
    sound &= not apart or (len(apart) == 4 and apart[2] == "at" and _is_level(apart[3]))
    if unknown or not sound:
        hint = f"; there are {', '.join(CONDUCT)}" if unknown else ""
        raise Unreadable(f"keep is written as in {FORMS['keep']!r}{hint}")
    partner = place_of(rules.roster.names, apart[1], "seat") if apart else NONE
    return an_act(
        Verb.KEEP,
        partner=partner,
        draft=read_draft(rules, draft),
        clause=sum(1 << CONDUCT.index(name) for name in names),
        wording=int(level.rstrip(",")),
        wording2=int(apart[3]) if apart else NONE,
    )


def _is_level(text: str) -> bool:
    """Whether that is a whole number that an act has room for."""
    return text.isascii() and text.isdigit() and len(text) <= 4
