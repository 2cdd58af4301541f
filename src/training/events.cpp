#include "events.h"

#include "rnnvis/base/duration.h"

#include <fmt/format.h>

#include <cmath>

namespace rnnvis::training {
namespace {

using nlohmann::json;

Event eventOf(const json& fields, std::string text, bool isTransient = false) {
  return {fields.dump(-1, ' ', false, json::error_handler_t::replace), std::move(text), isTransient};
}

void addMeasure(json& fields, const std::string& prefix, const Measure& measure, bool isClassifier) {
  fields[prefix + "loss"] = measure.loss;
  if (!isClassifier) fields[prefix + "perplexity"] = std::exp(measure.loss);
  fields[prefix + "accuracy"] = measure.accuracy;
}

std::string describe(const Measure& measure, bool isClassifier) {
  if (isClassifier)
    return fmt::format("loss {:.4f}, accuracy {:.2f} %", measure.loss, 100 * measure.accuracy);
  return fmt::format("perplexity {:.2f}", std::exp(measure.loss));
}

}  // namespace

Event dataEvent(const TrainingData& data) {
  json parts;
  for (const DataPart& part : data.parts) {
    json& fields = parts[part.name];
    fields = {{"tokens", part.corpus.ids.size()},
              {"types", countTypes(part.corpus, data.vocabulary.size())},
              {"documents", part.corpus.documents()},
              {"unknown", part.corpus.unknown + part.corpus.skipped}};
    const std::vector<std::size_t> counts = classCounts(part.corpus, data.classNames.size());
    for (std::size_t k = 0; k < counts.size(); ++k) fields["classes"][data.classNames[k]] = counts[k];
  }
  std::string text;
  for (const std::string& line : training::describe(data)) text += (text.empty() ? "" : "\n") + line;
  return eventOf({{"event", "data"}, {"vocabulary", data.vocabulary.size()}, {"texts", parts}}, text);
}

Event runEvent(const Configuration& configuration, const std::vector<Parameter<float>>& parameters,
               unsigned threads, std::size_t epochsDone) {
  std::size_t count = 0;
  for (const Parameter<float>& parameter : parameters) count += parameter.values.size();
  const Configuration::Network& network = configuration.network;
  const json fields{{"event", "run"},
                    {"name", configuration.name},
                    {"task", nameOf(configuration.task)},
                    {"cell", nameOf(network.cell)},
                    {"hidden", network.hidden},
                    {"embedding", network.embedding},
                    {"parameters", count},
                    {"epochs", configuration.training.epochs},
                    {"epochs_done", epochsDone},
                    {"threads", threads}};
  std::string text = fmt::format("{} of {} units, {} parameters, {} thread{}", nameOf(network.cell),
                                 fmt::join(network.hidden, ", "), count, threads, threads == 1 ? "" : "s");
  if (epochsDone > 0) text += fmt::format("; {} epochs done before", epochsDone);
  return eventOf(fields, text);
}

Event progressEvent(const Pace& pace, const Measure& measure, bool isClassifier) {
  json fields{{"event", "progress"},
              {"epoch", pace.epoch},
              {"epochs", pace.epochs},
              {"step", pace.step},
              {"steps", pace.steps},
              {"tokens_per_second", pace.tokensPerSecond},
              {"seconds_left", pace.secondsLeft}};
  addMeasure(fields, "", measure, isClassifier);
  return eventOf(
      fields,
      fmt::format("epoch {} of {}, {:.0f} %: {}, {:.0f} tokens/s, {} left", pace.epoch, pace.epochs,
                  100.0 * static_cast<double>(pace.step) / static_cast<double>(pace.steps),
                  describe(measure, isClassifier), pace.tokensPerSecond, describeDuration(pace.secondsLeft)),
      true);
}

Event epochEvent(const EpochResult& result, bool isClassifier) {
  json fields{{"event", "epoch"},          {"epoch", result.epoch},
              {"epochs", result.epochs},   {"learning_rate", result.learningRate},
              {"seconds", result.seconds}, {"tokens_per_second", result.tokensPerSecond},
              {"best", result.isBest}};
  addMeasure(fields, "train_", result.train, isClassifier);
  addMeasure(fields, "valid_", result.valid, isClassifier);
  return eventOf(fields,
                 fmt::format("epoch {} of {}: learning rate {:.4g}, train {}, valid {}{}, {:.0f} tokens/s",
                             result.epoch, result.epochs, result.learningRate,
                             describe(result.train, isClassifier), describe(result.valid, isClassifier),
                             result.isBest ? " (best)" : "", result.tokensPerSecond));
}

Event resultEvent(const std::filesystem::path& folder, const RunState& state, std::size_t epochs,
                  const Measure& valid, const std::optional<Measure>& test, bool isClassifier) {
  json fields{{"event", "result"},
              {"folder", folder.string()},
              {"epoch", state.bestEpoch},
              {"epochs_done", state.epoch},
              {"epochs", epochs}};
  addMeasure(fields, "valid_", valid, isClassifier);
  std::string text = fmt::format("{}: epoch {} of {} is the best, valid {}", folder.string(), state.bestEpoch,
                                 state.epoch, describe(valid, isClassifier));
  if (test) {
    addMeasure(fields, "test_", *test, isClassifier);
    text += fmt::format(", test {}", describe(*test, isClassifier));
  }
  Event event = eventOf(fields, text);
  event.isResult = true;
  return event;
}

}  // namespace rnnvis::training
