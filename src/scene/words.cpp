#include "words.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr std::size_t longestLine = 2000;  // Bytes; no column is that wide, and measuring takes its time.

/// Whether what begins here is drawn into the sign before it: accents, points of Hebrew and Arabic, signs of
/// variants, skin tones, joiners.
bool isExtending(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0xCC) return false;
  if (lead < 0xE0) {
    const unsigned scalar = (lead & 0x1F) << 6 | (byte(1) & 0x3F);
    return (scalar >= 0x300 && scalar < 0x370) || (scalar >= 0x591 && scalar < 0x5C8) ||
           (scalar >= 0x610 && scalar < 0x61B) || (scalar >= 0x64B && scalar < 0x660) || scalar == 0x670;
  }
  if (lead < 0xF0) {
    const unsigned scalar = (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return (scalar >= 0x93A && scalar < 0x950 && scalar != 0x93D) || scalar == 0x200D ||
           (scalar >= 0x20D0 && scalar < 0x2100) || (scalar >= 0xFE00 && scalar < 0xFE10) ||
           (scalar >= 0xFE20 && scalar < 0xFE30);
  }
  const unsigned scalar =
      (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  return scalar >= 0x1F3FB && scalar < 0x1F400;
}

}  // namespace

std::size_t cutPoint(std::string_view text, std::size_t bytes) {
  constexpr std::string_view joiner = "\u200d";
  std::size_t place = std::min(bytes, text.size());
  const auto isInside = [&] {
    return (static_cast<unsigned char>(text[place]) & 0xC0) == 0x80 || isExtending(text.substr(place)) ||
           text.substr(0, place).ends_with(joiner);
  };
  while (place > 0 && place < text.size() && isInside()) --place;
  return place;
}

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
  if (state == model::Signal::innerC) return "inner cell state C";
  return state == model::Signal::c ? "cell state c" : "hidden state h";
}

std::string displayLine(std::string_view text) {
  std::string line(text.substr(0, cutPoint(text, longestLine)));
  for (char& character : line)
    if (character == '\n' || character == '\r' || character == '\t') character = ' ';
  return line;
}

std::string elided(std::string_view text, double width, double pixels, const TextMeasure& measure,
                   bool bold) {
  if (text.size() <= longestLine && measure.size(text, pixels, bold).width <= width) return std::string(text);
  const auto fits = [&](std::size_t bytes) {
    return measure.size(std::string(text.substr(0, bytes)) + "…", pixels, bold).width <= width;
  };
  std::size_t fitting = 0, tooLong = std::min(text.size(), longestLine);
  while (tooLong - fitting > 1) {
    const std::size_t middle = fitting + (tooLong - fitting) / 2;
    (fits(cutPoint(text, middle)) ? fitting : tooLong) = middle;
  }
  std::string shorter(text.substr(0, cutPoint(text, fitting)));
  while (!shorter.empty() && shorter.back() == ' ') shorter.pop_back();
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
