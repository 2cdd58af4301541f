#include "detail_input.h"
#include "words.h"

#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr std::ptrdiff_t mostItems = 6;  // Of each end.

/// The items of the largest values and those of the smallest, from positive to negative.
DetailList strongest(std::string heading, std::vector<DetailItem> items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const DetailItem& a, const DetailItem& b) { return a.value > b.value; });
  if (std::ssize(items) > 2 * mostItems) items.erase(items.begin() + mostItems, items.end() - mostItems);
  DetailList list{std::move(heading), std::move(items), 0};
  for (const DetailItem& item : list.items) list.range = std::max(list.range, std::abs(item.value));
  return list;
}

/// "chip 3 …" at the beginning of a line; names stay as they were given.
std::string capitalised(std::string title) {
  if (title.starts_with("chip ") || title.starts_with("cloud ")) title.front() = 'C';
  return title;
}

class ClusterDetails {
 public:
  explicit ClusterDetails(const DetailInput& input)
      : m_input(input),
        m_groups(input.clustering().groups),
        m_rows(rowsByCluster(input.clustering())),
        m_units(unitsByCluster(input.clustering())) {}

  ClusterDetail chip(ClusterId chip) const {
    const auto& units = m_units[chip.index()];
    ClusterDetail detail;
    detail.title = capitalised(titleOf(m_input.clustering(), Side::units, chip));
    detail.subtitle = m_input.place() + " · average expected responses";
    detail.lists.push_back(cloudsOf(chip));
    std::vector<DetailItem> words;
    for (std::size_t row = 0; row < m_input.clustering().words.size(); ++row)
      words.push_back(item(row, averageOver(units, row)));
    detail.lists.push_back(strongest("Words that move it most", std::move(words)));
    return detail;
  }

  ClusterDetail cloud(ClusterId cloud) const {
    const auto& rows = m_rows[cloud.index()];
    ClusterDetail detail;
    detail.title = capitalised(titleOf(m_input.clustering(), Side::words, cloud));
    detail.subtitle = m_input.place() + " · average expected responses";
    detail.lists.push_back(chipsOf(cloud));
    std::vector<DetailItem> units;
    for (std::size_t unit = 0; unit < m_input.units(); ++unit)
      units.push_back({fmt::format("unit {}", unit),
                       referenceTo(m_input.clustering(), Side::units, ClusterId{m_groups.unitLabels[unit]}),
                       averageOver(rows, static_cast<Eigen::Index>(unit))});
    detail.lists.push_back(strongest("Units that answer most", std::move(units)));
    return detail;
  }

 private:
  /// Its name, where it has one, and something else.
  std::string noteOn(Side side, std::size_t cluster, const std::string& text) const {
    const ClusterId id{static_cast<std::int32_t>(cluster)};
    const std::string& name = markOf(m_input.clustering(), side, id).name;
    return name.empty() ? text : name + " · " + text;
  }

  std::string wordAt(std::size_t row) const {
    return displayToken(m_input.analysis().tokens[m_input.clustering().words[row].index()]);
  }

  DetailItem item(std::size_t row, double value) const {
    const std::int64_t count = m_input.analysis().count[m_input.clustering().words[row].index()];
    return {wordAt(row), groupedNumber(count) + (count == 1 ? " time" : " times"), value};
  }

  DetailList cloudsOf(ClusterId chip) const {
    std::vector<DetailItem> clouds;
    for (std::size_t cloud = 0; cloud < m_rows.size(); ++cloud)
      clouds.push_back({fmt::format("cloud {}", cloud), noteOn(Side::words, cloud, examplesOf(cloud)),
                        m_groups.edges(static_cast<Eigen::Index>(cloud), chip.value)});
    return strongest("Clouds it answers to", std::move(clouds));
  }

  DetailList chipsOf(ClusterId cloud) const {
    std::vector<DetailItem> chips;
    for (std::size_t chip = 0; chip < m_units.size(); ++chip)
      chips.push_back({fmt::format("chip {}", chip),
                       noteOn(Side::units, chip, describeCount(Side::units, m_units[chip].size())),
                       m_groups.edges(cloud.value, static_cast<Eigen::Index>(chip))});
    return strongest("Chips that answer to it", std::move(chips));
  }

  /// Its most central words.
  std::string examplesOf(std::size_t cloud) const {
    std::string result;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, m_rows[cloud].size()); ++i)
      result += (i > 0 ? ", " : "") + wordAt(m_rows[cloud][i]);
    return result;
  }

  /// As Eq. 8 has it: units count with their polarity.
  double averageOver(const std::vector<UnitId>& units, std::size_t row) const {
    const auto mean = m_input.responses().mean.matrix().row(m_input.clustering().words[row].value);
    double sum = 0;
    for (UnitId unit : units) sum += m_groups.unitPolarity[unit.index()] * mean[unit.value];
    return units.empty() ? 0 : sum / static_cast<double>(units.size());
  }

  double averageOver(const std::vector<std::size_t>& rows, Eigen::Index unit) const {
    const MatrixView mean = m_input.responses().mean.matrix();
    double sum = 0;
    for (std::size_t row : rows) sum += mean(m_input.clustering().words[row].value, unit);
    return rows.empty() ? 0 : sum / static_cast<double>(rows.size());
  }

  DetailInput m_input;
  const cocluster::CoClustering& m_groups;
  std::vector<std::vector<std::size_t>> m_rows;
  std::vector<std::vector<UnitId>> m_units;
};

}  // namespace

ClusterDetail chipDetail(const ComputedState& computed, ClusterId chip) {
  return ClusterDetails(DetailInput(computed)).chip(chip);
}

ClusterDetail cloudDetail(const ComputedState& computed, ClusterId cloud) {
  return ClusterDetails(DetailInput(computed)).cloud(cloud);
}

}  // namespace rnnvis::scene
