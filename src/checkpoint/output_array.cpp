#include "output_array.h"

#include "describe.h"
#include "rnnvis/base/error.h"
#include "shape.h"

#include <unordered_set>

namespace rnnvis::checkpoint {

void checkOutput(std::span<const OutputArray> arrays, std::string_view reserved) {
  std::unordered_set<std::string_view> names{reserved};
  for (const OutputArray& array : arrays) {
    if (!names.insert(array.name).second)
      fail("array {}: the name is taken; give every array a name of its own", inQuotes(array.name));
    if (!isUtf8(array.name)) fail("array {}: the name is not UTF-8; give it another", inQuotes(array.name));
    const auto expected = byteCount(array.shape, sizeOf(array.type));
    if (!expected || *expected != array.bytes.size())
      fail("array {}: {} bytes do not make a {} array of shape {}; pass as many elements as the shape has",
           inQuotes(array.name), array.bytes.size(), nameOf(array.type), describeShape(array.shape));
  }
}

}  // namespace rnnvis::checkpoint
