#include "run_state.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <utility>

namespace rnnvis::training {
namespace {

using nlohmann::json;

constexpr const char* metadataKey = "rnnvis-training";
constexpr int formatVersion = 1;

/// Calls visit(name, shape, values) for all that a checkpoint holds.
template <class State, class Visit>
void visitArrays(State& state, const std::vector<Parameter<float>>& parameters, Updater& updater,
                 const Visit& visit) {
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    visit("weights." + parameters[k].name, parameters[k].shape, parameters[k].values);
    visit("best." + parameters[k].name, parameters[k].shape, std::span(state.bestWeights[k]));
  }
  for (std::size_t m = 0; m < updater.moments().size(); ++m) {
    const Parameter<float>& parameter = parameters[m % parameters.size()];
    visit(fmt::format("moment{}.{}", m / parameters.size(), parameter.name), parameter.shape,
          std::span(updater.moments()[m]));
  }
}

/// The first setting in which two configurations differ, as both have it.
std::pair<std::string, std::string> firstDifference(const std::string& a, const std::string& b) {
  std::istringstream ofA(a), ofB(b);
  std::string lineA, lineB;
  while (std::getline(ofA, lineA) && std::getline(ofB, lineB))
    if (lineA != lineB) break;
  return {lineA, lineB};
}

json readMetadata(const std::filesystem::path& file, const checkpoint::Safetensors& contents) {
  const auto entry = contents.metadata.find(metadataKey);
  const json about = entry == contents.metadata.end()
                         ? json()
                         : json::parse(entry->second, nullptr, /*allow_exceptions=*/false);
  if (!about.is_object() || !about.contains("format") || !about["format"].is_number_integer())
    fail("{} is not a checkpoint of a training run; train into another folder", file.string());
  if (about["format"].get<int>() > formatVersion)
    fail("{} was written by a newer version of RNNVis (format {}, this one reads {}); install that version",
         file.string(), about["format"].get<int>(), formatVersion);
  return about;
}

void requireSame(const std::filesystem::path& file, const RunIdentity& identity, const json& about) {
  const auto configuration = about.at("configuration").get<std::string>();
  if (configuration != identity.configuration) {
    const auto [before, now] = firstDifference(configuration, identity.configuration);
    fail(
        "{} is of a run with {}, but the configuration says {}; resume with the same one or train into "
        "another folder",
        file.string(), before, now);
  }
  if (about.at("data").get<std::string>() != identity.data)
    fail("{} is of a run on other texts; resume with the same ones or train into another folder",
         file.string());
}

void copyInto(const std::filesystem::path& file, const std::string& name,
              const checkpoint::Safetensors& contents, const std::vector<std::int64_t>& shape,
              std::span<float> values) {
  const checkpoint::Array& array = contents.at(name);
  if (array.type() != checkpoint::DType::float32 || array.shape() != shape)
    fail("{}: {} is {}, not {} of float32; the file is damaged: train into another folder", file.string(),
         name, checkpoint::describeShape(array.shape()), checkpoint::describeShape(shape));
  std::memcpy(values.data(), array.bytes().data(), array.bytes().size());
}

}  // namespace

RunIdentity::RunIdentity(Configuration of, std::string dataSha256) : data(std::move(dataSha256)) {
  of.name.clear();
  for (auto* path : {&of.data.file, &of.data.train, &of.data.valid, &of.data.test}) path->clear();
  configuration = formatConfiguration(of);
}

void saveCheckpoint(const std::filesystem::path& file, const RunIdentity& identity, const RunState& state,
                    const std::vector<Parameter<float>>& parameters, Updater& updater) {
  std::vector<checkpoint::OutputArray> arrays;
  visitArrays(state, parameters, updater,
              [&](const std::string& name, const auto& shape, const auto& values) {
                arrays.push_back({name, checkpoint::DType::float32, shape, std::as_bytes(values)});
              });
  const json about{{"format", formatVersion},       {"configuration", identity.configuration},
                   {"data", identity.data},         {"epoch", state.epoch},
                   {"best_epoch", state.bestEpoch}, {"best_loss", state.bestLoss},
                   {"updates", updater.steps()},    {"epochs", state.epochs},
                   {"threads", state.threads}};
  checkpoint::writeSafetensors(file, arrays, {{metadataKey, about.dump()}});
}

RunState loadCheckpoint(const std::filesystem::path& file, const RunIdentity& identity,
                        const std::vector<Parameter<float>>& parameters, Updater& updater) {
  const checkpoint::Safetensors contents = checkpoint::readSafetensors(file);
  const json about = readMetadata(file, contents);
  try {
    requireSame(file, identity, about);
    RunState state;
    state.epoch = about.at("epoch").get<std::size_t>();
    state.bestEpoch = about.at("best_epoch").get<std::size_t>();
    state.bestLoss = about.at("best_loss").get<double>();
    state.epochs = about.at("epochs");
    state.threads = about.value("threads", 0U);
    updater.setSteps(about.at("updates").get<std::size_t>());
    for (const Parameter<float>& parameter : parameters)
      state.bestWeights.emplace_back(parameter.values.size());
    visitArrays(state, parameters, updater,
                [&](const std::string& name, const auto& shape, const auto& values) {
                  copyInto(file, name, contents, shape, values);
                });
    return state;
  } catch (const json::exception& error) {
    fail("{}: {}; the file is damaged: train into another folder", file.string(), error.what());
  }
}

}  // namespace rnnvis::training
