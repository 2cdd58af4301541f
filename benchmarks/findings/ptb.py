"""Penn Treebank: which words units answer to alike, and how the layers differ."""
import json
from collections import Counter

import numpy as np
from claims import Claim
from program import Analysis, load_weights
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score

PAIRS = [("he", "she", 0.9, 1), ("his", "her", 0.85, 1), ("these", "those", 0.65, 1), ("when", "where", 0.6, 1), ("he", "for", -0.5, 0.1)]
GROUPS = ["with for by as".split(), "would could should will".split()]
SEEDS = range(1, 6)
CLUSTERS = 10


def sparseness(values):
    """Hoyer's (2004) of each row: 1 where one entry is all, 0 where all are equal."""
    root = np.sqrt(values.shape[1])
    return (root - np.abs(values).sum(1) / np.linalg.norm(values, axis=1)) / (root - 1)


def tags(program, model):
    """Most frequent part of speech of each word of the test text, as `rnnvis tag` has it."""
    found = {}
    for line in program.run("tag", "--model", model, "--corpus", "test", "--json").splitlines():
        sentence = json.loads(line)
        for word, tag in zip(sentence["tokens"], sentence["tags"]):
            found.setdefault(word, Counter())[tag] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in found.items()}


def clusterings(program, analysis, layer, words):
    return [program.json("cocluster", analysis.path, "--layer", layer, "--words", words, "--clusters", CLUSTERS, "--seed", seed)
            for seed in SEEDS]


def agreement(labels, words, tag_of):
    return adjusted_mutual_info_score([tag_of[word] for word in words], labels)


def group_purity(program, analysis):
    """Of each group the share of its words in the cloud that most of them are in, and whether the groups' clouds differ."""
    result = program.json("cocluster", analysis.path, "--clusters", CLUSTERS)
    label = dict(zip(result["words"], result["word_labels"]))
    clouds = [Counter(label[word] for word in group).most_common(1)[0] for group in GROUPS]
    return [count / len(group) for (_, count), group in zip(clouds, GROUPS)], clouds[0][0] != clouds[1][0]


def opposed(program, model):
    """buy and sell in both halves of the text: correlation over units, and of the unit that tells them apart best the size
    of its smallest response, 0 where no unit's signs are opposite in both halves alike."""
    program.run("analyze", model, "--split", "halves", "--samples", 1, "--out", program.file("half.rnnvis"))
    halves = [Analysis(program.file(f"half.{part}.rnnvis")) for part in ("first", "second")]
    responses = np.array([[half.mean("layer1.c", word) for word in ("buy", "sell")] for half in halves])
    signs = np.sign(responses)
    apart = (signs[:, 0] != signs[:, 1]).all(0) & (signs[0] == signs[1]).all(0)
    size = np.abs(responses).min((0, 1)) * apart
    return min(np.corrcoef(*half)[0, 1] for half in responses), int(size.argmax()), size, int(apart.sum())


def measure(program, reference, models):
    model = models["lstm"]
    analysis = program.analysis(model)
    claims = [Claim(f"{one} and {other} answer {'alike' if high == 1 else 'otherwise'} (r over units)",
                    analysis.correlation("layer1.c", one, other), low, high) for one, other, low, high in PAIRS]
    purities, differ = group_purity(program, analysis)
    for group, purity in zip(GROUPS, purities):
        claims.append(Claim("{" + ", ".join(group) + "} end in one cloud of their own (share of them; 0 where both groups share one)",
                            purity * differ, 1, 1))
    tag_of = tags(program, model)
    layers = [clusterings(program, analysis, layer, 1000) for layer in (0, 1)]
    words = [word for word in layers[0][0]["words"] if word in tag_of]
    scores = [np.mean([agreement([label for word, label in zip(each["words"], each["word_labels"]) if word in tag_of], words, tag_of)
                       for each in of]) for of in layers]
    embedding = next(weights for weights in load_weights(model).values() if weights.shape[0] == len(analysis.words))
    vectors = embedding[[analysis.place[word] for word in words]]
    of_embedding = np.mean([agreement(KMeans(CLUSTERS, n_init=10, random_state=seed).fit_predict(vectors), words, tag_of) for seed in SEEDS])
    claims += [Claim("clusters of 1,000 words agree with part of speech in layer 1 (AMI)", scores[1], 0.33, 0.42),
               Claim("… better than in layer 0 (difference)", scores[1] - scores[0], 0.05, 0.2),
               Claim("… and than clusters of the embedding (difference)", scores[1] - of_embedding, 0.03, 0.15)]
    spread = [np.mean([np.std(np.bincount(each["unit_labels"], minlength=CLUSTERS)) for each in of]) * CLUSTERS / analysis["layer0.c.mean"].shape[1]
              for of in layers]
    claims.append(Claim("chips of layer 0 are more balanced in size (coefficient of variation, layer 1 less layer 0)",
                        spread[1] - spread[0], -0.05, 0.15, holds=False, of_training=False))
    frequent = analysis.frequent(500)
    sparse = [sparseness(analysis[f"layer{layer}.c.mean"][frequent].astype(float)).mean() for layer in (0, 1)]
    claims += [Claim("layer 1 answers sparsely (Hoyer, mean of 500 words)", sparse[1], 0.31, 0.36),
               Claim("… more so than layer 0 (difference)", sparse[1] - sparse[0], 0.06, 0.13)]
    alike, unit, size, count = opposed(program, model)
    claims += [Claim("buy and sell answer alike over the units (r, smaller of two halves of the text)", alike, 0.7, 0.95),
               Claim(f"… yet a unit answers to them with opposite signs in both halves (unit {unit} of {count}; smallest response)",
                     size[unit], 0.15, 0.6)]
    return claims

