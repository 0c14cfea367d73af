"""Every number of a doctrine: symbol, meaning, unit, default, range and origin, in one table.

The doctrines of demarche.agents.doctrine.profiles have some of these numbers otherwise.
"""

from demarche.sim.conduct import COUNTED_QUARTERS
from demarche.sim.parameter import Parameter, places

FITTED = "fitted to the contested votes of 2018-19"
"""Such a row has no default: its number stands in scenarios/data/vote_fit.toml, with its prior and interval."""
COUNTED = "counted in the contested votes of 2018-19"
PRICE_OF_SPLIT = "price_of_split"

# fmt: off
TABLE = (
    # what a text is worth
    Parameter("slack_vote", "φ", "share of distance that vague wording hides, in votes", "1", 0.3, 0, 1),
    Parameter("slack_consensus", "φ_c", "the same in consensus drafting and pacts", "1", 0.6, 0, 1),
    Parameter("slack_red", "φ_r", "share of a red line that vague wording hides", "1", 0.5, 0, 1),
    Parameter("vague_help", "λ", "share of promised help that vague wording takes away", "1", 0.7, 0, 1),
    Parameter("help", "b_C", "worth of help to a state without digital capacity", "utils", 0.3, 0, 3),
    Parameter("duty", "b_K", "cost of deep and clear duties to a state with the means to break them", "utils", 0.2,
              0, 2),
    Parameter("red_line", "ρ", "cost of a wording beyond a red line", "utils", 1.2, 0, 5),
    Parameter("instructions", "s", "spread of capitals' instructions around published positions", "1", 0.08, 0, 0.5),
    # the vote
    Parameter("base", "b_0", "readiness to vote yes", "logits", None, -5, 20, FITTED),
    Parameter("text", "b_T", "weight of the text in a vote", "logits per util", None, -5, 40, FITTED),
    Parameter("values", "b_V", "weight of help, duties and red lines in a vote", "logits per util", None, -5, 10,
              FITTED),
    Parameter("lead", "b_L", "pull of a leader of one's own camp", "logits", None, -5, 20, FITTED),
    Parameter("place_1", "m_1", "pull of a leader with whom one votes on other subjects, first axis", "logits", None,
              -10, 10, FITTED),
    Parameter("place_2", "m_2", "the same, second axis", "logits", None, -10, 10, FITTED),
    Parameter("crime", "k", "readiness added where the text is on crime", "logits", None, -10, 10, FITTED),
    Parameter("cohesion", "b_D", "share of a bloc's discipline by which its members' leanings close up", "1", None,
              0, 1, FITTED),
    Parameter("indifference", "h", "half-width of abstention", "logits", None, 0, 5, FITTED),
    Parameter("indifference_crime", "h_k", "added to it where the text is on crime", "logits", None, 0, 5, FITTED),
    Parameter("polite", "h_w", "what a no needs more where the text welcomes the other camp's process", "logits", None,
              0, 10, FITTED),
    Parameter("promise", "b_P", "pull of a promised ballot", "logits", 3.0, 0, 10),
    Parameter("favour", "b_F", "pull of each favour that came with it", "logits", 0.5, 0, 5),
    Parameter("rivalry", "b_R", "pull against a text by whoever sponsors its rival", "logits", 2.0, 0, 10),
    Parameter("away", "a_0", "chance of being out of the room", "1", 0.083, 0, 1, COUNTED),
    Parameter("away_small", "a_1", "added for a small mission without a view", "1", 0.10, 0, 1),
    # tabling and sponsoring
    Parameter("table_cost", "c_0", "cost of tabling", "utils", 0.02, 0, 2),
    Parameter("momentum", "c_2", "worth of seeing through what one has begun", "utils", 0.25, 0, 2),
    Parameter("split_cost", "c_1", "weight of a split in the decision to table", "1", 1.0, 0, 5),
    Parameter(PRICE_OF_SPLIT, "u", "price of breaking consensus; set by the scenario", "utils", 0.25, 0, 5),
    Parameter("a_split", "c_3", "votes against from which a text counts as splitting the house", "votes", 20.0, 0, 200),
    Parameter("split_softness", "c_4", "softness of that threshold", "votes", 3.0, 0.1, 50),
    Parameter("hopeless", "c_5", "chance of passing below which a pen-holder may withdraw its text", "1", 0.05, 0, 1),
    Parameter("withdrawing", "c_6", "chance that it then does", "1", 0.5, 0, 1),
    Parameter("sponsor_base", "g_0", "readiness to sponsor", "logits", -4.5, -15, 5),
    Parameter("sponsor_worth", "g_1", "weight of the text's worth in sponsoring", "logits per util", 6.0, 0, 40),
    Parameter("sponsor_lead", "g_2", "weight of the lead's camp in sponsoring", "logits", 2.5, 0, 10),
    Parameter("sponsor_bloc", "g_3", "weight of the share of one's bloc that sponsors", "logits", 2.0, 0, 10),
    Parameter("early", "g_4", "share of would-be sponsors who sign on in any one round of informals", "1", 0.10, 0, 1),
    # informals
    Parameter("voice", "v_0", "readiness to take the floor for a wording", "1", 0.35, 0, 1),
    Parameter("calm", "v_3", "readiness to lead that even the least active state has in informals", "1", 0.25, 0, 1),
    Parameter("naming", "v_2", "readiness to name the state whose text it dislikes", "1", 0.08, 0, 1),
    Parameter("stir", "v_1", "least gain worth proposing a wording for", "utils", 0.01, 0, 1),
    Parameter("concede", "κ", "chance of a concession in the last round", "1", 0.9, 0, 1),
    Parameter("patience", "τ", "rounds over which concessions fall by e, counted back from the last", "rounds",
              2.0, 0.1, 20),
    Parameter("two_sided", "κ_1", "share of the weight that must lie on either side of a wording for a room to be "
              "split over it", "1", 0.25, 0, 0.5),
    Parameter("lost_votes", "κ_2", "votes that a crossed red line costs, in the eyes of a pen-holder", "votes", 2.0,
              0, 20),
    Parameter("seconded", "κ_3", "seats that must have proposed a wording before a pen-holder looks at it", "states",
              2.0, 1, 50),
    Parameter("success", "μ", "worth to a pen-holder of a text that passes rather than fails", "utils", 0.6, 0, 5),
    Parameter("prestige", "μ_m", "worth to a pen-holder of the whole room on its side", "utils", 0.15, 0, 5),
    Parameter("blocker_worth", "μ_b", "worth to a pen-holder of one objection less", "utils", 0.10, 0, 5),
    Parameter("own_loss", "μ_0", "most a pen-holder gives away of its own text's worth in one concession", "utils",
              0.10, 0, 2),
    Parameter("scope", "μ_s", "cost of leaving out a clause or putting one in, by its share of the text", "utils",
              2.0, 0, 10),
    Parameter("reopening", "μ_r", "cost to a pen-holder of reopening a clause of its own text", "utils", 0.03, 0, 1),
    Parameter("support_worth", "d_1", "worth of another's support for a wording, as a share of the wording's", "1",
              0.15, 0, 1),
    Parameter("ballot_worth", "d_2", "worth to a pen-holder of one promised vote", "utils", 0.004, 0, 1),
    Parameter("favour_worth", "d_3", "worth of a favour to whoever receives it", "utils", 0.03, 0, 1),
    Parameter("favour_cost", "d_4", "cost of a favour to whoever grants it", "utils", 0.008, 0, 1),
    Parameter("dealing", "d_0", "readiness to offer a deal", "1", 0.15, 0, 1),
    Parameter("direct", "d_6", "chance that a vote is offered to the pen-holder rather than support to another", "1",
              0.5, 0, 1),
    Parameter("margin", "d_5", "least gain for which a deal is accepted", "utils", 0.0, -1, 1),
    Parameter("sight", "κ_0", "how many changes ahead a pen-holder weighs all there are; 0: two likely ones, and one "
              "ahead", "changes", 0.0, 0, 2),
    # on the ladder
    Parameter("zeal", "z_0", "readiness to amend or divide a text one dislikes", "1", 0.02, 0, 1),
    Parameter("stopping", "z_1", "readiness to move that no action be taken", "1", 0.10, 0, 1),
    Parameter("passing_over", "z_3", "readiness of one who would stop a text to have it passed over instead, where "
              "another was adopted", "1", 0.5, 0, 1),
    Parameter("hurrying", "z_4", "readiness of a sponsor to close the debate, as a share of that to stop a text", "1",
              0.5, 0, 1),
    Parameter("objecting", "z_5", "chance that a pen-holder objects to dividing its text", "1", 0.5, 0, 1),
    Parameter("alert", "z_6", "readiness to lead that even the least active state has when it may ask for a vote", "1",
              0.25, 0, 1),
    Parameter("favoured", "z_7", "margin, as a share of the room, above which a lost text is put to another vote",
              "1", 0.5, -1, 1),
    Parameter("ask_vote", "z_2", "readiness to ask for a recorded vote on a text one would reject", "1", 0.80, 0, 1),
    Parameter("loyalty", "b_S", "pull of one's sponsorship against unfriendly amendments", "logits", 3.0, 0, 10),
    Parameter("comity", "b_A", "deference to the pen-holder in votes on amendments and parts", "logits", 2.5, -5, 10),
    # consensus and signature
    Parameter("resolve", "ξ", "loss from which a state objects", "utils", 0.5, -1, 3),
    Parameter("unease", "ξ_a", "loss from which it dissociates, even where it would not object", "utils", 0.3, -1, 3),
    Parameter("heat", "T", "softness of that threshold, and of the decision to table", "utils", 0.06, 0.01, 2),
    Parameter("alone", "e_0", "chance that a lone objector stands aside instead", "1", 0.8, 0, 1),
    Parameter("company", "e_1", "others expected to object by which a state's sense of being alone falls by e",
              "states", 1.0, 0.1, 20),
    Parameter("expected", "e_2", "chance of objecting above which others count on a state to object", "1", 0.5, 0, 1),
    # capitals
    Parameter("sign_base", "a_0", "readiness to sign a pact", "logits", -4.0, -20, 10),
    Parameter("sign_similar", "a_1", "pull of similar positions", "logits", 3.0, 0, 20),
    Parameter("sign_pressure", "a_2", "pull of pressure from outside", "logits", 2.5, 0, 20),
    Parameter("sign_rival", "a_3", "pull of a common rival", "logits", 1.5, 0, 20),
    Parameter("sign_mistrust", "a_4", "weight of mistrust", "logits", 2.0, 0, 20),
    Parameter("sign_depth", "a_5", "weight of deep and clear duties between strong states", "logits", 1.5, 0, 20),
    Parameter("sign_threat", "a_6", "pull of sanctions held over one by the other", "logits", 4.0, 0, 20),
    Parameter("agree_base", "a_7", "readiness to agree to a pact that another state proposes", "logits", 0.0, -20, 10),
    Parameter("haggle", "a_8", "chance of answering such a pact with a change, though it would agree", "1", 0.2, 0, 1),
    Parameter("approach_pressure", "a_9", "share by which full pressure from outside raises approaches, of the state "
              "that makes them and of its partners", "1", 1.0, 0, 10),
    Parameter("pledge_base", "a_10", "readiness to propose a pledge against theft, a year", "logits", -6.0, -20, 10),
    Parameter("pledge_record", "a_11", "weight of operations reported before, in their logarithm", "logits", 1.2, 0,
              10),
    Parameter("pledge_threat", "a_12", "weight of the threats that it makes", "logits", 3.0, 0, 10),
    Parameter("pledge_example", "a_13", "weight of a like pact that a state of its regional group signed within two "
              "years", "logits", 3.5, 0, 10),
    Parameter("harm_theft", "h_1", "harm of theft for commercial advantage to its victim, over the gain", "1", 1.2,
              0, 10),
    Parameter("harm_espionage", "h_2", "the same of espionage", "1", 1.0, 0, 10),
    Parameter("harm_disruption", "h_3", "the same of disruption", "1", 3.0, 0, 10),
    Parameter("harm_information", "h_4", "the same of information operations", "1", 2.0, 0, 10),
    Parameter("discount", "δ", "weight of the next quarter against this one", "1", 0.9, 0, 0.99),
    Parameter("horizon", "T", "quarters for which a breach is punished, whole", "quarters", 4.0, 0, 16),
    Parameter("domestic", "b_d", "cost at home of breaking one's word, by audience and by how much the text binds", "1",
              0.2, 0, 10),
    Parameter("tolerance", "r_h", "share of what a text clearly covers that a party must hold back to keep it", "1",
              0.8, 0, 1),
    Parameter("contested", "w", "weight given to what a text covers arguably, when another does it", "1", 0.5, 0, 1),
    Parameter("broad", "w_0", "trust from which a state holds back from what a text covers arguably too; above 1 never",
              "1", 1.5, 0, 1.5),
    Parameter("doubt", "t_0", "belief below which a party is treated apart", "1", 0.35, 0, 1),
    Parameter("deliver", "m_0", "readiness to deliver a measure", "logits", -0.8, -10, 10),
    Parameter("deliver_trust", "m_1", "weight of trust in delivering", "logits", 1.5, 0, 10),
    Parameter("names", "e", "share of what is reported that a state ever names; what counts is its ratio to that of "
              "the doctrine that the state holds by default", "1", 0.21, 0, 1, COUNTED_QUARTERS),
    Parameter("proof", "r_p", "operations that it must be able to name a state for before it does", "operations", 1.0,
              1, 20),
    Parameter("speak_out", "r_4", "share of the operations that it can name a state for after which it does", "1", 1.0,
              0, 1),
    Parameter("state_publicly", "r_s", "share of accusations that are statements, with partners or alone", "1", 0.36,
              0, 1),
    Parameter("indict", "r_i", "share of accusations that are indictments", "1", 0.11, 0, 1, COUNTED_QUARTERS),
    Parameter("use_sanction", "r_0", "share of accusations of a state that use sanctions, where it holds them; else "
              "they are statements", "1", 0.08, 0, 1),
    Parameter("leave_pact", "r_2", "readiness to denounce a pact one despairs of", "1", 0.02, 0, 1),
    Parameter("despair", "t_1", "belief below which one does", "1", 0.12, 0, 1),
    Parameter("talk", "r_3", "readiness to consult about what cannot be named", "1", 0.05, 0, 1),
    Parameter("hit_back", "r_5", "readiness to retaliate against whoever one does not trust", "1", 0.03, 0, 1),
    Parameter("dare", "r_7", "cost over gain below which a capital orders an operation beside those that its services "
              "run; at 0 the rates hold all that is ordered", "1", 0.0, 0, 10),
    Parameter("protest", "r_6", "readiness to protest in private about what cannot be named", "1", 0.05, 0, 1),
)
# fmt: on

PLACES = places(TABLE)
