#include "layout.h"
#include "words.h"

#include "rnnvis/response/confidence.h"
#include "rnnvis/scene/cluster_titles.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double padding = 5;
constexpr double largestCell = 26;
constexpr double smallestCell = 2;
constexpr double titleHeight = 30;       // Title and summary above a chip …
constexpr double shortTitleHeight = 16;  // … or the title alone, where chips stand close.
constexpr double smallestGap = 6;
constexpr double chipTitlePixels = 11;

class ChipLayout {
 public:
  ChipLayout(const LayoutInput& input, MainScene& scene)
      : m_input(input), m_scene(scene), m_units(unitsByCluster(input.clustering())) {}

  void run() {
    chooseMeaning();
    chooseSizes();
    const Rect& area = m_scene.chipColumn.area;
    const double free = area.height - heightAt(m_cell);
    const double gap = smallestGap + free / static_cast<double>(m_units.size());
    double y = area.y + free / static_cast<double>(2 * m_units.size());
    for (std::size_t cluster = 0; cluster < m_units.size(); ++cluster) {
      Chip chip;
      chip.cluster = ClusterId{static_cast<std::int32_t>(cluster)};
      chip.frame = {area.x, y + m_title, area.width, frameHeight(cluster, m_cell)};
      y = chip.frame.bottom() + gap;
      fill(chip);
      m_scene.chips.push_back(std::move(chip));
    }
  }

 private:
  std::size_t columnsAt(double cell) const {
    return std::max<std::size_t>(
        1, static_cast<std::size_t>((m_scene.chipColumn.area.width - 2 * padding) / cell));
  }
  double frameHeight(std::size_t cluster, double cell) const {
    const std::size_t rows = (m_units[cluster].size() + columnsAt(cell) - 1) / columnsAt(cell);
    return static_cast<double>(std::max<std::size_t>(1, rows)) * cell + 2 * padding;
  }
  double heightAt(double cell) const {
    double height = static_cast<double>(m_units.size()) * (m_title + smallestGap) - smallestGap;
    for (std::size_t cluster = 0; cluster < m_units.size(); ++cluster) height += frameHeight(cluster, cell);
    return height;
  }

  /// The largest cells with which all chips fit their column, with summaries where those leave room.
  void chooseSizes() {
    for (const double title : {titleHeight, shortTitleHeight}) {
      m_title = title;
      for (m_cell = largestCell; m_cell > smallestCell && heightAt(m_cell) > m_scene.chipColumn.area.height;)
        m_cell -= 0.5;
      if (m_cell >= 8) return;
    }
  }

  void chooseMeaning() {
    const Selection& selection = m_input.state().selection;
    const response::Responses& responses = m_input.responses();
    if (const auto place = m_input.token()) {
      m_scene.cellMeaning = CellMeaning::actual;
      m_values = m_input.responseAt(*place);
      m_scene.cellSubject =
          displayToken(m_input.workspace().sentences[place->sentence].sentence->tokens[place->token]);
    } else if (!selection.words.empty()) {
      m_scene.cellMeaning = CellMeaning::response;
      m_values = responses.mean.matrix().row(selection.words.front().value);
      m_scene.cellSubject = displayToken(m_input.analysis().tokens[selection.words.front().index()]);
      markIndistinguishable(selection.words.front());
    } else {
      m_values = responses.explained.matrix().row(0);
    }
    const bool isExplained = m_scene.cellMeaning == CellMeaning::explained;
    m_scene.cellRange =
        isExplained || !m_input.state().responseClip ? robustRange() : *m_input.state().responseClip;
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

  /// The 98th percentile of the absolute values, so that one outlier does not pale the rest.
  double robustRange() const {
    std::vector<float> sizes(static_cast<std::size_t>(m_values.size()));
    for (std::size_t i = 0; i < sizes.size(); ++i)
      sizes[i] = std::abs(m_values[static_cast<Eigen::Index>(i)]);
    const auto place =
        sizes.begin() + static_cast<std::ptrdiff_t>(0.98 * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), place, sizes.end());
    return std::max(1e-6, double{*place});
  }

  void fill(Chip& chip) const {
    const Selection& selection = m_input.state().selection;
    const std::vector<UnitId>& units = m_units[chip.cluster.index()];
    chip.title = titleOf(m_input.clustering(), Side::units, chip.cluster, chip.frame.width, chipTitlePixels,
                         m_input.measure);
    chip.titleBox = {chip.frame.x, chip.frame.y - m_title, chip.frame.width, 15};
    if (m_title == titleHeight)
      chip.summary = elided(summaryOf(chip.cluster), chip.frame.width, summaryPixels, m_input.measure);
    const std::size_t columns = columnsAt(m_cell);
    const double left = chip.frame.x + (chip.frame.width - static_cast<double>(columns) * m_cell) / 2;
    bool holdsSelected = selection.chip == chip.cluster;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const Rect box{left + static_cast<double>(i % columns) * m_cell,
                     chip.frame.y + padding + static_cast<double>(i / columns) * m_cell, m_cell, m_cell};
      const bool isSelected =
          std::find(selection.units.begin(), selection.units.end(), units[i]) != selection.units.end();
      holdsSelected = holdsSelected || isSelected;
      chip.cells.push_back({units[i], box.grown(m_cell > 5 ? -0.75 : -0.25), m_values[units[i].value],
                            isSelected, isFaint(units[i]), isDim(units[i]),
                            m_input.state().edits.isLocked(Side::units, units[i].value)});
    }
    chip.emphasis = holdsSelected ? Emphasis::strong : Emphasis::normal;
  }

  /// The words nearest to the centre of the clouds that the chip answers to most, with either sign.
  std::string summaryOf(ClusterId cluster) const {
    const auto edges = m_input.clustering().groups.edges.col(cluster.value);
    std::string summary;
    for (const double sign : {1.0, -1.0}) {
      Eigen::Index cloud = 0;
      if ((sign * edges).maxCoeff(&cloud) <= 0) continue;
      summary += fmt::format("{}{} {}", summary.empty() ? "" : "   ", sign > 0 ? "+" : "−",
                             nearestWords(static_cast<std::size_t>(cloud), 3));
    }
    return summary;
  }

  std::string nearestWords(std::size_t cloud, std::size_t most) const {
    std::string list;
    std::size_t named = 0;
    for (std::size_t row : m_rows[cloud]) {
      const std::string& token = m_input.analysis().tokens[m_input.clustering().words[row].index()];
      if (isSpecialToken(token)) continue;
      list += (named ? ", " : "") + displayToken(token);
      if (++named == most) break;
    }
    return list.empty() ? fmt::format("cloud {}", cloud) : list;
  }

  const LayoutInput& m_input;
  MainScene& m_scene;
  std::vector<std::vector<UnitId>> m_units;
  std::vector<std::vector<std::size_t>> m_rows = rowsByCluster(m_input.clustering());
  Eigen::RowVectorXf m_values;
  std::vector<bool> m_distinguishable;  // [n]; empty where no word is selected.
  double m_cell = largestCell;
  double m_title = titleHeight;
};

}  // namespace

void layoutChips(const LayoutInput& input, MainScene& scene) {
  ChipLayout(input, scene).run();
}

}  // namespace rnnvis::scene
