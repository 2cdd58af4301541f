"""Sentiment GRUs trained on as many positive as negative reviews and on three times as many, on one text that is new to both."""
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


def right_side(program, analysis, odds):
    """Of the words with |log odds| > 1 among the 300 most frequent, the share that falls on the right one of two sides."""
    result = program.json("cocluster", analysis.path, "--clusters", 2, "--words", 300)
    sided = [(odds[word] > 0) == (label == 1) for word, label in zip(result["words"], result["word_labels"]) if abs(odds.get(word, 0)) > 1]
    return max(np.mean(sided), 1 - np.mean(sided)), len(sided)


def movement(program, model, text, word="though"):
    """How far the logit of positive less that of negative moves at a word."""
    path = program.file("trace.safetensors")
    program.run("trace", model, "--text", text, "--out", path)
    logits = read_safetensors(path)[0]["logits"]
    lead = np.concatenate([[0], logits[:, 1].astype(float) - logits[:, 0]])
    at = text.split().index(word)
    return lead[at + 1] - lead[at]


def measure(program, reference, models):
    corpus, reviews = common_set(program, reference)
    odds, results, claims = log_odds(reviews), {}, []
    for version in VERSIONS:
        model = models[version]
        tested = program.json("test", model, "--corpus", corpus)
        analysis = program.analysis(model, corpus)
        share, count = right_side(program, analysis, odds)
        results[version] = {"accuracy": tested["accuracy"], "recall": [of["recall"] for of in tested["classes"]], "share": share, "words": count,
                            "worst": analysis.correlation("layer0.h", "worst", "excellent"),
                            "though": [movement(program, model, text) for text in (SENTENCE, SWAPPED)]}
    one, other = (results[version] for version in VERSIONS)
    claims += [Claim("accuracy of the balanced GRU", one["accuracy"], 0.92, 0.95),
               Claim("accuracy of the 3:1 GRU", other["accuracy"], 0.905, 0.94),
               Claim("recall of negative reviews, balanced less 3:1", one["recall"][0] - other["recall"][0], 0.02, 0.15),
               Claim("recall of positive reviews, 3:1 less balanced", other["recall"][1] - one["recall"][1], 0.01, 0.12),
               Claim(f"sided words on the right side of two, balanced ({one['words']} words; claimed 0.93)", one["share"], 0.82, 0.93, holds=False),
               Claim(f"… and in the 3:1 GRU ({other['words']} words; claimed 10 points fewer)", other["share"], 0.85, 0.97, holds=False),
               Claim("worst and excellent answer opposed, balanced (r over units)", one["worst"], -0.45, -0.1),
               Claim("… and in the 3:1 GRU", other["worst"], -0.45, -0.1),
               Claim("at though the logit moves further to negative than in the swapped sentence, balanced (difference)",
                     one["though"][0] - one["though"][1], -20, -0.2),
               Claim("… and in the 3:1 GRU", other["though"][0] - other["though"][1], 0.2, 20, holds=False)]
    return claims
