#include "evaluation_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::cli {
namespace {

using model::Bounds;
using model::Calibration;
using model::Evaluation;
using model::Predictions;
using model::TextModel;
using nlohmann::json;
using Confusion = std::vector<std::vector<std::size_t>>;

bool isClassifier(const TextModel& model) {
  return model.manifest.task == model::Task::classifier;
}

std::string percent(double share) {
  return std::isnan(share) ? "–" : fmt::format("{:.2f} %", 100 * share);
}

Confusion confusion(const TextModel& model, const Predictions& predictions) {
  return confusionOf(predictions, labelsOf(model).size());
}

Bounds perplexityBounds(const Evaluation& result) {
  return {std::exp(result.lossBounds.low), std::exp(result.lossBounds.high)};
}

json toJson(const Bounds& bounds) {
  return {bounds.low, bounds.high};
}

json toJson(const Evaluation& result) {
  return {{"loss", result.loss},
          {"perplexity", result.perplexity},
          {"accuracy", result.accuracy},
          {"intervals",
           {{"loss", toJson(result.lossBounds)},
            {"perplexity", toJson(perplexityBounds(result))},
            {"accuracy", toJson(result.accuracyBounds)}}},
          {"predictions", result.predictions},
          {"batch", result.reading.batch},
          {"warmup", result.reading.warmup},
          {"residual", result.reading.residual}};
}

json toJson(const Calibration& calibration) {
  json bins = json::array();
  for (const Calibration::Bin& bin : calibration.bins)
    bins.push_back({{"from", bin.from},
                    {"to", bin.to},
                    {"count", bin.count},
                    {"confidence", bin.confidence},
                    {"accuracy", bin.accuracy}});
  return {{"expected_error", calibration.expectedError}, {"bins", bins}};
}

json classesToJson(const TextModel& model, const Confusion& counts) {
  json classes = json::array();
  const auto measures = model::measuresOf(counts);
  for (std::size_t k = 0; k < measures.size(); ++k)
    classes.push_back({{"name", model.outputName(k)},
                       {"count", measures[k].count},
                       {"predicted", measures[k].predicted},
                       {"precision", measures[k].precision},
                       {"recall", measures[k].recall},
                       {"f1", measures[k].f1},
                       {"intervals",
                        {{"precision", toJson(measures[k].precisionBounds)},
                         {"recall", toJson(measures[k].recallBounds)}}}});
  return classes;
}

/// "27.43 (26.90 to 27.97)"
std::string bounded(double value, const Bounds& bounds, int digits, double scale = 1) {
  std::string text = fmt::format("{:.{}f}", value * scale, digits);
  if (std::isfinite(bounds.high))
    text += fmt::format(" ({:.{}f} to {:.{}f})", bounds.low * scale, digits, bounds.high * scale, digits);
  return text;
}

std::string describe(const Evaluation& result, bool isClassifier) {
  std::string line = fmt::format("loss {} nats", bounded(result.loss, result.lossBounds, 4));
  if (!isClassifier) line += ", perplexity " + bounded(result.perplexity, perplexityBounds(result), 2);
  return line + fmt::format(", accuracy {} % of {} predictions; {} tokens, {} documents, context {}\n",
                            bounded(result.accuracy, result.accuracyBounds, 2, 100), result.predictions,
                            result.tokens, result.documents, nameOf(result.reading.context));
}

std::string describe(const Calibration& calibration) {
  std::string text =
      fmt::format("\ncalibration: expected error {}\n{:>10}  {:>11}  {:>10}  {:>8}\n",
                  percent(calibration.expectedError), "confidence", "predictions", "mean", "accuracy");
  for (const Calibration::Bin& bin : calibration.bins)
    text += fmt::format("{:>8}  {:>11}  {:>10}  {:>8}\n",
                        fmt::format("{:.0f}–{:.0f} %", 100 * bin.from, 100 * bin.to), bin.count,
                        percent(bin.confidence), percent(bin.accuracy));
  return text;
}

std::string describeClasses(const TextModel& model, const Confusion& counts) {
  const auto measures = model::measuresOf(counts);
  std::size_t width = 5;
  for (std::size_t k = 0; k < counts.size(); ++k) width = std::max(width, model.outputName(k).size());
  std::string text =
      fmt::format("\n{:{}}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {}\n", "class", width, "documents",
                  "predicted", "precision", "recall", "F1", "taken for each class in turn");
  for (std::size_t k = 0; k < counts.size(); ++k) {
    text += fmt::format("{:{}}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {}\n", model.outputName(k), width,
                        measures[k].count, measures[k].predicted, percent(measures[k].precision),
                        percent(measures[k].recall), percent(measures[k].f1), fmt::join(counts[k], " "));
  }
  return text;
}

}  // namespace

json toJson(const TextModel& model, const EvaluationReport& report) {
  const Evaluation& main = report.contexts.front();
  json result = toJson(main);
  result["tokens"] = main.tokens;
  result["documents"] = main.documents;
  result["context"] = nameOf(main.reading.context);
  for (const Evaluation& other : report.contexts)
    result["contexts"][std::string(nameOf(other.reading.context))] = toJson(other);
  result["calibration"] = toJson(calibrationOf(report.predictions));
  if (isClassifier(model)) {
    const Confusion counts = confusion(model, report.predictions);
    result["classes"] = classesToJson(model, counts);
    result["confusion"] = counts;
  }
  return result;
}

std::string describe(const TextModel& model, const EvaluationReport& report) {
  std::string text;
  for (const Evaluation& each : report.contexts) text += describe(each, isClassifier(model));
  if (isClassifier(model)) text += describeClasses(model, confusion(model, report.predictions));
  text += describe(calibrationOf(report.predictions));
  text.pop_back();  // printLine() ends the last line.
  return text;
}

}  // namespace rnnvis::cli
