#include "chip_sizes.h"
#include "layout.h"
#include "words.h"

#include "rnnvis/response/confidence.h"
#include "rnnvis/scene/cluster_titles.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double chipTitlePixels = 11;
constexpr double titleLine = 15, summaryLine = 14;

class ChipStack {
 public:
  ChipStack(const LayoutInput& input, MainScene& scene)
      : m_input(input),
        m_scene(scene),
        m_units(unitsByCluster(input.clustering())),
        m_sizes(countsOf(m_units), {scene.chipColumn.area.width, scene.chipColumn.area.height},
                input.state().chipLayout) {}

  void run() {
    chooseMeaning();
    const Rect& area = m_scene.chipColumn.area;
    const double gap = m_sizes.gap();
    double y = area.y + (gap - m_sizes.leastGap()) / 2;
    for (std::size_t cluster = 0; cluster < m_units.size(); ++cluster) {
      const Size size = m_sizes.frame(cluster);
      Chip chip;
      chip.cluster = ClusterId{static_cast<std::int32_t>(cluster)};
      // On the side of the clouds, where its edges begin.
      const double left = m_scene.isMirrored ? area.x : area.right() - size.width;
      chip.frame = {left, y + m_sizes.above(), size.width, size.height};
      y = chip.frame.bottom() + gap;
      name(chip);
      fill(chip);
      m_scene.chips.push_back(std::move(chip));
    }
  }

 private:
  static std::vector<std::size_t> countsOf(const std::vector<std::vector<UnitId>>& clusters) {
    std::vector<std::size_t> counts;
    for (const auto& units : clusters) counts.push_back(units.size());
    return counts;
  }

  void chooseMeaning() {
    CellValues cells = cellValuesOf(m_input);
    m_values = std::move(cells.values);
    m_scene.cellMeaning = cells.meaning;
    if (const auto place = m_input.token()) {
      m_scene.cellSubject =
          displayToken(m_input.workspace().sentences[place->sentence].sentence->tokens[place->token]);
    } else if (const auto& words = m_input.state().selection.words; !words.empty()) {
      m_scene.cellSubject = displayToken(m_input.analysis().tokens[words.front().index()]);
      markIndistinguishable(words.front());
    }
    const bool isExplained = cells.meaning == CellMeaning::explained;
    const auto& clip = m_input.state().responseClip;
    m_scene.cellRange = isExplained || !clip ? m_input.scale.cells : *clip;
  }

  void markIndistinguishable(WordId word) {
    const Clustering& clustering = m_input.clustering();
    if (m_input.analysis().count[word.index()] > 0)
      m_distinguishable = distinguishable(m_input.analysis(), clustering.layer, clustering.state, word);
  }
  bool isFaint(UnitId unit) const { return !m_distinguishable.empty() && !m_distinguishable[unit.index()]; }

  bool isDim(UnitId unit) const {
    const std::vector<UnitId>& lit = m_input.state().brushed;
    return !lit.empty() && !std::binary_search(lit.begin(), lit.end(), unit);
  }

  void name(Chip& chip) const {
    const Rect& frame = chip.frame;
    if (m_sizes.strip() > 0) {
      chip.title = std::to_string(chip.cluster.value);
      chip.titleBox = {frame.x + 5, frame.center().y - titleLine / 2, m_sizes.strip() - 5, titleLine};
      return;
    }
    chip.title = titleOf(m_input.clustering(), Side::units, chip.cluster, m_scene.chipColumn.area.width,
                         chipTitlePixels, m_input.measure);
    double width = m_input.measure.size(chip.title, chipTitlePixels, true).width;
    if (m_sizes.hasSummaries()) {
      chip.summary =
          elided(summaryOf(chip.cluster), m_scene.chipColumn.area.width, summaryPixels, m_input.measure);
      width = std::max(width, m_input.measure.size(chip.summary, summaryPixels).width);
      chip.summaryBox = lineAbove(frame, summaryLine + 2, summaryLine, width);
    }
    chip.titleBox = lineAbove(frame, m_sizes.above(), titleLine, width);
  }

  /// A line so high above a frame, from its left end on where no text is longer than the frame is wide.
  Rect lineAbove(const Rect& frame, double above, double height, double width) const {
    const double left = m_scene.isMirrored ? frame.x : std::min(frame.x, frame.right() - width);
    return {left, frame.y - above, std::max(width, frame.width), height};
  }

  void fill(Chip& chip) const {
    const Selection& selection = m_input.state().selection;
    const std::vector<UnitId>& units = m_units[chip.cluster.index()];
    const double inset = m_sizes.cell() > 5 ? 0.75 : 0.25;
    bool holdsSelected = selection.chip == chip.cluster;
    for (std::size_t i = 0; i < units.size(); ++i) {
      Rect box = m_sizes.cellBox(i);
      box.x += chip.frame.x;
      box.y += chip.frame.y;
      const bool isSelected =
          std::find(selection.units.begin(), selection.units.end(), units[i]) != selection.units.end();
      holdsSelected = holdsSelected || isSelected;
      chip.cells.push_back({units[i], box.grown(-inset), m_values[units[i].value], isSelected,
                            isFaint(units[i]), isDim(units[i]),
                            m_input.state().edits.isLocked(Side::units, units[i].value)});
    }
    chip.emphasis = holdsSelected ? Emphasis::strong : Emphasis::normal;
  }

  /// The words nearest to the centre of the clouds that its strongest edges lead to: those that are drawn
  /// where nothing is selected.
  std::string summaryOf(ClusterId cluster) const {
    const MatrixD& edges = m_input.clustering().groups.edges;
    std::string summary;
    for (const Eigen::Index cloud : strongestClouds(edges, cluster.value))
      summary +=
          fmt::format("{}{} {}", summary.empty() ? "" : "   ", edges(cloud, cluster.value) > 0 ? "+" : "−",
                      nearestWords(static_cast<std::size_t>(cloud), 3));
    return summary;
  }

  std::string nearestWords(std::size_t cloud, std::size_t most) const {
    std::string list;
    std::size_t named = 0;
    for (std::size_t row : m_rows[cloud]) {
      const std::string& token = m_input.analysis().tokens[m_input.clustering().words[row].index()];
      if (isSpecialToken(token)) continue;
      list += (named ? " · " : "") + displayToken(token);
      if (++named == most) break;
    }
    return list.empty() ? fmt::format("cloud {}", cloud) : list;
  }

  const LayoutInput& m_input;
  MainScene& m_scene;
  std::vector<std::vector<UnitId>> m_units;
  ChipSizes m_sizes;
  std::vector<std::vector<std::size_t>> m_rows = rowsByCluster(m_input.clustering());
  Eigen::RowVectorXf m_values;
  std::vector<bool> m_distinguishable;  // [n]; empty where no word is selected.
};

}  // namespace

void layoutChips(const LayoutInput& input, MainScene& scene) {
  ChipStack(input, scene).run();
}

}  // namespace rnnvis::scene
