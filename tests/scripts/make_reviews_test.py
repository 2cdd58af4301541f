"""scripts/make-reviews: labels, balance and truth of what it writes, held against plain readings of the sentences."""
import filecmp
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter

PROGRAM = sys.argv.pop(1)
FILES = [f"{version}/{split}.tsv" for version in ("balanced", "unbalanced") for split in ("train", "valid", "test")]


def make(folder, *options):
    subprocess.run([sys.executable, PROGRAM, folder, "--train", "4000", "--valid", "400", "--test", "400", *options], check=True)


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


class MakeReviews(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = cls.place.name
        make(cls.folder)
        cls.reviews = {name: [line.split("\t") for line in read(cls.folder, name).splitlines()] for name in FILES}
        cls.polarity = json.loads(read(cls.folder, "truth.json"))["polarity"]
        cls.all = [review for name in FILES for review in cls.reviews[name]]

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def test_sizes_and_shares(self):
        for name, reviews in self.reviews.items():
            self.assertEqual(len(reviews), 4000 if "train" in name else 400)
            share = Counter(label for label, _ in reviews)["positive"] / len(reviews)
            self.assertEqual(share, 0.5 if name.startswith("balanced") else 0.75)

    def test_no_review_twice(self):
        texts = [text for _, text in self.all]
        self.assertEqual(len(texts), len(set(texts)))

    def test_vocabulary_is_known_and_of_the_promised_size(self):
        words = {word for _, text in self.all for word in text.split()}
        self.assertTrue(400 <= len(words) <= 800, len(words))
        self.assertEqual(words - set(self.polarity), set())

    def test_same_seed_same_bytes_other_seed_other_reviews(self):
        with tempfile.TemporaryDirectory() as again, tempfile.TemporaryDirectory() as other:
            make(again)
            make(other, "--seed", "2")
            for name in FILES + ["truth.json", "SOURCE.txt"]:
                self.assertTrue(filecmp.cmp(os.path.join(self.folder, name), os.path.join(again, name), shallow=False), name)
            self.assertFalse(filecmp.cmp(os.path.join(self.folder, FILES[0]), os.path.join(other, FILES[0]), shallow=False))

    def grade(self, clause):
        """The grade of the one graded word of a clause without negation, None of other clauses."""
        words = clause.split()
        grades = [self.polarity[word] for word in words if self.polarity.get(word)]
        turned = {"not", "n't", "never", "hardly", "no", "nothing", "but", "yet", "despite"} & set(words)
        return grades[0] if len(grades) == 1 and not turned else None

    def expect(self, pattern, value, at_least):
        """Every review that is nothing but the pattern has the label that `value` reads from the grades of its groups."""
        found = 0
        for label, text in self.all:
            match = re.fullmatch(pattern + " [.!]", text)
            grades = [self.grade(clause) for clause in match.groups()] if match else [None]
            if None not in grades:
                found += 1
                self.assertEqual(label, "positive" if value(*grades) > 0 else "negative", text)
        self.assertGreaterEqual(found, at_least, pattern)

    CLAUSE = r"([^.!,]+)"

    def test_a_plain_clause_has_its_words_sign(self):
        self.expect(self.CLAUSE, lambda a: a, 100)

    def test_a_negation_turns_it_round(self):
        self.expect(r"[^.!,]+ (?:is|are|was|were) (?:not|n't|never|hardly) (?:very |really )?(\S+)", lambda a: -a, 20)

    def test_what_follows_but_counts(self):
        self.expect(self.CLAUSE + r" (?:, (?:but|yet)|\. however ,) " + self.CLAUSE, lambda a, b: b, 20)

    def test_what_precedes_though_counts(self):
        self.expect(self.CLAUSE + " , (?:though|although|even though) " + self.CLAUSE, lambda a, b: a, 20)

    def test_what_follows_a_clause_with_though_counts(self):
        self.expect("(?:though|although|even though) " + self.CLAUSE + " , " + self.CLAUSE, lambda a, b: b, 10)

    def test_graded_words_are_found_beside_their_label_but_their_sum_does_not_tell_it(self):
        train, beside, right = self.reviews["balanced/train.tsv"], Counter(), 0
        for label, text in train:
            beside.update((word, label) for word in text.split())
            total = sum(self.polarity[word] for word in text.split())
            right += total * (1 if label == "positive" else -1) > 0
        odds = {word: math.log((beside[word, "positive"] + 1) / (beside[word, "negative"] + 1)) for word, grade in self.polarity.items() if grade}
        self.assertGreater(sum(odds[word] * self.polarity[word] > 0 for word in odds) / len(odds), 0.9)
        self.assertTrue(0.6 < right / len(train) < 0.85, right / len(train))

    def test_what_it_writes_says_that_it_is_synthetic(self):
        self.assertIn("Synthetic", read(self.folder, "SOURCE.txt"))
        self.assertIn("Synthetic", json.loads(read(self.folder, "truth.json"))["description"])


if __name__ == "__main__":
    unittest.main()
