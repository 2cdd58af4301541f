#include "rnnvis/response/state_index.h"

#include "checksum.h"
#include "state_index_file.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::response {

std::int64_t checksumOf(std::span<const std::uint8_t> column) {
  Checksum checksum;
  checksum.begin(column.size());
  checksum.add(std::as_bytes(column));
  return static_cast<std::int64_t>(std::stoull(checksum.digits(), nullptr, 16));
}

StateIndex::StateIndex(IndexInfo info, std::vector<Stretch> passages, std::vector<Grid> grid,
                       std::span<const std::uint8_t> codes, std::shared_ptr<const void> owner,
                       std::vector<std::int64_t> checksums, std::filesystem::path file)
    : m_info(std::move(info)),
      m_passages(std::move(passages)),
      m_grid(std::move(grid)),
      m_codes(codes),
      m_owner(std::move(owner)),
      m_checksums(std::move(checksums)),
      m_file(std::move(file)),
      m_checked(std::make_unique<std::atomic<bool>[]>(m_grid.size())) {
  for (const Stretch& passage : m_passages) m_places += passage.size();
}

std::span<const std::uint8_t> StateIndex::column(UnitId unit) const {
  if (unit.value < 0 || unit.index() >= units())
    fail("there is no unit {} in layer {}; it has units 0 to {}", unit.value, m_info.layer.value,
         units() - 1);
  const auto column = m_codes.subspan(unit.index() * m_places, m_places);
  std::atomic<bool>& isChecked = m_checked[unit.index()];
  if (m_checksums.empty() || isChecked.load()) return column;
  if (checksumOf(column) != m_checksums[unit.index()]) {
    std::error_code ignored;
    std::filesystem::remove(m_file, ignored);
    fail("the index of the text is damaged at unit {}; search again to have it made anew", unit.value);
  }
  isChecked.store(true);
  return column;
}

int StateIndex::codeOf(UnitId unit, double value) const {
  const Grid& grid = m_grid[unit.index()];
  const double code = std::round((value - double{grid.low}) / double{grid.step});
  return static_cast<int>(std::clamp(code, 0.0, double{levels}));
}

double StateIndex::edgeOf(UnitId unit, int code) const {
  const Grid& grid = m_grid[unit.index()];
  return double{grid.low} + double{grid.step} * code;
}

}  // namespace rnnvis::response
