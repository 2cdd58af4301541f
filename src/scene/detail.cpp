#include "rnnvis/scene/detail.h"

#include "detail_input.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

template <class Id>
std::vector<Id> existing(const std::vector<Id>& ids, std::size_t count) {
  std::vector<Id> result;
  for (Id id : ids)
    if (id.value >= 0 && id.index() < count) result.push_back(id);
  return result;
}

bool exists(const std::optional<ClusterId>& cluster, int count) {
  return cluster && cluster->value >= 0 && cluster->value < count;
}

bool exists(const std::optional<TokenPlace>& place, const Workspace& workspace) {
  if (!place || place->sentence >= workspace.sentences.size()) return false;
  const auto& sentence = workspace.sentences[place->sentence].sentence;
  return sentence && place->token < sentence->tokens.size();
}

}  // namespace

std::string DetailInput::place() const {
  return fmt::format("{}, {}", describeLayer(clustering().layer, analysis()),
                     describeState(clustering().state));
}

Detail detailOf(const ComputedState& computed) {
  if (!computed.workspace.clustering) return {};
  const DetailInput input(computed);
  const Selection& selection = input.selection();
  if (const auto words = existing(selection.words, input.analysis().words()); !words.empty())
    return wordDetail(input, words);
  if (const auto units = existing(selection.units, input.units()); !units.empty())
    return unitDetail(input, units);
  if (exists(selection.token, input.workspace())) return tokenDetail(input, *selection.token);
  if (exists(selection.chip, input.clustering().unitClusters)) return chipDetail(input, *selection.chip);
  if (exists(selection.cloud, input.clustering().wordClusters)) return cloudDetail(input, *selection.cloud);
  return {};
}

}  // namespace rnnvis::scene
