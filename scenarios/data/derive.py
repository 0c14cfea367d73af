"""Makes positions.csv and positions_fit.toml from the other tables: `python -m demarche.scenarios.data.derive`.

32 states were coded by hand. The other 161 are placed by ridge regression on where they stand in roll calls on *other*
subjects and on their blocs, fitted on the 32. No vote on information security is used, here or in those ideal points.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from demarche.scenarios.data import facts
from demarche.scenarios.data.maps import WINDOWS, memberships, placed, turned
from demarche.scenarios.data.regress import Fit, Floats, best_ridge
from demarche.scenarios.entries import TOP_TIER
from demarche.scenarios.reading.toml import parse_toml
from demarche.scenarios.tables import DATA, blocs, dimensions, members, profiles

PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
TRAITS = ("vulnerability", "audience")
TIERS = ("offence", "attribution")
PLACE = ("place_1", "place_2")
INHERIT = 0.8  # a bloc at least this disciplined shares its red lines; judged
WITNESSES = 2  # where at least so many of its members are profiled; judged
INPUTS = ("states.toml", "blocs.toml", "members.csv", "ideal_points.csv", "capability.csv", "incidents.csv")
FORMULA = (
    "z = two ideal points over their common spread; f = (z, EU, NATO or Five Eyes, SCO 2011 or CSTO, NAM); "
    "all features but z are over their spread among the profiles; "
    "position = ridge(f) clipped to [-1, 1]; salience = ridge(f, |z|^2, development) clipped to [0, 1]; "
    "vulnerability and audience = ridge(f, development) clipped to [0, 1]; "
    "offence and attribution = ridge(log CINC, log(1 + incidents begun)) of tier / 4, clipped to [0, 1]; "
    "profiled states keep their profile"
)


@dataclass(frozen=True, slots=True)
class Derived:
    """One window of all members. values by column name, each (193,); fits by kind; used (193,) window of each row."""

    used: tuple[str, ...]
    values: dict[str, Floats]
    capacity: tuple[int, ...]
    fits: dict[str, Fit]


def inherited_red_lines() -> dict[str, tuple[str, ...]]:
    """Red lines of all members: the profile's own, else those common to all profiles of a disciplined bloc."""
    lines = {iso3: profiles()[iso3].red_lines if iso3 in profiles() else () for iso3 in members()}
    for bloc in blocs():
        coded = [profile for iso3, profile in profiles().items() if iso3 in bloc.members]
        if bloc.discipline >= INHERIT and len(coded) >= WITNESSES:
            common = tuple(w for w in coded[0].red_lines if all(w in profile.red_lines for profile in coded))
            for iso3 in bloc.members - profiles().keys():
                lines[iso3] = tuple(dict.fromkeys(lines[iso3] + common))
    return lines


def derive(window: str) -> Derived:
    """Every number of one window: fitted on the profiles, predicted for the rest."""
    year = WINDOWS[window]
    used, map_ = placed(window)
    poor = facts.development(year)
    blocs_ = _over_spread(memberships())
    features = {
        "position": np.column_stack([map_, blocs_]),
        "salience": np.column_stack([map_, blocs_, _over_spread(np.column_stack([(map_**2).sum(axis=1), poor]))]),
        "trait": np.column_stack([map_, blocs_, _over_spread(poor)]),
        "tier": _over_spread(np.column_stack([facts.size(year), facts.operations()])),
    }
    values: dict[str, Floats] = {"development": poor, "propensity": _propensity(year)}
    values |= {name: turned(window)[:, axis] for axis, name in enumerate(PLACE)}
    fits = {}
    for kind, (names, targets) in _targets().items():
        fits[kind] = best_ridge(features[kind][_coded()], targets, PENALTIES)
        column = np.clip(fits[kind].predict(features[kind]), -1.0 if kind == "position" else 0.0, 1.0)
        column[_coded()] = targets
        values |= {name: column[:, t] for t, name in enumerate(names)}
    return Derived(used, values, tuple(facts.capacity(year)), fits)


@cache
def _coded() -> list[int]:
    return [row for row, iso3 in enumerate(members()) if iso3 in profiles()]


def _targets() -> dict[str, tuple[tuple[str, ...], Floats]]:
    coded = [profiles()[iso3] for iso3 in members() if iso3 in profiles()]
    tiers = np.array([[p.offence_tier, p.attribution_tier] for p in coded])
    return {
        "position": (tuple(f"position_{dim}" for dim in dimensions()), np.array([p.position for p in coded])),
        "salience": (tuple(f"salience_{dim}" for dim in dimensions()), np.array([p.salience for p in coded])),
        "trait": (TRAITS, np.array([[p.vulnerability, p.audience] for p in coded])),
        "tier": (TIERS, tiers / TOP_TIER),
    }


def _over_spread(features: Floats) -> Floats:
    """Features over their standard deviation among the profiles, so that one penalty bears on all alike."""
    return np.asarray(features / features[_coded()].std(axis=0))


def _propensity(year: int) -> Floats:
    ready = facts.propensity(year)
    for row, iso3 in enumerate(members()):
        if iso3 in profiles():
            ready[row] = profiles()[iso3].propensity
    return ready


def positions_csv() -> str:
    """The text of positions.csv: a row per window and member, numbers to four decimals."""
    kinds = [name for prefix in ("position", "salience") for name in (f"{prefix}_{dim}" for dim in dimensions())]
    columns = [*kinds, "vulnerability", "development", *TIERS, "audience", "propensity", *PLACE]
    lines = [",".join(["iso3", "window", "window_used", *columns, "capacity", "red_lines"])]
    red_lines = inherited_red_lines()
    for window in WINDOWS:
        one = derive(window)
        for row, iso3 in enumerate(members()):
            numbers = [f"{round(float(one.values[name][row]), 4) + 0.0:.4f}" for name in columns]
            last = [str(one.capacity[row]), " ".join(red_lines[iso3])]
            lines.append(",".join([iso3, window, one.used[row], *numbers, *last]))
    return "\n".join(lines) + "\n"


def fit_toml(date: dt.date) -> str:
    """The text of positions_fit.toml: how well each window was fitted, on which data, by which formula."""
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in INPUTS)).hexdigest()
    head = [
        "# Made by scenarios/data/derive.py. loo is the root mean square error with each profile left out in turn,",
        "# spread the standard deviation of the 32 profiles: a loo as large as the spread has learnt nothing.",
        "",
        f"date = {date}",
        f'data_sha256 = "{digest}"  # of {", ".join(INPUTS)}',
        f"n = {len(profiles())}",
        f"penalties = {list(PENALTIES)}  # the one with the least loo_all was taken",
        f'formula = "{FORMULA}"',
    ]
    return "\n".join([*head, *_fit_lines()]) + "\n"


def _fit_lines() -> Iterator[str]:
    for window in WINDOWS:
        for kind, fit in derive(window).fits.items():
            names, targets = _targets()[kind]
            yield f"\n[windows.{window}.{kind}]"
            yield f"penalty = {fit.penalty}"
            yield f"loo_all = {fit.rmse:.4f}"
            for label, numbers in (("r2", fit.r2), ("loo", fit.loo), ("spread", targets.std(axis=0))):
                each = (f"{name.removeprefix(f'{kind}_')} = {x:.4f}" for name, x in zip(names, numbers, strict=True))
                yield f"{label} = {{ {', '.join(each)} }}"


def main() -> None:
    """Write both files. The date stays while nothing else in the fit has changed: a second run changes no byte."""
    fit_file = DATA / "positions_fit.toml"
    old = fit_file.read_text(encoding="utf-8") if fit_file.exists() else ""
    dated = parse_toml(old, fit_file)["date"] if old else None
    unchanged = dated is not None and fit_toml(dated) == old
    fit_file.write_text(old if unchanged else fit_toml(dt.date.today()), encoding="utf-8", newline="\n")
    (DATA / "positions.csv").write_text(positions_csv(), encoding="utf-8", newline="\n")
    for window in WINDOWS:
        fit = derive(window).fits["position"]
        print(f"{window:12} position: penalty {fit.penalty:g}, r2 {fit.r2.mean():.2f}, leave-one-out {fit.rmse:.3f}")


if __name__ == "__main__":
    main()
