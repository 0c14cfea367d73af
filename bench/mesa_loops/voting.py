"""How delegations lean on a text, how the room is expected to, and how a vote is taken."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.mesa_loops.country import Bloc, Country, Terms, logistic
from bench.mesa_loops.delegation import Delegation, terms_of
from bench.mesa_loops.draft import Draft

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

YES, NO, ABSTAIN, ABSENT = BALLOTS = ("yes", "no", "abstain", "absent")
CALLS_AT_MOST = 2


class Leaning(NamedTuple):
    """How a delegation leans on a text: eta, and the terms that drew it, all in logits."""

    eta: float
    text: float
    help: float
    duty: float
    red: float
    lead: float
    bloc: float
    promise: float


class Edges(NamedTuple):
    """Logits that a yes and a no each need."""

    yes: float
    no: float


class Prospects(NamedTuple):
    """What a text can expect: P(adopted), yes less no as a share of the room, votes against."""

    passes: float
    margin: float
    against: float


def drawn(who: Country, mean: float, draft: Draft) -> float:
    """Logits by which a state is drawn before it has read a text: by who leads it, and by its own earlier votes."""
    p, (first, second) = who.p, who.place
    pull = p.lead * mean + p.place_1 * first + p.place_2 * second
    return float(draft.lead * pull + draft.usual[who.seat])


def subject(who: Country, draft: Draft) -> float:
    """Its readiness for texts of that kind."""
    return float(who.p.crime) if draft.crime else 0.0


def alone(who: Country, mean: float, found: Terms, draft: Draft) -> float:
    """How a state leans on a text before its bloc has met."""
    p = who.p
    read = p.text * found.text + p.values * (found.help + found.duty + found.red)
    return float(p.base + read + drawn(who, mean, draft) + subject(who, draft))


def edges(p: Any, draft: Draft) -> Edges:
    """What a yes and a no need in a vote on a whole text."""
    h = p.indifference + (p.indifference_crime if draft.crime else 0.0)
    return Edges(h, h + (p.polite if draft.welcomes else 0.0))


def chances(eta: float, edge: Edges) -> tuple[float, float]:
    """P(yes) and P(no); the rest abstains."""
    return logistic(eta - edge.yes), logistic(-edge.no - eta)


def published(model: "Assembly", draft: Draft, text: list[int]) -> list[float]:
    """How everybody is expected to lean on a text, each by itself, by what is published. Looked up if known."""
    key = (draft.number, tuple(text))
    if key not in model.known:
        clauses = model.facts.clauses
        model.known[key] = [
            alone(country, country.mean, terms_of(clauses, country.terms, text), draft)
            for country in model.facts.countries
        ]
    return model.known[key]


def discipline(who: Country, draft: Draft) -> float:
    """How closely a state follows its bloc on a draft."""
    return who.bloc.discipline[draft.lead + 1] if who.bloc else 0.0


def line_of(bloc: Bloc, eta: list[float]) -> float:
    """The mean of a bloc's members."""
    return sum(eta[seat] for seat in bloc.members) / len(bloc.members)


def room(model: "Assembly", draft: Draft, text: list[int]) -> list[float]:
    """How everybody is expected to lean once the blocs have met."""
    eta = published(model, draft, text)
    lines: dict[str, float] = {}
    met = []
    for seat, country in enumerate(model.facts.countries):
        if country.bloc is None:
            met.append(eta[seat])
            continue
        if country.bloc.name not in lines:
            lines[country.bloc.name] = line_of(country.bloc, eta)
        close = country.p.cohesion * discipline(country, draft)
        met.append(eta[seat] + close * (lines[country.bloc.name] - eta[seat]))
    return met


def prospects(model: "Assembly", draft: Draft, text: list[int]) -> Prospects:
    """What a text can expect in a vote, by the normal approximation in the logistic nearest to it."""
    margin = variance = against = 0.0
    for country, eta in zip(model.facts.countries, room(model, draft, text), strict=True):
        yes, no = chances(eta, edges(country.p, draft))
        margin += yes - no
        variance += yes + no - (yes - no) ** 2
        against += no
    passes = logistic(1.702 * margin / math.sqrt(max(variance, 0.25)))
    return Prospects(passes, margin / len(model.facts.countries), against)


def leaning(delegation: Delegation, draft: Draft, text: list[int]) -> Leaning:
    """How a delegation leans on a text after its bloc has met and its promises are remembered."""
    model, who, p = delegation.model, delegation.country, delegation.p
    found = terms_of(model.facts.clauses, delegation.terms, text)
    eta = alone(who, delegation.mean, found, draft)
    shift = 0.0
    if who.bloc is not None and discipline(who, draft) > 0:
        line = line_of(who.bloc, published(model, draft, text))
        shift = p.cohesion * discipline(who, draft) * (line - eta)
    kept = 0.0
    if draft.number in delegation.promised:
        kept = p.promise + p.favour * delegation.promised[draft.number]
    rivals = [other for other in model.drafts if other.lead * draft.lead < 0]
    backs_another = any(delegation.seat in other.sponsors for other in rivals)
    against = -p.rivalry if backs_another and delegation.seat not in draft.sponsors else 0.0
    return Leaning(
        eta=eta + shift + kept + against,
        text=p.text * found.text + subject(who, draft),
        help=p.values * found.help,
        duty=p.values * found.duty,
        red=p.values * found.red,
        lead=drawn(who, delegation.mean, draft) + against,
        bloc=shift,
        promise=kept,
    )


def call_the_vote(
    model: "Assembly", draft: Draft, weigh: Callable[[Delegation], float], *, whole: bool = False
) -> dict[int, str] | None:
    """Everybody's ballots by seat, by how they lean; None where a majority was absent, twice.

    whole: the vote is on the text itself, and its edges count; on all else, those of indifference.
    """

    def edge_of(d: Delegation) -> Edges:
        return edges(d.p, draft) if whole else Edges(d.p.indifference, d.p.indifference)

    for _ in range(CALLS_AT_MOST):
        shared = model.draw_shared()
        ballots = {d.seat: ballot(d, draft, weigh(d), edge_of(d), shared) for d in model.delegations}
        if sum(b != ABSENT for b in ballots.values()) >= len(model.delegations) // 2 + 1:
            return ballots
    draft.status = "no quorum"
    return None


def ballot(delegation: Delegation, draft: Draft, eta: float, edge: Edges, shared: dict[str, list[float]]) -> str:
    """One ballot. Members of a bloc share the draw that decides, as often as they share its line."""
    p, draw = delegation.p, delegation.random.random
    stays = delegation.seat in draft.sponsors or delegation.seat == draft.pen
    away = p.away
    if delegation.country.capacity < 2 and abs(eta) < p.indifference:
        away += p.away_small
    if draw() < away and not stays:
        return ABSENT
    yes, no = chances(eta, edge)
    follows = draw() < discipline(delegation.country, draft)
    u = shared[delegation.line][0] if follows else draw()
    if u < yes:
        return YES
    return NO if u >= 1 - no else ABSTAIN


def carries(ballots: dict[int, str]) -> bool:
    """Whether more voted yes than no."""
    cast = list(ballots.values())
    return cast.count(YES) > cast.count(NO)
