"""Measures the paper's claims on the reference models and the bundled ones, beside models of random weights.

    benchmarks/findings/findings.py build/release/src/cli/rnnvis ../shared [ptb|cells|sides|sentiment|reviews ...]

Needs Debian's python3-numpy, python3-sklearn and python3-torch. The claims with their numbers are in docs/findings.md.
"""
import argparse
import os
import tempfile

import cells
import ptb
import reviews
import sentiment
import sides
from program import Program, untrained

BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")  # In place of the reference's folder.
PTB = {cell: f"models/ptb-{cell}-200x2" for cell in ("rnn", "gru", "lstm")}
YELP = {version: f"models/yelp-gru-50-{version}" for version in sentiment.VERSIONS}
REVIEWS = {version: os.path.join(BUNDLED, f"models/reviews-gru-{version}") for version in sentiment.VERSIONS}
FINDINGS = {"ptb": (ptb.measure, {"lstm": PTB["lstm"]}), "cells": (cells.measure, PTB),
            "sides": (sides.measure, {cell: PTB[cell] for cell in ("rnn", "lstm")}),
            "sentiment": (sentiment.measure, YELP), "reviews": (reviews.measure, REVIEWS)}


def claims_of(finding, rnnvis, reference, trained=True):
    """The claims of one finding, measured; on models of random weights where `trained` is false."""
    measure, names = FINDINGS[finding]
    with tempfile.TemporaryDirectory() as folder:
        models = {key: os.path.join(os.path.abspath(reference), name) for key, name in names.items()}
        if not trained:
            models = {key: untrained(model, folder) for key, model in models.items()}
        return measure(Program(os.path.abspath(rnnvis), folder), reference, models)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rnnvis")
    parser.add_argument("reference")
    parser.add_argument("findings", nargs="*", choices=[[], *FINDINGS], default=[])
    options = parser.parse_args()
    for finding in options.findings or FINDINGS:
        print(f"\n{finding}\n| claim | holds | measured | band | untrained |\n|---|---|---|---|---|")
        pairs = zip(*(claims_of(finding, options.rnnvis, options.reference, trained) for trained in (True, False)))
        for claim, other in pairs:
            print(f"| {claim.text} | {'yes' if claim.holds else 'no'} | {claim.value:.3f} | {claim.low:g} to {claim.high:g} | {other.value:.3f} |")


if __name__ == "__main__":
    main()
