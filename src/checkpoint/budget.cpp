#include "budget.h"

#include "rnnvis/base/error.h"

namespace rnnvis::checkpoint {
namespace {

// Weights hardly compress; float32 weights saved as float64 do by 2, a model of zeros by more.
constexpr std::size_t kMultiple = 16;
constexpr std::size_t kSmallest = std::size_t{1} << 20;

}  // namespace

Budget::Budget(std::size_t fileSize) : m_left(kMultiple * fileSize + kSmallest) {}

void Budget::spend(std::size_t bytes, std::string_view purpose) {
  if (bytes > m_left)
    fail(
        "the file asks for memory out of proportion to its size ({} more bytes for {}); save the model "
        "again, uncompressed and with contiguous tensors",
        bytes, purpose);
  m_left -= bytes;
}

}  // namespace rnnvis::checkpoint
