#include "output_array.h"

#include "describe.h"
#include "rnnvis/base/error.h"
#include "shape.h"

#include <unordered_set>

namespace rnnvis::checkpoint {

namespace {

class Names {
 public:
  explicit Names(std::string_view reserved) : m_names{reserved} {}
  void add(const std::string& name) {
    if (!m_names.insert(name).second)
      fail("array {}: the name is taken; give every array a name of its own", inQuotes(name));
    if (!isUtf8(name)) fail("array {}: the name is not UTF-8; give it another", inQuotes(name));
  }

 private:
  std::unordered_set<std::string_view> m_names;
};

}  // namespace

void checkNames(const std::vector<ArrayRoom>& arrays, std::string_view reserved) {
  Names names(reserved);
  for (const ArrayRoom& array : arrays) {
    names.add(array.name);
    if (!byteCount(array.shape, sizeOf(array.type)))
      fail("array {}: there is no room for its shape {}; write a smaller one", inQuotes(array.name),
           describeShape(array.shape));
  }
}

void checkOutput(std::span<const OutputArray> arrays, std::string_view reserved) {
  Names names(reserved);
  for (const OutputArray& array : arrays) {
    names.add(array.name);
    const auto expected = byteCount(array.shape, sizeOf(array.type));
    if (!expected || *expected != array.bytes.size())
      fail("array {}: {} bytes do not make a {} array of shape {}; pass as many elements as the shape has",
           inQuotes(array.name), array.bytes.size(), nameOf(array.type), describeShape(array.shape));
  }
}

}  // namespace rnnvis::checkpoint
