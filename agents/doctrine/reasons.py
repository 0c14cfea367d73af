"""Why a delegation acts, in words, from the terms that produced the act.

The words name the term and its size in the doctrine's own unit: utils for what a text is worth, logits for what draws
a vote.  Nothing here decides anything: the same terms are computed again for the acts somebody asks about.
"""

from collections.abc import Callable

import numpy as np

from demarche.agents.doctrine.appeal import Change, appeal
from demarche.agents.doctrine.capital_reasons import ANSWERS, of_answer, of_conduct, of_signature
from demarche.agents.doctrine.consensus import likely_objectors
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.floor import WEIGHS, current
from demarche.agents.doctrine.letters import drive_of, own_gain
from demarche.agents.doctrine.proposing_reasons import of_invitation, of_reply
from demarche.agents.doctrine.tabling import expected_value, standing
from demarche.agents.doctrine.vote import Leaning, own_leaning, prospects
from demarche.agents.doctrine.worth import Worth, after, worth
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Ballot, Decision, Floats, Ints, Item, Stage, Status, Verb
from demarche.sim.view import View

SURE = 2.0
"""Logits from which an abstention, or a ballot the other way, is a surprise."""
SLIGHT = 0.25
"""Logits below which a term is not worth naming beside a stronger one."""

Words = list[str]
WORDS = {
    "help": ("the text promises help to states with little capacity", "it finds too little help in the text"),
    "duty": ("the duties are light", "the duties are deep and clear"),
    "lead": ("its own camp leads the text", "the other camp leads the text"),
    "place": ("it mostly votes with those who lead it", "it seldom votes with those who lead it"),
    "subject": ("it is readier for texts of this kind", "it is slow to agree to texts of this kind"),
    "usual": ("its usual votes on such texts", "its usual votes on such texts"),
    "bloc": ("the line of its bloc", "the line of its bloc"),
    "promise": ("a promise given in a deal", "a promise given in a deal"),
}
"""What draws a vote toward yes and toward no, in the words of a delegate, by the term of a leaning."""


def tell(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """The reason of each act (N, 8), as its seat would give it; empty where there is nothing to say."""
    told = [""] * view.asks
    for verb in np.unique(act[:, Item.VERB]):
        rows = np.flatnonzero(act[:, Item.VERB] == verb)
        how = TELLS.get(Verb(verb))
        if how is not None:
            for row, words in zip(rows, how(rules, doctrine, view.take(rows), act[rows]), strict=True):
                told[row] = words
    return told


def of_ballot(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a vote: the two terms that drew most toward it, and on the text the clause that did."""
    told = [""] * view.asks
    for stage in np.unique(view.stage):
        rows = np.flatnonzero(view.stage == stage)
        seen, ballot = view.take(rows), act[rows, Item.WORDING]
        if stage == Stage.VOTE:
            text = seen.public.text[seen.world]
            lean = own_leaning(rules, doctrine, seen, text, current(seen))
            found = worth(rules, doctrine.own_minds(seen), text)
            words = [vote_words(rules, lean, found, i, int(ballot[i])) for i in range(len(rows))]
        elif stage in (Stage.SIGNATURE, Stage.SIGNING):
            draft = current(seen) if stage == Stage.SIGNATURE else seen.public.turn[seen.world].astype(np.intp)
            words = of_signature(rules, doctrine, seen, draft)
        else:
            eta = WEIGHS[Stage(stage)](rules, doctrine, seen)
            words = [f"leans {e:+.1f} logits on what is put" for e in eta]
        for row, said in zip(rows, words, strict=True):
            told[row] = said
    return told


def vote_words(rules: Rules, lean: Leaning, found: Worth, row: int, ballot: int) -> str:
    """The reason of one vote on a whole text, of which `found` says by clause what it is worth."""
    if ballot == Ballot.ABSENT:
        return "not in the room"
    if ballot == Ballot.ABSTAIN:
        torn = "torn" if abs(lean.eta[row]) < SURE else "hesitates all the same"
        for_it, against = (_main_terms(rules, lean, found, row, sign) for sign in (1, -1))
        return f"{torn}: {lean.eta[row]:+.1f} logits, {for_it} against {against}"
    sign = 1 if ballot == Ballot.YES else -1
    if lean.eta[row] * sign < 0:
        slight = abs(lean.eta[row]) < SURE
        how = "within its margin of indifference" if slight else "against its own leaning, as happens by chance"
        return f"{how} ({lean.eta[row]:+.1f} logits)"
    return _main_terms(rules, lean, found, row, sign)


def _main_terms(rules: Rules, lean: Leaning, found: Worth, row: int, sign: int) -> str:
    """The one or two terms that pull most in a direction, in words."""
    names = ("text", "red", *WORDS)
    pulls = sorted(((float(getattr(lean, name)[row]) * sign, name) for name in names), reverse=True)
    strong = [(pull, name) for pull, name in pulls[:2] if pull > SLIGHT]
    if not strong:
        return "its readiness to agree" if sign > 0 else "nothing in it strong enough"
    return " and ".join(f"{term_words(rules, found, row, name, sign)} ({pull * sign:+.1f})" for pull, name in strong)


def term_words(rules: Rules, found: Worth, row: int, name: str, sign: int) -> str:
    """One term of a leaning in the words of a delegate."""
    if name == "text":
        clause = int((found.text[row] * sign).argmax())
        which = "nearer to" if sign > 0 else "further from"
        return f"the text is {which} its position, above all on {rules.book.titles[clause]}"
    if name == "red":
        return f"{rules.book.titles[int(found.red[row].argmin())]} crosses its red line"
    return WORDS[name][0 if sign > 0 else 1]


def of_proposal(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a wording proposed or an amendment: what the change would be worth."""
    draft = np.where(act[:, Item.DRAFT] == NONE, current(view), act[:, Item.DRAFT])
    gain = _change(rules, doctrine, view, draft, act[:, Item.CLAUSE], act[:, Item.WORDING])
    titles = [rules.book.titles[c] for c in act[:, Item.CLAUSE]]
    return [
        f"nearer to its position on {title}: worth {g:+.3f} utils to it" for title, g in zip(titles, gain, strict=True)
    ]


def of_letter(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a letter, one's own or another's: what its wording would be worth over that which it is against."""
    r, own = view.public, act[:, Item.VERB] == Verb.GATHER
    caller = np.where(own, view.seat, act[:, Item.PARTNER]).astype(np.intp)
    draft = np.where(own, act[:, Item.DRAFT], r.call[view.world, caller, 0]).astype(np.intp)
    clause, wording = r.letter[view.world, caller, draft].T
    clause, wording = np.where(own, act[:, Item.CLAUSE], clause), np.where(own, act[:, Item.WORDING], wording)
    drive = drive_of(view, draft, clause, wording)
    gain = own_gain(rules, doctrine.own_minds(view), r.wording[view.world, draft], drive)
    titles = [rules.book.titles[c] for c in drive.clause]
    return [f"its wording of {title} is worth {g:+.3f} utils to it" for title, g in zip(titles, gain, strict=True)]


def of_drafting(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a wording taken in: what it does to the room and to the pen-holder's own text."""
    draft = np.where(act[:, Item.DRAFT] == NONE, current(view), act[:, Item.DRAFT]).astype(np.intp)
    text = view.public.wording[view.world, draft]
    change = Change(act[:, Item.CLAUSE], act[:, Item.WORDING])
    own = _change(rules, doctrine, view, draft, change.clause, change.wording)
    gain = appeal(rules, doctrine, view, doctrine.own_minds(view), text, draft, change)
    how = ["leaves out" if w == ABSENT else "rewords" for w in change.wording]
    return [
        f"{does} {rules.book.titles[c]} to win over the room: "
        f"{o:+.3f} utils for its own text, {g:+.3f} with what it wins"
        for does, c, o, g in zip(how, change.clause, own, gain, strict=True)
    ]


def of_sponsoring(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a name put to a text or taken off it: its worth."""
    return _worth_words(rules, doctrine, view, act[:, Item.DRAFT], "the text is worth {:+.2f} utils to it")


def of_tabling(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of tabling or holding back: chance of passing, worth, votes against, price of a split."""
    if rules.decision != Decision.VOTE:
        return ["it has gone as far as drafting can take it"] * view.asks
    draft = act[:, Item.DRAFT].astype(np.intp)
    pocket = view.public.status[view.world, draft] == Status.POCKET
    text = np.where(pocket[:, None], rules.opened[draft], view.public.wording[view.world, draft])
    minds = doctrine.own_minds(view)
    value = worth(rules, minds, text, standing(rules, view, draft)).total
    expected = prospects(rules, doctrine, view.world, text, draft)
    ev = expected_value(rules, doctrine, view, minds, text, draft)
    return [
        f"worth {v:+.2f} utils, passes with chance {p:.2f}, {n:.0f} votes against to be expected, "
        f"price of a split {u:.2f}: in all {e:+.2f}"
        for v, p, n, u, e in zip(value, expected.passes, expected.against, minds.p.price_of_split, ev, strict=True)
    ]


def of_objection(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of blocking or standing aside: what the text costs, the worst of it, and who else would object."""
    text = view.public.text[view.world]
    found = worth(rules, doctrine.own_minds(view), text)
    by_clause = found.text + found.help + found.duty + found.red
    company = likely_objectors(rules, doctrine, view.world, text)
    company[np.arange(view.asks), view.seat] = False
    told = []
    for i in range(view.asks):
        worst = int(by_clause[i].argmin())
        crossed = "crosses its red line" if found.red[i, worst] < 0 else "is furthest from its position"
        others = int(company[i].sum())
        alone = f"{others} others likely to object" if others else "alone in its objection"
        told.append(
            f"{rules.book.titles[worst]} {crossed}; the text is worth {found.total[i]:+.2f} utils to it; {alone}"
        )
    return told


def of_division(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a request for a separate vote: the clause that hurts."""
    return [
        f"can do without {rules.book.titles[c]}, the part of the text that costs it most" for c in act[:, Item.CLAUSE]
    ]


def of_speech(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a statement: what is most at stake."""
    return [f"most at stake for it: {rules.book.titles[c]}" for c in act[:, Item.CLAUSE]]


def _worth_words(rules: Rules, doctrine: Doctrine, view: View, draft: Ints, words: str) -> Words:
    text = view.public.wording[view.world, draft]
    return [words.format(v) for v in worth(rules, doctrine.own_minds(view), text).total]


def _change(rules: Rules, doctrine: Doctrine, view: View, draft: Ints, clause: Ints, wording: Ints) -> Floats:
    """What a change of a draft is worth to each ask, (N,) utils."""
    text, minds = view.public.wording[view.world, draft], doctrine.own_minds(view)
    return worth(rules, minds, after(text, clause, wording)).total - worth(rules, minds, text).total


def _always(words: str) -> Callable[[Rules, Doctrine, View, Ints], Words]:
    return lambda rules, doctrine, view, act: [words] * view.asks


TELLS: dict[Verb, Callable[[Rules, Doctrine, View, Ints], Words]] = {
    Verb.SPEAK: of_speech,
    Verb.REPLY: _always("it was named"),
    Verb.PROPOSE: of_proposal,
    Verb.GATHER: of_letter,
    Verb.COSIGN: of_letter,
    Verb.SPONSOR: of_sponsoring,
    Verb.LEAVE: of_sponsoring,
    Verb.OFFER: _always("what it asks is worth more to it than what it gives"),
    Verb.ACCEPT: _always("what it gets is worth more to it than what it gives"),
    Verb.TAKE: of_drafting,
    Verb.TABLE: of_tabling,
    Verb.HOLD: of_tabling,
    Verb.WITHDRAW: _always("the text has no hope of passing"),
    Verb.MOVE: _always("it would rather there were no vote on this text"),
    Verb.FOR: _always("it is strongly for the motion"),
    Verb.AGAINST: _always("it is strongly against the motion"),
    Verb.AMEND: of_proposal,
    Verb.REVISE: of_drafting,
    Verb.DIVIDE: of_division,
    Verb.OBJECT: _always("it would keep its text whole"),
    Verb.ASK: _always("it would not have the text pass in silence"),
    Verb.CAST: of_ballot,
    Verb.BLOCK: of_objection,
    Verb.DISSOCIATE: of_objection,
    Verb.RECONSIDER: _always("it thinks the decision can be turned"),
    Verb.KEEP: of_conduct,
    **dict.fromkeys(ANSWERS, of_answer),
    Verb.INVITE: of_invitation,
    **dict.fromkeys((Verb.AGREE, Verb.DECLINE, Verb.COUNTER), of_reply),
}
