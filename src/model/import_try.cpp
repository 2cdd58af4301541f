#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/model/evaluate.h"
#include "rnnvis/model/import.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {
namespace {

const double natsOfUnread = std::log(96.0);  // A character out of those that one can type.

/// The start of the text, whole lines as long as the first one is not longer than that.
std::string startOf(const std::filesystem::path& path, std::size_t limit) {
  const MappedFile file(path);
  std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
  if (text.size() > limit) {
    text = text.substr(0, limit);
    const std::size_t newline = text.rfind('\n');
    std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    // A scalar value may be cut in the middle.
    if (newline == std::string_view::npos)
      while (end > 0 && text.size() - end < 3 && text::findInvalidUtf8(text.substr(0, end))) --end;
    text = text.substr(0, end);
  }
  text::requireUtf8(text, path.string());
  return std::string(text);
}

/// Bytes of the sample that all candidates read within about two seconds.
std::size_t affordableBytes(const Architecture& architecture, const std::vector<Candidate>& candidates,
                            std::size_t limit) {
  constexpr double affordable = 2e10;  // Multiplications and additions.
  constexpr std::size_t least = 4000;
  double products = 0;
  std::size_t inputs = architecture.embeddingSize > 0 ? architecture.embeddingSize : 1;
  const std::size_t directions = architecture.bidirectional ? 2 : 1;
  for (std::size_t l = 0; l < architecture.hidden.size(); ++l) {
    const double outputs = static_cast<double>(architecture.outputSizes[l]);
    products += 4.0 * static_cast<double>(architecture.hidden[l]) * (static_cast<double>(inputs) + outputs);
    if (l % directions + 1 == directions) inputs = directions * architecture.outputSizes[l];
  }
  products += static_cast<double>(inputs) * static_cast<double>(architecture.outputs);
  const bool words = candidates.front().manifest.text.level == text::Level::word;
  const double bytes = affordable / (2 * products * static_cast<double>(candidates.size())) * (words ? 5 : 1);
  return std::clamp(static_cast<std::size_t>(std::min(bytes, 1e9)), std::min(least, limit), limit);
}

/// Characters of a text, and how many of them a candidate does not read.
struct Characters {
  std::size_t all = 0, unread = 0;
};

Characters charactersOf(std::string_view sample, const Candidate& candidate) {
  const Manifest& manifest = candidate.manifest;
  Characters characters;
  const auto count = [&](std::string_view token) {
    if (!candidate.vocabulary.find(token)) characters.unread += text::splitScalars(token).size();
  };
  while (!sample.empty()) {
    const std::size_t newline = sample.find('\n');
    std::string_view line = sample.substr(0, newline);
    sample.remove_prefix(newline == std::string_view::npos ? sample.size() : newline + 1);
    if (manifest.task == Task::classifier) line.remove_prefix(std::min(line.find('\t') + 1, line.size()));
    for (const std::string& token : text::tokenize(line, manifest.text)) count(token);
    characters.all += text::splitScalars(line).size() + 1;
    if (manifest.text.endOfLine || manifest.task == Task::classifier) continue;
    if (manifest.text.level == text::Level::word)
      ++characters.unread;
    else
      count("\n");
  }
  return characters;
}

void evaluateOn(const Inspection& inspection, std::string_view sample, const std::string& name, Trial& trial,
                const RunControl& control) {
  const TextModel model = modelOf(inspection, trial.candidate);
  const text::Corpus corpus =
      text::corpusOf(sample, name, model.manifest.text, model.vocabulary, labelsOf(model));
  trial.tokens = corpus.ids.size();
  trial.unknown = corpus.unknown;
  trial.skipped = corpus.skipped;
  const Characters characters = charactersOf(sample, trial.candidate);
  double nats = natsOfUnread * static_cast<double>(characters.unread);
  if (model.predicts()) {
    const Evaluation evaluation = evaluate(model, corpus, {}, control);
    trial.loss = evaluation.loss;
    trial.accuracy = evaluation.accuracy;
    trial.predictions = evaluation.predictions;
    nats += evaluation.loss * static_cast<double>(evaluation.predictions);
  }
  trial.score = nats / static_cast<double>(std::max<std::size_t>(characters.all, 1));
}

/// What a trial is judged by; infinite where there is nothing to judge.
double measureOf(const Trial& trial) {
  const double value = trial.candidate.manifest.task == Task::classifier ? trial.loss : trial.score;
  return trial.problem.empty() && !std::isnan(value) ? value : INFINITY;
}

void sortByMeasure(std::vector<Trial>& trials) {
  std::ranges::stable_sort(
      trials, {}, [](const Trial& trial) { return std::pair(!trial.problem.empty(), measureOf(trial)); });
}

/// A short sample cannot tell settings apart that differ by less than its own scatter, about half a nat over
/// the root of the predictions: among those as good as the best, the most usual comes first.
void putUsualFirst(std::vector<Trial>& trials, const std::vector<Candidate>& candidates) {
  const Trial& best = trials.front();
  const double scatter = 0.5 / std::sqrt(static_cast<double>(std::max<std::size_t>(best.predictions, 1)));
  const double limit = best.predictions > 0 ? measureOf(best) + scatter : measureOf(best);
  const auto isAsGood = [&](const Trial& trial) {
    return trial.problem.empty() && measureOf(trial) <= limit;
  };
  const auto placeOf = [&](const Trial& trial) {
    const std::string settings = trial.candidate.describe();
    return std::ranges::find(candidates, settings, &Candidate::describe) - candidates.begin();
  };
  const auto asGood = std::ranges::find_if_not(trials, isAsGood);
  std::vector<std::pair<std::ptrdiff_t, Trial>> first;
  for (auto trial = trials.begin(); trial != asGood; ++trial)
    first.emplace_back(placeOf(*trial), std::move(*trial));
  std::ranges::stable_sort(first, {}, [](const auto& entry) { return entry.first; });
  for (std::size_t i = 0; i < first.size(); ++i) trials[i] = std::move(first[i].second);
}

}  // namespace

TextModel modelOf(const Inspection& inspection, const Candidate& candidate) {
  Manifest manifest = candidate.manifest;
  manifest.weights = inspection.file;
  manifest.vocabulary = candidate.source.describe();
  return assembleModel(inspection.file, manifest, inspection.checkpoint, candidate.vocabulary);
}

std::vector<Trial> tryCandidates(const Inspection& inspection, const std::vector<Candidate>& candidates,
                                 const std::filesystem::path& sample, std::size_t limit,
                                 const RunControl& control) {
  if (candidates.empty()) return {};
  const Manifest& first = candidates.front().manifest;
  const Architecture architecture =
      inferArchitecture(inspection.checkpoint, first.weightNames, first.network);
  const std::string text = startOf(sample, affordableBytes(architecture, candidates, limit));
  std::vector<Trial> trials;
  for (const Candidate& candidate : candidates) {
    control.report(static_cast<double>(trials.size()) / static_cast<double>(candidates.size()));
    Trial& trial = trials.emplace_back();
    trial.candidate = candidate;
    try {
      evaluateOn(inspection, text, sample.string(), trial, {control.stop, {}});
    } catch (const Error& error) {
      trial.problem = error.what();
    }
  }
  sortByMeasure(trials);
  putUsualFirst(trials, candidates);
  return trials;
}

}  // namespace rnnvis::model
