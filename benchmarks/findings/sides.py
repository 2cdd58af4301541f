"""RNN against LSTM of one size on one text, side by side (`rnnvis compare`), h of layer 1."""
from claims import Claim

# What, how it is read from the comparison, band; measured on the reference models, a network of random weights lies outside.
CLAIMS = [
    ("the RNN answers more strongly, times as strongly", lambda d: mean(d, "strength", "a") / mean(d, "strength", "b"), 3.5, 5.5),
    ("… and per deviation of the state, share of the words", lambda d: 1 - d["measures"]["relative_strength"]["higher_in_b"], 0.88, 1),
    ("the LSTM answers more sparsely, share of the words", lambda d: d["measures"]["sparsity"]["higher_in_b"], 0.97, 1),
    ("the top layers hold alike what they hold (CKA)", lambda d: d["cka"][1][1], 0.5, 0.63),
    ("units have a counterpart (mean |r| of the matched)", lambda d: d["unit_matching"]["mean_correlation"], 0.18, 0.26),
    ("… and answer alike (similarity of words, matched)", lambda d: d["matched_similarity"], 0.28, 0.42),
    ("… more so after a rotation", lambda d: d["rotated_similarity"], 0.58, 0.72),
    ("words end in the same clusters (adjusted Rand index)", lambda d: d["cluster_agreement"], 0.2, 0.45),
    ("loss of the LSTM less the RNN's, nats", lambda d: d["predictions"]["loss"]["difference"], -0.25, -0.17),
    ("… of nouns", lambda d: tag(d, "noun"), -0.4, -0.27),
    ("… of conjunctions", lambda d: tag(d, "conjunction"), -0.06, 0.06),
]
# Untrained networks do not differ in what they predict either.
NOT_OF_TRAINING = {"… of conjunctions"}


def mean(comparison, measure, side):
    return comparison["measures"][measure]["mean"][side]


def tag(comparison, name):
    return next(t["difference"] for t in comparison["predictions"]["parts_of_speech"] if t["part_of_speech"] == name)


def measure(program, reference, models):
    found = program.json("compare", models["rnn"], models["lstm"], "--state", "h")
    return [Claim(text, value(found), low, high, of_training=text not in NOT_OF_TRAINING) for text, value, low, high in CLAIMS]
