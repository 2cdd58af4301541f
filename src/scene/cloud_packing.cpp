#include "cloud_packing.h"

#include "cloud_words.h"
#include "words.h"

#include "rnnvis/scene/cluster_titles.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double bulge = 0.09;          // Depth of the arc over the column's width.
constexpr double smallestType = 9.5;    // Of the word nearest to the centroid.
constexpr double contractedRow = 1.35;  // Over the height of the type.
constexpr int mostAttempts = 16;

/// What surrounds the words of a cloud: a title above its frame or, where frames are low, one that stands in
/// the upper line of the frame and takes no more than the gap to the cloud above and the padding below it.
struct Surroundings {
  double title;                 ///< Height of the line above the frame; 0 for one in the frame's line.
  double gap;                   ///< Between a frame and what is above it.
  double above, beside, below;  ///< Words and inside the frame.
  double pixels;                ///< Of the title's type.
  static constexpr Surroundings airy() { return {15, 5, 5, 5, 5, 10.5}; }
  static constexpr Surroundings tight() { return {0, 5, 6, 4, 2, 9.5}; }
  double perCloud() const { return title + gap + above + below; }
  /// From the top of the frame.
  double titleTop() const { return title > 0 ? -15 : -gap; }
  double titleHeight() const { return title > 0 ? 14 : 2 * gap; }
};

Surroundings surroundingsFor(double height, std::size_t clouds) {
  constexpr double mostShare = 0.3;
  const bool isAiry = static_cast<double>(clouds) * Surroundings::airy().perCloud() < mostShare * height;
  return isAiry ? Surroundings::airy() : Surroundings::tight();
}

/// The clouds that a selected chip has no visible edge to; none where it has no edge at all.
std::vector<bool> contractedClouds(const LayoutInput& input) {
  const auto& chip = input.state().selection.chip;
  const MatrixD& edges = input.clustering().groups.edges;
  if (!chip || chip->value >= edges.cols()) return {};
  const double least = std::max(input.state().edgeFilter, input.options.leastEdge) * input.scale.edges;
  std::vector<bool> contracted(static_cast<std::size_t>(edges.rows()));
  for (Eigen::Index cloud = 0; cloud < edges.rows(); ++cloud) {
    const double edge = std::abs(edges(cloud, chip->value));
    contracted[static_cast<std::size_t>(cloud)] = edge == 0 || edge < least;
  }
  if (std::find(contracted.begin(), contracted.end(), false) == contracted.end()) return {};
  return contracted;
}

class CloudPacker {
 public:
  CloudPacker(const LayoutInput& input, const Rect& area, const std::vector<bool>& contracted)
      : m_input(input),
        m_area(area),
        m_around(surroundingsFor(area.height, static_cast<std::size_t>(input.clustering().wordClusters))),
        m_room{area.width * (1 - bulge) - 2 * m_around.beside, 0},
        m_words(wordsOfClouds(input, m_room.width)),
        m_contracted(contracted),
        m_density(m_words.size(), 0.8) {
    m_contracted.resize(m_words.size());
    m_room.height = area.height + m_around.gap - static_cast<double>(m_words.size()) * m_around.perCloud();
  }

  std::vector<Cloud> pack() {
    for (int attempt = 0;; ++attempt) {
      const double type = typeThatFits();
      const bool isLast = type <= smallestType || attempt == mostAttempts;
      if (auto clouds = packAt(type, isLast ? WhenFull::skip : WhenFull::stop)) return *clouds;
    }
  }

 private:
  /// What a cloud's words need below one another.
  double heightAt(std::size_t cloud, double type) const {
    const double height =
        std::max(1.3 * type, areaOf(m_words[cloud], type, m_room.width) / (m_density[cloud] * m_room.width));
    return m_contracted[cloud] ? std::min(height, contractedRow * type) : height;
  }
  double wholeHeightAt(double type) const { return heightOf(false, type) + heightOf(true, type); }
  /// Of all clouds that are contracted, or are not.
  double heightOf(bool contracted, double type) const {
    double height = 0;
    for (std::size_t cloud = 0; cloud < m_words.size(); ++cloud)
      if (m_contracted[cloud] == contracted) height += heightAt(cloud, type);
    return height;
  }

  double typeThatFits() const {
    double low = smallestType, high = std::clamp(m_area.height / 42, 18.0, 40.0);
    if (wholeHeightAt(high) <= m_room.height) return high;
    for (int i = 0; i < 12; ++i) {
      const double middle = (low + high) / 2;
      (wholeHeightAt(middle) <= m_room.height ? low : high) = middle;
    }
    return low;
  }

  /// Absent where words have no room that may not be skipped; then their clouds will get more.
  std::optional<std::vector<Cloud>> packAt(double type, WhenFull whenFull) {
    // What is left over goes to the clouds that show all their words.
    const double stretch = std::max(0.0, m_room.height - heightOf(true, type)) / heightOf(false, type);
    std::vector<Cloud> clouds;
    bool isComplete = true;
    double y = m_area.y;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
      const double height = std::floor(heightAt(i, type) * (m_contracted[i] ? 1 : stretch));
      clouds.push_back(emptyCloud(i, y + m_around.title, height + m_around.above + m_around.below));
      y = clouds.back().frame.bottom() + m_around.gap;
      const bool hidesWords = !fill(clouds.back(), type, m_contracted[i] ? WhenFull::stop : whenFull);
      if (!hidesWords || m_contracted[i]) continue;
      isComplete = false;
      m_density[i] *= 0.9;
    }
    return isComplete || whenFull == WhenFull::skip ? std::optional(std::move(clouds)) : std::nullopt;
  }

  Cloud emptyCloud(std::size_t index, double y, double height) const {
    const double middle = (y + height / 2 - m_area.y) / m_area.height * 2 - 1;
    Cloud cloud;
    cloud.cluster = ClusterId{static_cast<std::int32_t>(index)};
    cloud.frame = {std::floor(m_area.x + bulge * m_area.width * (1 - middle * middle)), std::round(y),
                   m_area.width * (1 - bulge), height};
    cloud.isContracted = m_contracted[index];
    const bool isInLine = m_around.title == 0;
    const double count = isInLine ? 64 : 76, inset = isInLine ? 8 : 0;
    const Rect line{cloud.frame.x + inset, cloud.frame.y + m_around.titleTop(), cloud.frame.width - 2 * inset,
                    m_around.titleHeight()};
    cloud.title = titleOf(m_input.clustering(), Side::words, cloud.cluster, line.width - count,
                          m_around.pixels, m_input.measure);
    cloud.titlePixels = m_around.pixels;
    cloud.titleBox = line;
    cloud.hiddenBox = {line.right() - count, line.y, count, line.height};
    if (isInLine) cloud.titleBox.width = m_input.measure.size(cloud.title, m_around.pixels, true).width;
    return cloud;
  }

  /// Whether all words have found room.
  bool fill(Cloud& cloud, double type, WhenFull whenFull) const {
    const auto& words = m_words[cloud.cluster.index()];
    const Point corner{cloud.frame.x + m_around.beside, cloud.frame.y + m_around.above};
    const Size box{m_room.width, cloud.frame.height - m_around.above - m_around.below};
    const std::vector<WordToPack> toPack = wordsForBox(words, type, box);
    const auto packed = packWords(toPack, box, whenFull);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!packed[i]) {
        cloud.hidden.push_back(words[i].word);
        continue;
      }
      CloudWord word{.word = words[i].word,
                     .text = words[i].text,
                     .box = packed[i]->box,
                     .origin = packed[i]->origin,
                     .pixels = toPack[i].pixels,
                     .isBold = words[i].isBold,
                     .isSpecial = words[i].isSpecial};
      for (auto* x : {&word.box.x, &word.origin.x}) *x += corner.x;
      for (auto* y : {&word.box.y, &word.origin.y}) *y += corner.y;
      cloud.words.push_back(std::move(word));
    }
    if (cloud.hidden.empty()) return true;
    cloud.hiddenCount = fmt::format("+{} hidden", cloud.hidden.size());
    if (m_around.title == 0) {
      const double width = m_input.measure.size(cloud.hiddenCount, m_around.pixels, false).width;
      cloud.hiddenBox = {cloud.hiddenBox.right() - width, cloud.hiddenBox.y, width, cloud.hiddenBox.height};
    }
    return false;
  }

  const LayoutInput& m_input;
  Rect m_area;
  Surroundings m_around;
  Size m_room;  // For words: the width of each cloud, the height of all together.
  std::vector<std::vector<WordOfCloud>> m_words;
  std::vector<bool> m_contracted;
  std::vector<double> m_density;  // Area of each cloud's words over what they need.
};

bool isSame(const Rect& a, const Rect& b) {
  return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

bool isSameMark(const ClusterMark& a, const ClusterMark& b) {
  return a.name == b.name && a.isEdited == b.isEdited;
}

/// Edits of chips leave the clouds alone.
bool hasSameClouds(const Clustering& a, const Clustering& b) {
  return &a == &b ||
         (a.words == b.words && a.wordClusters == b.wordClusters &&
          a.groups.wordLabels == b.groups.wordLabels && a.groups.wordDistance == b.groups.wordDistance &&
          std::equal(a.wordMarks.begin(), a.wordMarks.end(), b.wordMarks.begin(), b.wordMarks.end(),
                     isSameMark));
}

constexpr std::size_t mostKept = 12;  // Some 200 kB each with 1,000 words.

}  // namespace

std::shared_ptr<const CloudPacking> packClouds(const LayoutInput& input, const Rect& area) {
  const std::vector<bool> contracted = contractedClouds(input);
  const auto fits = [&](const CloudPacking& known) {
    return hasSameClouds(*known.clustering, input.clustering()) &&
           known.analysis == input.workspace().analysis && isSame(known.area, area) &&
           known.smallestWord == input.options.smallestWord && known.firstWords == input.options.firstWords &&
           known.tags == shownTags(input) && known.contracted == contracted;
  };
  const auto& known = input.options.clouds;
  if (known && fits(*known)) return known;
  auto packing = std::make_shared<CloudPacking>();
  if (known) {
    packing->before = known->before;
    auto last = std::make_shared<CloudPacking>(*known);
    last->before.clear();
    packing->before.insert(packing->before.begin(), std::move(last));
  }
  auto& before = packing->before;
  const auto found =
      std::find_if(before.begin(), before.end(), [&](const auto& kept) { return fits(*kept); });
  if (found != before.end()) {
    auto kept = std::move(before);
    packing = std::make_shared<CloudPacking>(**found);
    kept.erase(found);
    packing->before = std::move(kept);
  } else {
    packing->clustering = input.workspace().clustering;
    packing->analysis = input.workspace().analysis;
    packing->area = area;
    packing->smallestWord = input.options.smallestWord;
    packing->firstWords = input.options.firstWords;
    packing->tags = shownTags(input);
    packing->contracted = contracted;
    packing->clouds = CloudPacker(input, area, contracted).pack();
    if (before.size() > mostKept) before.resize(mostKept);
  }
  return packing;
}

}  // namespace rnnvis::scene
