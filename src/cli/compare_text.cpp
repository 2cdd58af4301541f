#include "compare_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace rnnvis::cli {
namespace {

using namespace compare;

constexpr std::size_t mostWords = 10;  // Of a list of words.
constexpr std::size_t mostFlows = 8;

/// "word  A  B" with room for names of any length.
std::string row(const std::string& name, const std::string& a, const std::string& b,
                const std::string& more = {}) {
  return fmt::format("  {:<24} {:>10} {:>10}{}{}\n", name, a, b, more.empty() ? "" : "   ", more);
}
std::string number(double value) {
  return fmt::format("{:.3f}", value);
}

std::string leftOut(const Subject& subject, const std::vector<LeftOutWord>& words, std::string_view side) {
  if (words.empty()) return {};
  std::vector<std::string> names;
  for (const LeftOutWord& word : words | std::views::take(mostWords))
    names.push_back(subject.model->vocabulary.token(word.word));
  const auto unknown = std::ranges::count(words, LeftOut::unknown, &LeftOutWord::reason);
  return fmt::format("  left out of {}: {} ({} unknown, {} rare on the other side): {}{}\n", side,
                     words.size(), unknown, static_cast<std::ptrdiff_t>(words.size()) - unknown,
                     fmt::join(names, " "), words.size() > mostWords ? " …" : "");
}

std::string layersOf(const JointReading& joint) {
  std::string text = fmt::format("\nDebiased linear CKA over {} tokens of {}, rows A, columns B\n",
                                 joint.tokens, joint.corpus);
  text += fmt::format("  {:<16}", "");
  for (const std::string& layer : *joint.layers.b) text += fmt::format(" {:>14}", layer);
  text += "\n";
  for (std::size_t a = 0; a < joint.layers.a->size(); ++a) {
    text += fmt::format("  {:<16}", (*joint.layers.a)[a]);
    for (Eigen::Index b = 0; b < joint.cka.cols(); ++b)
      text += fmt::format(" {:>14.3f}", joint.cka(static_cast<Eigen::Index>(a), b));
    text += "\n";
  }
  return text;
}

std::string wordList(const Subjects& subjects, const std::vector<WordDifference>& words, bool alike) {
  std::vector<const WordDifference*> order;
  for (const WordDifference& word : words) order.push_back(&word);
  std::ranges::stable_sort(order, [&](const WordDifference* a, const WordDifference* b) {
    return alike ? *a->similarity > *b->similarity : *a->similarity < *b->similarity;
  });
  std::vector<std::string> names;
  for (const WordDifference* word : order | std::views::take(mostWords))
    names.push_back(
        fmt::format("{} {:.2f}", subjects.a->model->vocabulary.token(*word->word.a), *word->similarity));
  return fmt::format("  {:<12} {}\n", alike ? "most alike" : "least alike", fmt::join(names, ", "));
}

std::string wordsOf(const Subjects& subjects, const Differences& differences) {
  const WordDifferences& words = differences.words;
  std::string text = fmt::format("\n{} shared words\n", words.words.size());
  text += leftOut(*subjects.a, *differences.shared.leftOut.a, "A");
  text += leftOut(*subjects.b, *differences.shared.leftOut.b, "B");
  if (!differences.shared.problem.empty()) text += "  " + differences.shared.problem + "\n";
  if (words.words.empty()) return text;
  if (differences.joint) {
    text += fmt::format("  similarity of responses {:.3f} ({}); units matched {:.3f}, rotated {:.3f}\n",
                        words.similarity,
                        words.alignment == Alignment::same      ? "the same units"
                        : words.alignment == Alignment::matched ? "units matched one to one"
                                                                : "rotated, since sizes differ",
                        words.matchedSimilarity, words.rotatedSimilarity);
    text += wordList(subjects, words.words, true) + wordList(subjects, words.words, false);
  }
  text += row("mean over the words", "A", "B", "words higher in B");
  const auto measure = [](const char* name, const MeasureDifference& of) {
    return row(name, number(*of.mean.a), number(*of.mean.b), fmt::format("{:.0f} %", 100 * of.higherInB));
  };
  text += measure("strength", words.strength) + measure("… per deviation of state", words.relativeStrength) +
          measure("dispersion", words.dispersion) +
          measure("… per deviation of state", words.relativeDispersion) + measure("sparsity", words.sparsity);
  return text;
}

std::string clustersOf(const Subjects& subjects, const Differences& differences) {
  std::string text = "\nClusters\n";
  if (const auto& units = differences.unitClusters)
    text += fmt::format("  units: adjusted Rand index {:.3f} over {} matched units\n", units->adjustedRand,
                        units->members);
  const auto& words = differences.wordClusters;
  if (!words) return text + "  words: no word is in a cluster on both sides\n";
  text += fmt::format("  words: adjusted Rand index {:.3f} over {} words, of which {} move\n",
                      words->adjustedRand, words->members, words->moved);
  std::vector<const Flow*> moves;
  for (const Flow& flow : words->flows)
    if (flow.moves) moves.push_back(&flow);
  std::ranges::stable_sort(moves, std::greater(), [](const Flow* flow) { return flow->members.size(); });
  for (const Flow* flow : moves | std::views::take(mostFlows)) {
    std::vector<std::string> names;
    for (const std::size_t member : flow->members | std::views::take(mostWords))
      names.push_back(subjects.a->model->vocabulary.token(*differences.shared.words[member].a));
    text += fmt::format("  {:>2} → {:<2} {:>4}  {}{}\n", flow->a->value, flow->b->value, flow->members.size(),
                        fmt::join(names, " "), flow->members.size() > mostWords ? " …" : "");
  }
  return text;
}

std::string significance(const PairedMean& mean) {
  return fmt::format("{:+.4f}  [{:+.4f}, {:+.4f}]  p {:.2g}", mean.difference, mean.bounds.low,
                     mean.bounds.high, mean.pValue);
}

std::string predictionsOf(const Subjects& subjects, const PredictionDifferences& of) {
  const bool isClassifier = subjects.a->model->manifest.task == model::Task::classifier;
  std::string text = fmt::format("\nPredictions, {} places that both predict, in {} blocks ({} left out)\n",
                                 of.loss.places, of.loss.blocks, of.leftOut);
  text += row("", "A", "B", "B − A, 95 %, robust to dependence within blocks");
  if (!isClassifier)
    text += row("perplexity, each alone", fmt::format("{:.2f}", of.alone.a->perplexity),
                fmt::format("{:.2f}", of.alone.b->perplexity));
  text += row("loss, nats", number(*of.loss.mean.a), number(*of.loss.mean.b), significance(of.loss));
  text +=
      row("accuracy", number(*of.accuracy.mean.a), number(*of.accuracy.mean.b), significance(of.accuracy));
  for (const TagLoss& tag : of.tags)
    text += row("loss of " + std::string(text::describe(tag.tag)), number(*tag.loss.mean.a),
                number(*tag.loss.mean.b), significance(tag.loss));
  if (!of.words.empty())
    text += isClassifier ? "  by class, largest difference first\n" : "  by word, largest difference first\n";
  for (const WordLoss& word : of.words | std::views::take(mostWords))
    text += row(subjects.a->model->outputName(word.word.a->index()), number(*word.loss.mean.a),
                number(*word.loss.mean.b),
                fmt::format("{}  q {:.2g}", significance(word.loss), word.loss.qValue));
  return text;
}

std::string tokensOf(const std::vector<std::string>& tokens, const TokenSpan& span) {
  std::string text;
  for (std::size_t t = span.first; t < span.first + span.count; ++t)
    text += (text.empty() || tokens[t].size() == 1 ? "" : " ") + tokens[t];
  return span.count > 0 ? text : "–";
}

std::string causeOf(const Cause& cause) {
  std::string text = fmt::format("  \"{}\" parts them most: probability {:.3f} against {:.3f}",
                                 cause.output.name, *cause.output.probability.a, *cause.output.probability.b);
  return text + fmt::format(", centred logit {:+.2f} against {:+.2f}\n", *cause.logit.a, *cause.logit.b);
}

std::string sentenceOf(const ComparedSentences& sentences) {
  std::string text = fmt::format("\nSentence A: {}\nSentence B: {}\n", *sentences.text.a, *sentences.text.b);
  if (!sentences.differences) return text + "  " + sentences.differences.problem + "\n";
  const SentenceDifferences& differences = *sentences.differences;
  if (!differences.problem.empty()) text += "  predictions: " + differences.problem + "\n";
  for (std::size_t c = 0; c < differences.columns.size(); ++c) {
    const AlignedTokens& column = differences.columns[c];
    text += fmt::format("  {:<20} {:<20} {:<9}", tokensOf(*sentences.tokens.a, *column.tokens.a),
                        tokensOf(*sentences.tokens.b, *column.tokens.b),
                        column.edit == Edit::kept ? "" : nameOf(column.edit));
    if (c < differences.divergences.size() && differences.divergences[c]) {
      const Divergence& divergence = *differences.divergences[c];
      std::vector<std::string> outputs;
      for (const OutputDifference& output : divergence.outputs)
        outputs.push_back(
            fmt::format("{} {:.3f}/{:.3f}", output.name, *output.probability.a, *output.probability.b));
      text += fmt::format(" KL {:>6.3f}  {}", divergence.nats, fmt::join(outputs, "  "));
    }
    text += "\n";
  }
  if (differences.cause) text += causeOf(*differences.cause);
  return text;
}

}  // namespace

std::string describe(const CompareReport& report) {
  const Differences& of = report.differences;
  std::string text = fmt::format("A  {} · {} units\nB  {} · {} units\n",
                                 compare::describe(*report.subjects.a), report.subjects.a->units(),
                                 compare::describe(*report.subjects.b), report.subjects.b->units());
  text += of.joint ? layersOf(*of.joint) : "\nLayers: " + of.joint.problem + "\n";
  text += wordsOf(report.subjects, of);
  text += clustersOf(report.subjects, of);
  if (of.predictions)
    text += predictionsOf(report.subjects, *of.predictions);
  else if (report.comparesPredictions)
    text += "\nPredictions: " + of.predictions.problem + "\n";
  for (const ComparedSentences& sentences : report.sentences) text += sentenceOf(sentences);
  text.pop_back();  // printLine() ends the last line.
  return text;
}

}  // namespace rnnvis::cli
