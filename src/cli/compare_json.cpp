#include "compare_report.h"
#include "json.h"

#include <array>

namespace rnnvis::cli {
namespace {

using namespace compare;
using nlohmann::json;
using cli::toJson;  // Of matrices, beside those below.

json sides(const json& a, const json& b) {
  return {{"a", a}, {"b", b}};
}
template <class Value>
json toJson(const Sides<Value>& of) {
  return sides(json(*of.a), json(*of.b));
}
template <class Value>
json orNull(const std::optional<Value>& value) {
  return value ? json(*value) : json();
}

json toJson(const Subject& subject) {
  const response::AnalysisInfo& info = subject.analysis->info;
  return {{"model", info.modelName},
          {"path", subject.model->path.string()},
          {"cell", nameOf(info.cell)},
          {"layer", model::layerName(subject.layer.index(), info.bidirectional)},
          {"state", std::string(1, nameOf(subject.state))},
          {"units", subject.units()},
          {"corpus", info.corpusName},
          {"part", info.part},
          {"tokens", info.tokens},
          {"words", subject.words.size()}};
}

std::string tokenOfA(const Subjects& subjects, const SharedWord& word) {
  return subjects.a->model->vocabulary.token(*word.a);
}

json leftOut(const Subject& subject, const std::vector<LeftOutWord>& words) {
  json list = json::array();
  for (const LeftOutWord& word : words)
    list.push_back({{"word", subject.model->vocabulary.token(word.word)}, {"reason", nameOf(word.reason)}});
  return list;
}

template <class Of>
json profile(const Sides<WordProfile>& profiles, Of of) {
  return sides((*profiles.a).*of, (*profiles.b).*of);
}

json wordsOf(const CompareReport& report) {
  json list = json::array();
  for (const WordDifference& word : report.differences.words.words)
    list.push_back({{"word", tokenOfA(report.subjects, word.word)},
                    {"similarity", orNull(word.similarity)},
                    {"matched", orNull(word.matched)},
                    {"rotated", orNull(word.rotated)},
                    {"count", profile(word.profile, &WordProfile::count)},
                    {"strength", profile(word.profile, &WordProfile::strength)},
                    {"dispersion", profile(word.profile, &WordProfile::dispersion)},
                    {"relative_strength", profile(word.profile, &WordProfile::relativeStrength)},
                    {"relative_dispersion", profile(word.profile, &WordProfile::relativeDispersion)},
                    {"sparsity", profile(word.profile, &WordProfile::sparsity)}});
  return list;
}

json toJson(const MeasureDifference& measure) {
  return {{"mean", toJson(measure.mean)},
          {"quantiles", toJson(measure.quantiles)},
          {"higher_in_b", measure.higherInB}};
}

json measuresOf(const WordDifferences& words) {
  return {{"strength", toJson(words.strength)},
          {"dispersion", toJson(words.dispersion)},
          {"relative_strength", toJson(words.relativeStrength)},
          {"relative_dispersion", toJson(words.relativeDispersion)},
          {"sparsity", toJson(words.sparsity)}};
}

/// Flows with what `nameOf` calls their members.
template <class NameOf>
json clusters(const std::optional<ClusterDifferences>& differences, NameOf nameOf) {
  if (!differences) return nullptr;
  json flows = json::array();
  for (const Flow& flow : differences->flows) {
    json members = json::array();
    for (const std::size_t member : flow.members) members.push_back(nameOf(member));
    flows.push_back(
        {{"a", flow.a->value}, {"b", flow.b->value}, {"moves", flow.moves}, {"members", members}});
  }
  return {{"adjusted_rand", differences->adjustedRand},
          {"members", differences->members},
          {"moved", differences->moved},
          {"common", toJson(differences->common)},
          {"partner", differences->partner},
          {"flows", flows}};
}

json matching(const JointReading& joint) {
  std::vector<double> correlations;
  for (std::size_t unit = 0; unit < joint.matching.partner.size(); ++unit) {
    const int partner = joint.matching.partner[unit];
    correlations.push_back(partner < 0 ? 0 : joint.correlation(static_cast<Eigen::Index>(unit), partner));
  }
  return {{"partner", joint.matching.partner},
          {"correlation", correlations},
          {"mean_correlation", joint.matching.similarity},
          {"rotation_similarity", joint.rotation.similarity}};
}

json reading(const JointReading& joint) {
  const auto of = [](const model::ReadingReport& report, std::size_t tokens) {
    return json{{"tokens", tokens},
                {"context", nameOf(report.context)},
                {"batch", report.batch},
                {"warmup", report.warmup},
                {"residual", report.residual}};
  };
  return {{"corpus", joint.corpus},
          {"tokens", joint.tokens},
          {"a", of(*joint.reading.a, *joint.read.a)},
          {"b", of(*joint.reading.b, *joint.read.b)}};
}

void addJoint(json& result, const Attempt<JointReading>& joint) {
  result["cka"] = joint ? toJson(joint->cka) : json();
  result["layers"] = joint ? toJson(joint->layers) : json();
  result["unit_matching"] = joint ? matching(*joint) : json();
  result["joint_reading"] = joint ? reading(*joint) : json();
  if (!joint.problem.empty()) result["problems"].push_back(joint.problem);
}

json toJson(const PairedMean& mean) {
  return {{"a", *mean.mean.a},
          {"b", *mean.mean.b},
          {"difference", mean.difference},
          {"interval", {mean.bounds.low, mean.bounds.high}},
          {"p", mean.pValue},
          {"q", mean.qValue},
          {"places", mean.places},
          {"blocks", mean.blocks}};
}

json predictions(const Subjects& subjects, const PredictionDifferences& of) {
  const bool isClassifier = subjects.a->model->manifest.task == model::Task::classifier;
  json words = json::array(), tags = json::array();
  for (const WordLoss& loss : of.words) {
    json entry = toJson(loss.loss);
    entry["word"] = subjects.a->model->outputName(loss.word.a->index());
    words.push_back(entry);
  }
  for (const TagLoss& loss : of.tags) {
    json entry = toJson(loss.loss);
    entry["part_of_speech"] = text::describe(loss.tag);
    tags.push_back(entry);
  }
  const auto alone = [&](const model::Evaluation& evaluation) {
    return json{{"loss", evaluation.loss},
                {"perplexity", isClassifier ? json() : json(evaluation.perplexity)},
                {"accuracy", evaluation.accuracy},
                {"predictions", evaluation.predictions}};
  };
  return {{"alone", sides(alone(*of.alone.a), alone(*of.alone.b))},
          {"loss", toJson(of.loss)},
          {"accuracy", toJson(of.accuracy)},
          {isClassifier ? "classes" : "words", words},
          {"parts_of_speech", tags},
          {"left_out", of.leftOut}};
}

json toJson(const OutputDifference& output) {
  return {{"token", output.name}, {"probability", toJson(output.probability)}, {"nats", output.divergence}};
}

json toJson(const Cause& cause) {
  return {{"column", cause.column},
          {"output", toJson(cause.output)},
          {"logit", toJson(cause.logit)},
          {"start", toJson(cause.start)},
          {"bias", toJson(cause.bias)},
          {"tokens", toJson(cause.tokens)},
          {"clusters", toJson(cause.clusters)}};
}

json columns(const ComparedSentences& sentences) {
  const SentenceDifferences& differences = *sentences.differences;
  json list = json::array();
  for (std::size_t c = 0; c < differences.columns.size(); ++c) {
    const AlignedTokens& column = differences.columns[c];
    const auto tokens = [](const std::vector<std::string>& of, const TokenSpan& span) {
      const auto first = of.begin() + static_cast<std::ptrdiff_t>(span.first);
      return json(std::vector<std::string>(first, first + static_cast<std::ptrdiff_t>(span.count)));
    };
    json entry{{"a", tokens(*sentences.tokens.a, *column.tokens.a)},
               {"b", tokens(*sentences.tokens.b, *column.tokens.b)},
               {"edit", nameOf(column.edit)}};
    if (c < differences.divergences.size() && differences.divergences[c]) {
      const Divergence& divergence = *differences.divergences[c];
      json outputs = json::array();
      for (const OutputDifference& output : divergence.outputs) outputs.push_back(toJson(output));
      entry.update({{"kl", divergence.nats},
                    {"kl_backward", divergence.backward},
                    {"shared_mass", toJson(divergence.sharedMass)},
                    {"outputs", outputs}});
    }
    list.push_back(entry);
  }
  return list;
}

json toJson(const ComparedSentences& sentences) {
  json result{{"text", toJson(sentences.text)}, {"problem", nullptr}};
  if (!sentences.differences) {
    result["problem"] = sentences.differences.problem;
    return result;
  }
  const SentenceDifferences& differences = *sentences.differences;
  if (!differences.problem.empty()) result["problem"] = differences.problem;
  result.update({{"columns", columns(sentences)},
                 {"edits", differences.edits},
                 {"partner", differences.partner},
                 {"aggregate_positive", toJson(differences.aggregatePositive)},
                 {"aggregate_negative", toJson(differences.aggregateNegative)},
                 {"updated_positive", toJson(differences.updatedPositive)},
                 {"updated_negative", toJson(differences.updatedNegative)},
                 {"widest", orNull(differences.widest)},
                 {"cause", differences.cause ? toJson(*differences.cause) : json()}});
  return result;
}

}  // namespace

std::string_view nameOf(Alignment alignment) {
  return alignment == Alignment::same ? "same" : alignment == Alignment::matched ? "matched" : "rotated";
}
std::string_view nameOf(LeftOut reason) {
  return reason == LeftOut::unknown ? "unknown" : "rare";
}
std::string_view nameOf(Edit edit) {
  constexpr std::array<std::string_view, 4> names{"kept", "changed", "deleted", "inserted"};
  return names[static_cast<std::size_t>(edit)];
}

json toJson(const CompareReport& report) {
  const Subjects& subjects = report.subjects;
  const Differences& of = report.differences;
  const bool hasSimilarities = of.joint && !of.words.words.empty();
  json result{{"a", toJson(*subjects.a)},
              {"b", toJson(*subjects.b)},
              {"problems", json::array()},
              {"words", wordsOf(report)},
              {"left_out",
               sides(leftOut(*subjects.a, *of.shared.leftOut.a), leftOut(*subjects.b, *of.shared.leftOut.b))},
              {"alignment", nameOf(of.words.alignment)},
              {"similarity", hasSimilarities ? json(of.words.similarity) : json()},
              {"matched_similarity", hasSimilarities ? json(of.words.matchedSimilarity) : json()},
              {"rotated_similarity", hasSimilarities ? json(of.words.rotatedSimilarity) : json()},
              {"measures", measuresOf(of.words)},
              {"cluster_agreement", of.wordClusters ? json(of.wordClusters->adjustedRand) : json()},
              {"word_clusters",
               clusters(of.wordClusters,
                        [&](std::size_t word) { return tokenOfA(subjects, of.shared.words[word]); })},
              {"unit_clusters", clusters(of.unitClusters, [](std::size_t unit) { return unit; })}};
  if (!of.shared.problem.empty()) result["problems"].push_back(of.shared.problem);
  addJoint(result, of.joint);
  result["predictions"] = of.predictions ? predictions(subjects, *of.predictions) : json();
  if (!of.predictions.problem.empty()) result["problems"].push_back(of.predictions.problem);
  result["sentences"] = json::array();
  for (const ComparedSentences& sentences : report.sentences)
    result["sentences"].push_back(toJson(sentences));
  return result;
}

}  // namespace rnnvis::cli
