#include "cloud_words.h"

#include "word_shape.h"
#include "words.h"

#include "rnnvis/base/split_mix.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rnnvis::scene {
namespace {

constexpr double falloff = 0.6;  // Type of the farthest word over that of the nearest.
constexpr double boldFrom = 0.86;

/// An angle that a text always has.
double directionOf(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char character : text) hash = SplitMix64::hash(hash ^ static_cast<unsigned char>(character));
  return 2 * std::numbers::pi * static_cast<double>(hash >> 11) * 0x1p-53;
}

/// The point of the unit square in a direction from its middle, `share` of the way to the edge.
Point towards(double direction, double share) {
  const double x = std::cos(direction), y = std::sin(direction);
  const double reach = share / (2 * std::max(std::abs(x), std::abs(y)));
  return {0.5 + reach * x, 0.5 + reach * y};
}

/// The nearest to the centroid first, after those that must be there.
std::vector<std::size_t> inPackingOrder(std::vector<std::size_t> rows, const Clustering& clustering,
                                        const std::vector<WordId>& first) {
  std::stable_partition(rows.begin(), rows.end(), [&](std::size_t row) {
    return std::find(first.begin(), first.end(), clustering.words[row]) != first.end();
  });
  return rows;
}

}  // namespace

double WordOfCloud::pixelsAt(double type, double room) const {
  const double fitting = width > 0 ? room / width : type;
  // Whole sizes alone: Qt draws others in the next whole one, wider than their shapes.
  return std::max(smallest, std::floor(std::min(type * closeness, fitting) + 1e-6));
}

std::vector<std::vector<WordOfCloud>> wordsOfClouds(const LayoutInput& input, double room) {
  const Clustering& clustering = input.clustering();
  const auto& distance = clustering.groups.wordDistance;
  const WordTags* tags = shownTags(input).get();
  std::vector<std::vector<WordOfCloud>> clouds;
  for (const auto& rows : rowsByCluster(clustering)) {
    auto& words = clouds.emplace_back();
    for (const std::size_t row : inPackingOrder(rows, clustering, input.options.firstWords)) {
      const double near = distance[rows.front()], far = distance[rows.back()];
      WordOfCloud word;
      word.smallest = input.options.smallestWord;
      word.word = clustering.words[row];
      word.closeness = far > near ? 1 - (1 - falloff) * (distance[row] - near) / (far - near) : 1;
      const std::string& token = input.analysis().tokens[word.word.index()];
      word.isSpecial = isSpecialToken(token);
      word.isBold = word.closeness > boldFrom && !word.isSpecial;
      word.isUnderlined = tags && isUnderlined(tagOf(*tags, word.word));
      word.text = elided(displayToken(token), room, word.smallest, input.measure, word.isBold);
      measureWord(word, input.measure);
      words.push_back(std::move(word));
    }
    aimWords(words);
  }
  return clouds;
}

void measureWord(WordOfCloud& word, const TextMeasure& measure) {
  constexpr double roomBeside = 0.4, roomAbove = 0.17;
  word.shape = measure.shape(word.text, word.isBold);
  if (word.isUnderlined)
    word.shape = std::make_shared<InkShape>(
        underlined(*word.shape, measure.size(word.text, InkShape::perEm, word.isBold).width));
  word.width = measure.size(word.text, InkShape::perEm, word.isBold).width / InkShape::perEm;
  const auto& spans = word.shape->spans;
  const double height =
      spans.empty() ? 0 : double(spans.back().row + 1 - spans.front().row) / InkShape::perEm;
  word.area = (word.width + roomBeside) * (height + roomAbove);
}

void aimWords(std::vector<WordOfCloud>& words) {
  double whole = 0, before = 0;
  for (const WordOfCloud& word : words) whole += word.area * word.closeness * word.closeness;
  for (WordOfCloud& word : words) {
    const double area = word.area * word.closeness * word.closeness;
    const double share = std::sqrt((before + area / 2) / whole);
    word.target = towards(directionOf(word.text), share);
    before += area;
  }
}

double areaOf(const std::vector<WordOfCloud>& words, double type, double room) {
  double area = 0;
  for (const WordOfCloud& word : words) {
    const double pixels = word.pixelsAt(type, room);
    area += word.area * pixels * pixels;
  }
  return area;
}

std::vector<WordToPack> wordsForBox(const std::vector<WordOfCloud>& words, double type, Size box) {
  const double filled = areaOf(words, type, box.width) / std::max(1.0, box.width * box.height);
  const double spread = std::min(1.0, 0.95 * std::sqrt(filled));
  std::vector<WordToPack> toPack;
  toPack.reserve(words.size());
  for (const WordOfCloud& word : words) {
    const Point gathered{0.5 + spread * (word.target.x - 0.5), 0.5 + spread * (word.target.y - 0.5)};
    toPack.push_back({word.shape, word.pixelsAt(type, box.width), word.isSpecial ? Point{1, 1} : gathered});
  }
  return toPack;
}

}  // namespace rnnvis::scene
