"""Sentiment GRUs trained on as many positive as negative reviews and on three times as many, on one text that is new to both."""
import itertools
import os
import random
from collections import Counter

import numpy as np
from claims import Claim
from program import read_safetensors

VERSIONS = ("balanced", "unbalanced")
SENTENCE = "i love the food , though the staff is not helpful"
SWAPPED = "the staff is not helpful , though i love the food"
PER_CLASS = 4000


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def common_set(program, reference):
    """A corpus of label<TAB>text with 4,000 sentences of each class that neither model was trained, chosen or tested on."""
    known = {text for version in VERSIONS for split in ("train", "valid", "test")
             for _, text in read(os.path.join(reference, f"models/yelp-gru-50-{version}/{split}.tsv"))}
    chance, lines = random.Random(1), []
    for number, label in enumerate(("negative", "positive")):
        with open(os.path.join(reference, f"data/yelp/sentiment.dev.{number}"), encoding="utf-8") as file:
            new = sorted({line.strip() for line in file} - known)
        chance.shuffle(new)
        lines += [(label, text) for text in new[:PER_CLASS]]
    path = program.file("common.tsv")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{label}\t{text}\n" for label, text in lines)
    return path, lines


def log_odds(reviews):
    """Of each word, log of how much more often positive reviews have it than negative ones, half a review added to each."""
    having, total = Counter(), Counter(label for label, _ in reviews)
    for label, text in reviews:
        having.update((word, label) for word in set(text.split()))
    rate = lambda word, label: (having[word, label] + 0.5) / (total[label] + 1)
    return {word: np.log(rate(word, "positive") / rate(word, "negative")) for word, _ in having}


def right_side(program, analysis, sides, least, clusters=2):
    """Of the words among the 300 most frequent that lie beyond `least` on a scale, the share in the right one of two clusters, out of so many."""
    result = program.json("cocluster", analysis.path, "--clusters", clusters, "--words", 300)
    sided = [(sides[word] > 0, label)
             for word, label in zip(result["words"], result["word_labels"]) if abs(sides.get(word, 0)) > least]
    right = max(sum(label == (one if positive else other) for positive, label in sided)
                for one, other in itertools.permutations(range(clusters), 2))
    return right / len(sided), len(sided)


def movement(program, model, text, word="though"):
    """How far the logit of positive less that of negative moves at a word."""
    path = program.file("trace.safetensors")
    program.run("trace", model, "--text", text, "--out", path)
    logits = read_safetensors(path)[0]["logits"]
    lead = np.concatenate([[0], logits[:, 1].astype(float) - logits[:, 0]])
    at = text.split().index(word)
    return lead[at + 1] - lead[at]


def compare(program, models, corpus, sides, least, opposed):
    """What both versions make of one text, by version."""
    results = {}
    for version in VERSIONS:
        tested = program.json("test", models[version], "--corpus", corpus)
        analysis = program.analysis(models[version], corpus)
        share, count = right_side(program, analysis, sides, least)
        results[version] = {"accuracy": tested["accuracy"], "recall": [of["recall"] for of in tested["classes"]], "share": share, "words": count,
                            "share_of_three": right_side(program, analysis, sides, least, 3)[0],
                            "opposed": analysis.correlation("layer0.h", *opposed),
                            "though": [movement(program, models[version], text) for text in (SENTENCE, SWAPPED)]}
    return results


def measure(program, reference, models):
    corpus, sentences = common_set(program, reference)
    one, other = compare(program, models, corpus, log_odds(sentences), 1, ("worst", "excellent")).values()
    return [Claim("accuracy of the balanced GRU", one["accuracy"], 0.92, 0.95),
            Claim("accuracy of the 3:1 GRU", other["accuracy"], 0.905, 0.94),
            Claim("recall of negative sentences, balanced less 3:1", one["recall"][0] - other["recall"][0], 0.02, 0.15),
            Claim("recall of positive sentences, 3:1 less balanced", other["recall"][1] - one["recall"][1], 0.01, 0.12),
            Claim(f"sided words on the right side of two, balanced ({one['words']} words; claimed 0.93)", one["share"], 0.82, 0.93, holds=False),
            Claim(f"… and in the 3:1 GRU ({other['words']} words; claimed 10 points fewer)", other["share"], 0.85, 0.97, holds=False),
            Claim("worst and excellent answer opposed, balanced (r over units)", one["opposed"], -0.45, -0.1),
            Claim("… and in the 3:1 GRU", other["opposed"], -0.45, -0.1),
            Claim("at though the logit moves further to negative than in the swapped sentence, balanced (difference)",
                  one["though"][0] - one["though"][1], -20, -0.2),
            Claim("… and in the 3:1 GRU", other["though"][0] - other["though"][1], 0.2, 20, holds=False)]
