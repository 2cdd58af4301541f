#include "words.h"

#include <algorithm>

namespace rnnvis::scene {

bool isSpecialToken(std::string_view token) {
  return token.size() > 2 && token.front() == '<' && token.back() == '>';
}

std::string displayToken(std::string_view token) {
  std::string result;
  for (char character : token) {
    switch (character) {
      case '\n':
        result += "⏎";
        break;
      case '\t':
        result += "⇥";
        break;
      case '\r':
        result += "␍";
        break;
      case ' ':
        result += "␣";
        break;
      default:
        result += character;
    }
  }
  return result;
}

std::string inQuotes(const std::string& text) {
  return "“" + text + "”";
}

std::string groupedNumber(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > (number < 0 ? 1 : 0);
       place -= 3)
    digits.insert(static_cast<std::size_t>(place), ",");
  return digits;
}

std::string describeTokens(const response::AnalysisInfo& info) {
  const auto grouped = [](std::size_t number) { return groupedNumber(static_cast<std::int64_t>(number)); };
  return info.wholeTokens > 0
             ? fmt::format("the first {} of {} tokens", grouped(info.tokens), grouped(info.wholeTokens))
             : grouped(info.tokens) + " tokens";
}

std::string describeLayer(LayerId layer, const response::Analysis& analysis) {
  if (!analysis.info.bidirectional) return fmt::format("layer {}", layer.value);
  return fmt::format("layer {}{}", layer.value / 2, layer.value % 2 ? ", read in reverse" : "");
}

std::string describeState(model::Signal state) {
  return state == model::Signal::c ? "cell state c" : "hidden state h";
}

std::string elided(std::string_view text, double width, double pixels, const TextMeasure& measure,
                   bool bold) {
  if (measure.size(text, pixels, bold).width <= width) return std::string(text);
  std::string shorter(text);
  // What is far too long is halved first: characters one by one would take long.
  while (measure.size(shorter, pixels, bold).width > 2 * width && shorter.size() > 1)
    shorter.resize(shorter.size() / 2);
  while (!shorter.empty()) {
    do shorter.pop_back();
    while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0) == 0x80);
    if (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0) == 0xC0) shorter.pop_back();
    while (!shorter.empty() && shorter.back() == ' ') shorter.pop_back();
    if (measure.size(shorter + "…", pixels, bold).width <= width) break;
  }
  return shorter + "…";
}

std::vector<std::vector<std::size_t>> rowsByCluster(const Clustering& clustering) {
  std::vector<std::vector<std::size_t>> rows(static_cast<std::size_t>(clustering.wordClusters));
  for (std::size_t row = 0; row < clustering.words.size(); ++row)
    rows[static_cast<std::size_t>(clustering.groups.wordLabels[row])].push_back(row);
  const auto& distance = clustering.groups.wordDistance;
  for (auto& cluster : rows)
    std::stable_sort(cluster.begin(), cluster.end(),
                     [&](std::size_t a, std::size_t b) { return distance[a] < distance[b]; });
  return rows;
}

std::vector<std::vector<UnitId>> unitsByCluster(const Clustering& clustering) {
  std::vector<std::vector<UnitId>> units(static_cast<std::size_t>(clustering.unitClusters));
  const auto& labels = clustering.groups.unitLabels;
  for (std::size_t unit = 0; unit < labels.size(); ++unit)
    units[static_cast<std::size_t>(labels[unit])].push_back(UnitId{static_cast<std::int32_t>(unit)});
  return units;
}

}  // namespace rnnvis::scene
