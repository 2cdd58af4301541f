#include "rnnvis/compare/prediction_differences.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/false_discovery.h"
#include "rnnvis/model/paired_reading.h"
#include "rnnvis/response/confidence.h"
#include "rnnvis/text/tag_corpus.h"

#include "paired_sum.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace rnnvis::compare {
namespace {

using model::Predictions;
using model::Task;

/// What both predict at one place.
struct SharedPlace {
  std::size_t a = 0, b = 0;  // Places of the predictions.
  SharedWord word;           // Of classifiers: the class.
  std::size_t block = 0;
};

bool haveSameVocabulary(const model::TextModel& a, const model::TextModel& b) {
  if (a.vocabulary.size() != b.vocabulary.size()) return false;
  for (std::size_t id = 0; id < a.vocabulary.size(); ++id) {
    const WordId word{static_cast<std::int32_t>(id)};
    if (a.vocabulary.token(word) != b.vocabulary.token(word)) return false;
  }
  return true;
}

std::string problemOf(const model::TextModel& a, const model::TextModel& b, const model::SharedText& text) {
  for (const model::TextModel* model : {&a, &b})
    if (!model->predicts())
      return fmt::format("{} predicts nothing; only language models and classifiers do",
                         model->manifest.name);
  if (a.manifest.task != b.manifest.task)
    return "one predicts the next token, the other a class; their losses are of different things";
  if (a.manifest.task == Task::classifier && text.a.corpus.labels.empty())
    return "the text has no labels to test classifiers on";
  if (a.manifest.task == Task::languageModel && a.manifest.text.level != b.manifest.text.level)
    return "one predicts words, the other characters; their losses are of different things";
  return {};
}

/// Places of language models at which both predict a token of the same span of the text, the same word, known
/// to both. Where both have the same vocabulary the unknown token is a word like any other.
std::vector<SharedPlace> sharedTokens(const Subjects& subjects, const model::SharedText& text,
                                      const Sides<Predictions>& predictions, model::Context context) {
  const model::TextModel& a = *subjects.a->model;
  const bool sameVocabulary = haveSameVocabulary(a, *subjects.b->model);
  const auto unknown = a.manifest.text.unknown ? a.vocabulary.find(*a.manifest.text.unknown) : std::nullopt;
  const std::vector<std::size_t> blocks = model::independentBlocks(text.a.corpus, context);
  const auto &spansOfA = text.a.spans, &spansOfB = text.b.spans;
  std::vector<SharedPlace> places;
  for (std::size_t i = 0, j = 0; i < spansOfA.size() && j < spansOfB.size();) {
    const std::size_t endOfA = spansOfA[i].end, endOfB = spansOfB[j].end;
    const Baseline<WordId> inA{text.a.corpus.ids[i]};
    const Comparison<WordId> inB{text.b.corpus.ids[j]};
    const bool isKnown = sameVocabulary || *inA != unknown;
    if (spansOfA[i] == spansOfB[j] && isKnown && predictions.a->has(i) && predictions.b->has(j) &&
        partnerOf(subjects, inA) == inB)
      places.push_back({i, j, {inA, inB}, blocks[i]});
    i += endOfA <= endOfB;
    j += endOfB <= endOfA;
  }
  return places;
}

/// The class of B of the name that a class of A has.
std::optional<std::int32_t> sameClass(const model::TextModel& a, const model::TextModel& b, std::int32_t of) {
  for (std::size_t k = 0; k < b.architecture.outputs; ++k)
    if (b.outputName(k) == a.outputName(static_cast<std::size_t>(of))) return static_cast<std::int32_t>(k);
  return std::nullopt;
}

/// Documents that both classify, by where in the text they end.
std::vector<SharedPlace> sharedDocuments(const Subjects& subjects, const model::SharedText& text,
                                         const Sides<Predictions>& predictions) {
  const auto lastSpan = [](const text::PlacedCorpus& of, std::size_t document) {
    return of.spans[of.corpus.starts[document + 1] - 1].end;
  };
  std::map<std::int32_t, std::optional<std::int32_t>> classes;
  std::vector<SharedPlace> places;
  const std::size_t countOfA = text.a.corpus.documents(), countOfB = text.b.corpus.documents();
  for (std::size_t i = 0, j = 0; i < countOfA && j < countOfB;) {
    const std::size_t beginOfA = text.a.spans[text.a.corpus.starts[i]].begin, endOfA = lastSpan(text.a, i),
                      beginOfB = text.b.spans[text.b.corpus.starts[j]].begin, endOfB = lastSpan(text.b, j);
    const bool overlap = beginOfA < endOfB && beginOfB < endOfA;
    if (overlap && predictions.a->has(i) && predictions.b->has(j)) {
      const std::int32_t label = text.a.corpus.labels[i];
      if (!classes.contains(label)) classes[label] = sameClass(*subjects.a->model, *subjects.b->model, label);
      if (classes[label]) places.push_back({i, j, {{WordId{label}}, {WordId{*classes[label]}}}, i});
    }
    if (overlap || endOfA <= endOfB) ++i;
    if (overlap || endOfB < endOfA) ++j;
  }
  return places;
}

/// Both texts carry A's labels; B is tested on the classes that it calls the same, and on none for others.
void translateLabels(const model::TextModel& a, const model::TextModel& b, text::Corpus& corpus) {
  for (int& label : corpus.labels) label = sameClass(a, b, label).value_or(-1);
}

void addQValues(std::vector<PairedMean*> means) {
  std::vector<double> pValues;
  for (const PairedMean* mean : means) pValues.push_back(mean->pValue);
  const std::vector<double> qValues = falseDiscoveryRates(pValues);
  for (std::size_t i = 0; i < means.size(); ++i) means[i]->qValue = qValues[i];
}

template <class Key>
std::map<Key, PairedSum> sumsBy(const std::vector<SharedPlace>& places, const Sides<Predictions>& predictions,
                                const std::function<Key(const SharedPlace&)>& keyOf) {
  std::map<Key, PairedSum> sums;
  for (const SharedPlace& place : places)
    sums[keyOf(place)].add(double{predictions.a->losses[place.a]}, double{predictions.b->losses[place.b]},
                           place.block);
  return sums;
}

std::vector<WordLoss> lossesOfWords(const std::vector<SharedPlace>& places,
                                    const Sides<Predictions>& predictions, std::size_t minimumCount) {
  std::map<WordId, SharedWord> words;
  for (const SharedPlace& place : places) words.try_emplace(*place.word.a, place.word);
  std::vector<WordLoss> losses;
  for (const auto& [word, sum] :
       sumsBy<WordId>(places, predictions, [](const SharedPlace& place) { return *place.word.a; }))
    if (sum.places() >= minimumCount) losses.push_back({words.at(word), sum.mean()});
  std::ranges::stable_sort(losses, std::greater(),
                           [](const WordLoss& of) { return std::abs(of.loss.difference); });
  std::vector<PairedMean*> means;
  for (WordLoss& of : losses) means.push_back(&of.loss);
  addQValues(means);
  return losses;
}

std::vector<TagLoss> lossesOfTags(const Subjects& subjects, const text::Corpus& corpus,
                                  const std::vector<SharedPlace>& places,
                                  const Sides<Predictions>& predictions, const RunControl& control) {
  const model::TextModel& model = *subjects.a->model;
  if (model.manifest.text.level == text::Level::character) return {};
  const auto tags =
      text::tagCorpus(corpus, model.manifest.text, model.vocabulary, text::Tagger::bundled(), control);
  std::vector<TagLoss> losses;
  for (const auto& [tag, sum] :
       sumsBy<text::Tag>(places, predictions, [&](const SharedPlace& place) { return tags[place.a]; }))
    losses.push_back({tag, sum.mean()});
  std::vector<PairedMean*> means;
  for (TagLoss& of : losses) means.push_back(&of.loss);
  addQValues(means);
  return losses;
}

std::size_t predicted(const Predictions& predictions) {
  return static_cast<std::size_t>(
      std::ranges::count_if(predictions.targets, [](std::int32_t target) { return target >= 0; }));
}

PredictionDifferences differencesOn(const Subjects& subjects, model::SharedText text,
                                    model::ReadingOptions reading, std::size_t minimumCount,
                                    const RunControl& control) {
  const model::TextModel &a = *subjects.a->model, &b = *subjects.b->model;
  const bool isClassifier = a.manifest.task == Task::classifier;
  reading.context = contextOf(a, b, reading);
  if (isClassifier) translateLabels(a, b, text.b.corpus);
  PredictionDifferences result;
  Sides<Predictions> predictions;
  result.alone.a.value =
      evaluate(a, text.a.corpus, reading, control.part(0, 0.45), nullptr, &predictions.a.value);
  if (haveSameModel(subjects)) {
    result.alone.b.value = *result.alone.a;
    predictions.b.value = *predictions.a;
  } else {
    result.alone.b.value =
        evaluate(b, text.b.corpus, reading, control.part(0.45, 0.9), nullptr, &predictions.b.value);
  }
  std::vector<SharedPlace> places = isClassifier
                                        ? sharedDocuments(subjects, text, predictions)
                                        : sharedTokens(subjects, text, predictions, *reading.context);
  // What a head cannot name has an infinite loss.
  std::erase_if(places, [&](const SharedPlace& place) {
    return !std::isfinite(predictions.a->losses[place.a]) || !std::isfinite(predictions.b->losses[place.b]);
  });
  if (places.empty()) fail("there is no place of the text where both predict the same");
  result.leftOut = predicted(*predictions.a) + predicted(*predictions.b) - 2 * places.size();
  PairedSum loss, accuracy;
  const auto isRight = [](const Predictions& of, std::size_t place) {
    return of.outputs[place] == of.targets[place] ? 1.0 : 0.0;
  };
  for (const SharedPlace& place : places) {
    loss.add(double{predictions.a->losses[place.a]}, double{predictions.b->losses[place.b]}, place.block);
    accuracy.add(isRight(*predictions.a, place.a), isRight(*predictions.b, place.b), place.block);
  }
  result.loss = loss.mean();
  result.accuracy = accuracy.mean();
  addQValues({&result.loss, &result.accuracy});
  result.words = lossesOfWords(places, predictions, minimumCount);
  if (!isClassifier)
    result.tags = lossesOfTags(subjects, text.a.corpus, places, predictions, control.part(0.9, 1));
  return result;
}

}  // namespace

Attempt<PredictionDifferences> comparePredictions(const Subjects& subjects,
                                                  const model::ReadingOptions& reading,
                                                  std::size_t minimumCount, const RunControl& control) {
  try {
    model::SharedText text = openSharedText(*subjects.a->model, *subjects.b->model, subjects.a->corpus);
    if (std::string problem = problemOf(*subjects.a->model, *subjects.b->model, text); !problem.empty())
      return {std::nullopt, std::move(problem)};
    return {differencesOn(subjects, std::move(text), reading, minimumCount, control), {}};
  } catch (const Error& error) {
    return {std::nullopt, error.what()};
  }
}

}  // namespace rnnvis::compare
