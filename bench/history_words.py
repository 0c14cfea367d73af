"""What docs/history.md says beside its figures."""

from demarche.scenarios.history.outcomes import PROBED, WORLDS

HEAD = """# Forecasts of real votes

Made by `python -m bench.history`; with `votes` or `scenarios` after it, only that part. `demarche backtest` computes
the same scores, with `--nested` the nested ones, and `demarche backtest --scenarios` those of scenarios.
`python -m demarche.scenarios.history.refit` refits the parameters in `scenarios/data/vote_fit.toml`, with their
priors and bootstrap intervals.

## The model

The game and the forecasts are one model: `demarche backtest` asks the functions by which the room votes
(`agents/doctrine/vote.py`, `expected`), with the numbers of `vote_fit.toml`, which stand nowhere else.
`docs/model.md` has the equations under *Vote*. A state leans by what the text is worth to it (its wordings, the help,
the duties, its red lines), by who leads the text, by where it stands in votes on *other* subjects before that year,
by facts about the text that are known before the vote, and by its own record of earlier votes; members of a bloc close
up; a text that welcomes the other camp's process turns noes into abstentions. A test holds the fit, which needs slopes
and so multiplies by itself, equal to the doctrine on each of the six votes. History knows nothing of deals and of who
sponsors a rival: in a forecast those terms are 0.

**Fitted**: thirteen numbers, by penalised maximum likelihood on the six contested votes of 2018-19, together with the
record of every state. **Judged**: their priors, the coding of every text, the positions of 32 states and the
discipline of blocs, which was set by people who knew the six votes and of which the fit keeps about 0.3. The prior of
`polite` (4 logits, spread 1) was set by people who knew that the European Union abstained on 74/29; with 74/29 left
out nothing else speaks of it, so that vote's score is in part a judgement in hindsight (what it is worth is under
*What was tried*).

**The record.** How far should a forecaster trust a state's own last votes over all the rest? As far as the six votes
say that such departures last. A record has three parts, for texts of the information-security camp, of the other, and
on crime; each is a share of one habit (1, -2.5 and 2 logits) and something of its own (1 logit). Those four numbers
are, to the nearest half, within a quarter of a unit of the highest marginal likelihood of the six votes (the second
table under *What was tried*). They were found on all six and then held, also where a vote is left out or 2019 is
forecast from 2018; the tables show how little they matter, and the nested score what choosing them costs. Which of a
state's votes stand in its record is a matter of dates: only those of earlier days.

**The reserve.** Some states abstain on whatever is contested. A record therefore has a fourth part, the *reserve*: the
logarithm of a factor on the width of abstention, of mean 0 and spread 0.4. The marginal likelihood is highest at a
spread of 0.5, and within half a unit of that at 0.4 and 0.6; 0.4 was taken because forecasts by a strictly earlier
record lose with more. A state without votes has the usual width.

**Two facts about a text** move every state alike, by one coefficient each. Their priors were argued from the votes of
2018 and before:

* *A text that founds a group before a running one has reported* (prior -0.25, spread 0.5). It asks states to give up
  work that they had agreed to, so those on the edge should abstain: the sign is negative. But in 2018 two rival groups
  were founded side by side and 77 states voted yes on both, so that duplication was minded little: the size is a
  quarter of a logit, and the spread twice that. Of the six votes 74/247 is such a text: the expert group on cybercrime
  of resolution 65/230 had a work plan to 2021.
* *A text whose group runs beside one of the other camp* (prior 0, spread 0.5). A second group costs small missions,
  which should cost votes; a text that leaves the other camp its group asks nobody to choose, which should win some.
  Neither argument is the stronger beforehand. Of the six votes 73/266, 74/28 and 74/29 are such texts.

## Leave one resolution out

Each vote is forecast with parameters and record from the other five. "Strictly earlier record" takes the parameters
from the other five but looks up only votes of earlier days: for 73/27 there are none. Forecasts of later votes from a
file (`--votes`) always use strictly earlier votes only, and "record frozen" shows them without any after the year.

**Nested**: the form of the model, the strength of the habits, the reserve and the prior of polite abstention were
chosen by people who knew all six votes. In that row each is chosen again from the votes that may be fitted on alone,
one choice after another from the plainest up, by log-loss where each of those votes is left out in turn.
"""
TRIED = """
## What was tried

`python -m bench.tried`, leave-one-out: the model with a term less, with one more, or with another record. A term
stays where votes are forecast worse without it, or where the game needs it and they are not. Help, duties, red lines
and blocs stay so: a delegation gives them as its reasons.

"""
WHY = """
* **Dropped**: the cubed pull of a leader's camp, which the first fit had; a readiness for one camp's texts; digital
  capacity; small missions; where a state stands in votes on other subjects whoever leads. None forecasts better.
* **Tried for abstention and dropped**: a width of abstention by position, place, development or the size of a mission;
  a reserve toward yes only; a share of abstentions that nothing explains (1 to 5 %); chances averaged over what is not
  known of a record; a point forecast that expects the highest macro-F1 instead of the likeliest vote. The first four
  found fewer abstentions or lost log-loss, the last lost accuracy. They were measured once and are not in the table.
* **The cue of a leader** (allies of the United States close up with it, those of Russia with it) does as well as
  blocs and no better. Blocs are what the game plays with, and how far each holds together is known.
* **Asymmetric discipline**: that some blocs hold together on one camp's texts only is judged (`blocs.toml`); taking
  it away changes little.
* **Pre-emption** rests on one vote, 74/247: its coefficient is mostly its prior. A prior of -1 with a spread of 1,
  measured once, costs 0.02 of log-loss on the mean of the six. **Sponsorship**: the long lists of sponsors are
  unverified.
* **Polite abstention** rests on one vote. With no idea of it beforehand nothing but 74/29 speaks of it, and what the
  mean loses in that row it loses on 74/29, left out.
"""
GAMES = f"""`demarche backtest --scenarios`: {WORLDS} worlds of seed 1 each.

**Null** is what somebody would expect who knew only how such texts had come out before the scenario's day, from
`scenarios/data/precedents.csv`: (k + 1) / (n + 2) for each text that has to. **Class** is what a row is worth as
evidence, the first of these that holds: *forced*, one number of the scenario that was set by hand, or the price of a
split, takes the share across a half (what is set of states and threats taken away; the price, the worth of being seen,
how binding texts are and the rounds of informals halved and doubled; {PROBED} worlds each); *tuned*, the one number of
the doctrine that was set with an eye to these rows moves it by more than 0.1 when it is set back (`unease`, 0.3 utils
against 0.5: to dissociate costs less than to object); *in sample*, the vote is fitted to what the row reports; *out of
sample*, none of these. All scenarios were
written by people who knew how they came out, so that even the last is no forecast.

**The price of a split** is one rule for all (`scenarios/precedents.py`): that of crossing a red line, halved where the
last group had ended without a report, halved where a text had been carried against twenty votes or more. **Hindsight**:
red lines that restate an outcome (`gge-2017`: the report's words on self-defence; `oewg-2025`: capacity building for
the United States) are in force only in the rows that say so. Without them the experts of 2017 agree, and the row
fails."""
LIMITS = """
## Limits

* Six votes are few. The form of the model was chosen on them, so these scores flatter it, as the nested row shows; the
  honest test is a file of votes that nobody here has seen.
* An interval by resolutions rests on six of them, and one by states takes the six as given: neither covers another
  year's texts.
* The hand-coded profiles were made by people who knew the outcomes: see the row of the other 161 states.
* The records of `scenarios/data/records.csv`, with which the game plays, look up earlier votes only, but the numbers
  by which they are read are fitted on all six. Scenarios of 2018 and 2019 are no forecasts.
* Totals expect 8.3 % of the members to be away, as they were in those six votes. In the game small missions without a
  view are away more often (judged).
* No tally later than 2019 is scored or looked at, not of scenarios either.
"""
RELIABLE = """Found: of those who voted so, the share for whom it was the likeliest; right: of those for whom it was,
the share who did.
"""
TALLIES = """Tallies, yes-no-abstain. CRPS is in votes, the mean over the three; the less the better. To the null every
earlier vote on the subject is as likely. The scenarios play a Main Committee, from which other states stay away than
from the plenary; both tallies are scored where both are confirmed.
"""
