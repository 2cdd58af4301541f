"""RNN, GRU and LSTM of one size on one text: how strongly and how variedly units answer to words."""
import numpy as np
from claims import Claim

STATES = {"rnn": ["h"], "gru": ["h"], "lstm": ["c", "h"]}


def strengths(analysis, layer, state):
    """Of the 500 most frequent words, over words and units: mean size of the expected response and mean standard deviation of
    the responses to a word, raw and divided by the unit's standard deviation of the state."""
    words = analysis.frequent(500)
    name = f"layer{layer}.{state}"
    mean, deviation = (np.abs(analysis[f"{name}.{of}"][words]).astype(float) for of in ("mean", "std"))
    unit = analysis[name + ".value.std"].astype(float)
    return {"strength": mean.mean(), "spread": deviation.mean(), "relative strength": (mean / unit).mean(),
            "relative spread": (deviation / unit).mean(), "state": unit.mean()}


def table(program, models):
    """{(cell, state, layer): strengths}"""
    result = {}
    for cell, states in STATES.items():
        analysis = program.analysis(models[cell])
        result |= {(cell, state, layer): strengths(analysis, layer, state) for layer in (0, 1) for state in states}
    return result


# Of layer 1, what training arrives at; an untrained network answers a tenth as strongly.
STRENGTH = {("rnn", "h"): (0.45, 0.65), ("gru", "h"): (0.23, 0.35), ("lstm", "h"): (0.1, 0.16), ("lstm", "c"): (0.2, 0.31)}
# Where the GRU's h lies on the way from the LSTM's h (0) to the RNN's h (1): measure, layer, band, whether it is between.
PLACES = [("strength", 0, 0.2, 0.6, True), ("strength", 1, 0.2, 0.6, True), ("spread", 0, 0.05, 0.35, True), ("spread", 1, 0.15, 0.5, True),
          ("relative strength", 1, -0.5, 0, False), ("relative spread", 1, -9, -1, False)]


def measure(program, reference, models):
    found = table(program, models)
    claims = [Claim(f"strength of the responses of {cell.upper()}'s {state}, layer 1", found[cell, state, 1]["strength"], low, high)
              for (cell, state), (low, high) in STRENGTH.items()]
    for what, layer, low, high, holds in PLACES:
        rnn, gru, lstm = (found[cell, "h", layer][what] for cell in ("rnn", "gru", "lstm"))
        claims.append(Claim(f"{what}, layer {layer}, h against h: the GRU ({gru:.3f}) between LSTM ({lstm:.3f}) and RNN ({rnn:.3f}), "
                            "from 0 to 1", (gru - lstm) / (rnn - lstm), low, high, holds, of_training=False))
    return claims
