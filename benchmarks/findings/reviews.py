"""The two bundled GRUs on synthetic reviews, whose words have a known polarity, tested on reviews that are new to both."""
import json
import os
import subprocess
import sys

from claims import Claim
from sentiment import compare

MAKE_REVIEWS = os.path.join(os.path.dirname(__file__), "../../scripts/make-reviews")


def measure(program, _, models):
    folder = program.file("reviews")
    if not os.path.isdir(folder):
        subprocess.run([sys.executable, MAKE_REVIEWS, folder], check=True)
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
        grades = json.load(file)["polarity"]
    one, other = compare(program, models, os.path.join(folder, "balanced/test.tsv"), grades, 0, ("amazing", "abysmal")).values()
    return [Claim("accuracy of the balanced GRU", one["accuracy"], 0.965, 0.99),
            Claim("accuracy of the 3:1 GRU", other["accuracy"], 0.965, 0.99),
            Claim("recall of negative reviews, balanced less 3:1", one["recall"][0] - other["recall"][0], -0.01, 0.01, holds=False, of_training=False),
            Claim(f"polar words on the right side of two, balanced ({one['words']} words; claimed 0.93)", one["share"], 0.5, 0.75, holds=False, of_training=False),
            Claim(f"… and in the 3:1 GRU ({other['words']} words; claimed 10 points fewer)", other["share"], 0.85, 1, holds=False),
            Claim("polar words in the right two of three clusters, balanced", one["share_of_three"], 0.95, 1),
            Claim("… and in the 3:1 GRU", other["share_of_three"], 0.95, 1),
            Claim("amazing and abysmal answer opposed, balanced (r over units)", one["opposed"], -0.85, -0.4),
            Claim("… and in the 3:1 GRU", other["opposed"], -0.9, -0.5),
            Claim("at though the logit moves further to negative than in the swapped sentence, balanced (difference)",
                  one["though"][0] - one["though"][1], -20, -0.5),
            Claim("… and in the 3:1 GRU", other["though"][0] - other["though"][1], -20, -0.5)]
