#pragma once

#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/state_index.h"

#include <optional>

namespace rnnvis::response {

/// 64 bits that tell the column from a damaged one.
std::int64_t checksumOf(std::span<const std::uint8_t> column);

/// The room that an index is made in: of a file, or in memory.
class IndexRoom {
 public:
  /// [units, places] codes, zero before. An empty path: in memory. Throws Error where there is no room.
  IndexRoom(const std::filesystem::path& path, std::size_t units, std::size_t places, std::size_t passages);

  std::span<std::uint8_t> codes() const { return m_codes; }
  /// The index of what has been filled in, its file at its place.
  std::shared_ptr<const StateIndex> finish(const IndexInfo& info, const std::vector<Stretch>& passages,
                                           const std::vector<StateIndex::Grid>& grid);

 private:
  std::optional<checkpoint::SafetensorsOutput> m_file;
  std::shared_ptr<const void> m_owner;
  std::span<std::uint8_t> m_codes;
};

}  // namespace rnnvis::response
