#include "rnnvis/compare/word_differences.h"

#include "rnnvis/response/explain.h"
#include "rnnvis/response/quantiles.h"

#include <cmath>

namespace rnnvis::compare {
namespace {

/// 1 / σ of the state of each unit; 0 of one that does not move.
VectorD inverseDeviations(const Subject& subject) {
  const VectorD deviation = subject.analysis->layers[subject.layer.index()]
                                .values.at(subject.state)
                                .deviation.matrix()
                                .row(0)
                                .cast<double>();
  return (deviation.array() > 0).select(deviation.cwiseInverse(), 0.0);
}

/// [words, n] expected responses.
template <class WordOf>
MatrixD responsesTo(const Subject& subject, const std::vector<SharedWord>& words, const WordOf& wordOf) {
  const auto mean = subject.responses().mean.matrix();
  MatrixD result(words.size(), mean.cols());
  for (std::size_t w = 0; w < words.size(); ++w)
    result.row(static_cast<Eigen::Index>(w)) = mean.row(wordOf(words[w]).value).template cast<double>();
  return result;
}

constexpr auto inA = [](const SharedWord& word) { return *word.a; };
constexpr auto inB = [](const SharedWord& word) { return *word.b; };

std::vector<WordProfile> profilesOf(const Subject& subject, const MatrixD& responses,
                                    const std::vector<WordId>& words) {
  const VectorD inverse = inverseDeviations(subject), sparsity = sparsityOfRows(responses);
  const auto deviation = subject.responses().deviation.matrix();
  std::vector<WordProfile> profiles;
  for (std::size_t w = 0; w < words.size(); ++w) {
    const auto row = static_cast<Eigen::Index>(w);
    const VectorD size = responses.row(row).cwiseAbs().transpose();
    const VectorD spread = deviation.row(words[w].value).cast<double>().transpose();
    profiles.push_back({subject.analysis->count[words[w].index()], size.mean(), spread.mean(),
                        size.cwiseProduct(inverse).mean(), spread.cwiseProduct(inverse).mean(),
                        sparsity[row]});
  }
  return profiles;
}

MeasureDifference differenceOf(const std::vector<WordDifference>& words, double WordProfile::*measure) {
  MeasureDifference result;
  std::vector<float> ofA, ofB;
  double sumOfA = 0, sumOfB = 0, higher = 0;
  for (const WordDifference& word : words) {
    const double a = (*word.profile.a).*measure, b = (*word.profile.b).*measure;
    ofA.push_back(static_cast<float>(a));
    ofB.push_back(static_cast<float>(b));
    sumOfA += a;
    sumOfB += b;
    higher += b > a ? 1 : b == a ? 0.5 : 0;
  }
  const double count = words.empty() ? 1 : static_cast<double>(words.size());
  result.mean = {{sumOfA / count}, {sumOfB / count}};
  result.higherInB = words.empty() ? 0.5 : higher / count;
  result.quantiles = {{response::quantilesOf(std::move(ofA))}, {response::quantilesOf(std::move(ofB))}};
  return result;
}

void addSimilarities(WordDifferences& differences, const JointReading& joint, const MatrixD& a,
                     const MatrixD& b) {
  const VectorD matched = similarityOfRows(a, inOrderOfA(joint.matching, b)),
                rotated = similarityOfRows(a, b * joint.rotation.matrix.transpose());
  for (std::size_t w = 0; w < differences.words.size(); ++w) {
    WordDifference& word = differences.words[w];
    const auto row = static_cast<Eigen::Index>(w);
    word.matched = matched[row];
    word.rotated = rotated[row];
    word.similarity = differences.alignment == Alignment::rotated ? rotated[row] : matched[row];
  }
  if (differences.words.empty()) return;
  differences.matchedSimilarity = matched.mean();
  differences.rotatedSimilarity = rotated.mean();
  differences.similarity = differences.alignment == Alignment::rotated ? differences.rotatedSimilarity
                                                                       : differences.matchedSimilarity;
}

}  // namespace

Alignment alignmentOf(const Subjects& subjects) {
  if (haveSameUnits(subjects)) return Alignment::same;
  return subjects.a->units() == subjects.b->units() ? Alignment::matched : Alignment::rotated;
}

WordDifferences compareWords(const Subjects& subjects, const SharedWords& shared, const JointReading* joint) {
  WordDifferences result;
  result.alignment = alignmentOf(subjects);
  std::vector<WordId> wordsOfA, wordsOfB;
  for (const SharedWord& word : shared.words) {
    wordsOfA.push_back(*word.a);
    wordsOfB.push_back(*word.b);
  }
  const MatrixD a = responsesTo(*subjects.a, shared.words, inA),
                b = responsesTo(*subjects.b, shared.words, inB);
  const auto ofA = profilesOf(*subjects.a, a, wordsOfA), ofB = profilesOf(*subjects.b, b, wordsOfB);
  for (std::size_t w = 0; w < shared.words.size(); ++w)
    result.words.push_back({shared.words[w], {{ofA[w]}, {ofB[w]}}, {}, {}, {}});
  if (joint) addSimilarities(result, *joint, a, b);
  result.strength = differenceOf(result.words, &WordProfile::strength);
  result.dispersion = differenceOf(result.words, &WordProfile::dispersion);
  result.relativeStrength = differenceOf(result.words, &WordProfile::relativeStrength);
  result.relativeDispersion = differenceOf(result.words, &WordProfile::relativeDispersion);
  result.sparsity = differenceOf(result.words, &WordProfile::sparsity);
  return result;
}

VectorD responsesInOrderOfA(const Subjects& subjects, const JointReading& joint, Comparison<WordId> word) {
  const MatrixD response = subjects.b->responses().mean.matrix().row(word->value).cast<double>();
  if (alignmentOf(subjects) == Alignment::rotated) return joint.rotation.matrix * response.row(0).transpose();
  return inOrderOfA(joint.matching, response).row(0).transpose();
}

std::optional<MatrixD> quantilesInOrderOfA(const Subjects& subjects, const JointReading& joint,
                                           Comparison<WordId> word) {
  if (alignmentOf(subjects) == Alignment::rotated) return std::nullopt;
  const Subject& b = *subjects.b;
  MatrixD result = inOrderOfA(joint.matching, responseQuantiles(*b.analysis, b.layer, b.state, *word));
  for (std::size_t unit = 0; unit < joint.matching.sign.size(); ++unit)
    if (joint.matching.sign[unit] < 0) {
      const auto column = static_cast<Eigen::Index>(unit);
      result.col(column) = result.col(column).reverse().eval();
    }
  return result;
}

}  // namespace rnnvis::compare
