#include "layout.h"
#include "word_packing.h"
#include "words.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double padding = 6;       // Between a cloud's frame and its words.
constexpr double titleHeight = 16;  // Above a frame.
constexpr double gap = 8;           // Between a frame and the next title.
constexpr double bulge = 0.09;      // Depth of the arc over the column's width.
constexpr double largestType = 18;  // Of the word nearest to the centroid.
constexpr double smallestType = 6;  // Of the farthest word: below it, words are hidden rather than shrunk.
constexpr double falloff = 0.6;     // Type of the farthest word over that of the nearest.

class CloudLayout {
 public:
  CloudLayout(const LayoutInput& input, MainScene& scene)
      : m_input(input),
        m_scene(scene),
        m_area(scene.cloudColumn.area),
        m_rows(rowsByCluster(input.clustering())) {}

  void run() {
    double type = largestType;
    while (type * falloff > smallestType && neededHeight(type) > wordsHeight()) type *= 0.97;
    const double spare = (wordsHeight() - neededHeight(type)) / static_cast<double>(m_rows.size());
    double y = m_area.y;
    for (std::size_t cluster = 0; cluster < m_rows.size(); ++cluster) {
      const PackedRows packed = pack(cluster, type);
      Cloud cloud;
      cloud.cluster = ClusterId{static_cast<std::int32_t>(cluster)};
      cloud.frame = frameAt(y + titleHeight, std::max(2 * padding, packed.height + 2 * padding + spare));
      y = cloud.frame.bottom() + gap;
      placeWords(cloud, packed, type);
      finish(cloud);
      m_scene.clouds.push_back(std::move(cloud));
    }
  }

 private:
  double frameWidth() const { return m_area.width * (1 - bulge); }
  /// What titles, gaps and paddings leave to words.
  double wordsHeight() const {
    return m_area.height + gap - static_cast<double>(m_rows.size()) * (titleHeight + gap + 2 * padding);
  }

  double neededHeight(double type) const {
    double height = 0;
    for (std::size_t cluster = 0; cluster < m_rows.size(); ++cluster) height += pack(cluster, type).height;
    return height;
  }

  PackedRows pack(std::size_t cluster, double type) const {
    std::vector<Size> sizes;
    for (std::size_t row : m_rows[cluster]) sizes.push_back(boxOf(cluster, row, type));
    return packRows(sizes, frameWidth() - 2 * padding);
  }

  Rect frameAt(double y, double height) const {
    const double middle = (y + height / 2 - m_area.y) / m_area.height * 2 - 1;
    return {m_area.x + bulge * m_area.width * (1 - middle * middle), y, frameWidth(), height};
  }

  /// From 1 for the word nearest to the centroid down to `falloff`.
  double closeness(std::size_t cluster, std::size_t row) const {
    const auto& distance = m_input.clustering().groups.wordDistance;
    const double near = distance[m_rows[cluster].front()], far = distance[m_rows[cluster].back()];
    return far > near ? 1 - (1 - falloff) * (distance[row] - near) / (far - near) : 1;
  }

  Size boxOf(std::size_t cluster, std::size_t row, double type) const {
    const double pixels = type * closeness(cluster, row);
    const Size size = m_input.measure.size(displayToken(token(row)), pixels, isBold(cluster, row));
    return {size.width + 0.6 * pixels, 1.25 * pixels};
  }

  bool isBold(std::size_t cluster, std::size_t row) const {
    return closeness(cluster, row) > 0.8 || selectedPlace(m_input.clustering().words[row]) >= 0;
  }
  int selectedPlace(WordId word) const {
    const auto& words = m_input.state().selection.words;
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? -1 : static_cast<int>(found - words.begin());
  }
  const std::string& token(std::size_t row) const {
    return m_input.analysis().tokens[m_input.clustering().words[row].index()];
  }

  void placeWords(Cloud& cloud, const PackedRows& packed, double type) const {
    const std::size_t cluster = cloud.cluster.index();
    const Point center = cloud.frame.center();
    for (std::size_t i = 0; i < packed.boxes.size(); ++i) {
      const std::size_t row = m_rows[cluster][i];
      const WordId word = m_input.clustering().words[row];
      const Rect& box = packed.boxes[i];
      const Rect placed{center.x + box.x, center.y + box.y, box.width, box.height};
      if (!cloud.frame.contains(placed)) {
        cloud.hidden.push_back(word);
        continue;
      }
      cloud.words.push_back({word, displayToken(token(row)), placed, type * closeness(cluster, row),
                             isBold(cluster, row), isSpecialToken(token(row)), selectedPlace(word)});
    }
  }

  void finish(Cloud& cloud) {
    const std::size_t words = m_rows[cloud.cluster.index()].size();
    cloud.title = fmt::format("cloud {} · {} word{}", cloud.cluster.value, words, words == 1 ? "" : "s");
    if (!cloud.hidden.empty()) cloud.title += fmt::format(" · {} without room", cloud.hidden.size());
    const Selection& selection = m_input.state().selection;
    const bool holdsSelected = std::any_of(cloud.words.begin(), cloud.words.end(),
                                           [](const CloudWord& word) { return word.selected >= 0; });
    cloud.emphasis = holdsSelected || selection.cloud == cloud.cluster ? Emphasis::strong : Emphasis::normal;
    if (selection.units.empty()) return;
    for (CloudWord& word : cloud.words) word.response = responseOf(word.word, selection.units.front());
  }

  double responseOf(WordId word, UnitId unit) {
    const MatrixView mean = m_input.responses().mean.matrix();
    if (m_scene.wordRange == 0)
      for (WordId other : m_input.clustering().words)
        m_scene.wordRange = std::max(m_scene.wordRange, std::abs(double{mean(other.value, unit.value)}));
    return m_scene.wordRange > 0 ? mean(word.value, unit.value) / m_scene.wordRange : 0;
  }

  const LayoutInput& m_input;
  MainScene& m_scene;
  Rect m_area;
  std::vector<std::vector<std::size_t>> m_rows;  // Of the clustered matrix.
};

}  // namespace

void layoutClouds(const LayoutInput& input, MainScene& scene) {
  CloudLayout(input, scene).run();
}

}  // namespace rnnvis::scene
