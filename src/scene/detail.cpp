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
  const auto units = existing(selection.units, input.units());
  if (input.settings().topic == DetailTopic::values) return valuesDetail(input, units);
  if (const auto words = existing(selection.words, input.analysis().words()); !words.empty())
    return wordDetail(input, words);
  if (!units.empty()) return unitDetail(input, units);
  if (exists(selection.token, input.workspace())) return tokenDetail(input, *selection.token);
  if (exists(selection.chip, input.clustering().unitClusters)) return chipDetail(computed, *selection.chip);
  if (exists(selection.cloud, input.clustering().wordClusters))
    return cloudDetail(computed, *selection.cloud);
  return {};
}

std::vector<DetailTopic> topicsOf(const ComputedState& computed) {
  std::vector<DetailTopic> topics{DetailTopic::responses, DetailTopic::values};
  if (!computed.workspace.clustering) return topics;
  const DetailInput input(computed);
  const bool ofWords = !existing(input.selection().words, input.analysis().words()).empty();
  const bool ofUnits = !ofWords && !existing(input.selection().units, input.units()).empty();
  if ((ofWords || ofUnits) && input.hasParts()) topics.insert(topics.begin() + 1, DetailTopic::parts);
  if (ofUnits) topics.push_back(DetailTopic::examples);
  return topics;
}

std::vector<std::pair<UnitOrder, std::string>> ordersOf(const ComputedState& computed) {
  std::vector<std::pair<UnitOrder, std::string>> orders;
  if (!computed.workspace.clustering) return orders;
  const DetailInput input(computed);
  const bool isOfValues = input.settings().topic == DetailTopic::values;
  auto words = existing(input.selection().words, input.analysis().words());
  if (words.empty() && exists(input.selection().token, input.workspace())) {
    const TokenPlace place = *input.selection().token;
    words = {input.workspace().sentences[place.sentence].sentence->ids[place.token]};
  }
  if (isOfValues) orders.emplace_back(UnitOrder::firstWord, "by mean");
  for (std::size_t i = 0; i < words.size() && !isOfValues; ++i)
    orders.emplace_back(static_cast<UnitOrder>(i),
                        "by " + inQuotes(displayToken(input.analysis().tokens[words[i].index()])));
  orders.emplace_back(UnitOrder::index, "by index");
  orders.emplace_back(UnitOrder::cluster, "by chip");
  return orders;
}

}  // namespace rnnvis::scene
