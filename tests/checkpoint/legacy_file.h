#pragma once

#include "pickle_bytes.h"

#include <string>
#include <utility>
#include <vector>

namespace rnnvis::test {

struct LegacyStorage {
  std::string key;
  std::int64_t elements;
  std::string bytes;
};

/// What torch.save() wrote before PyTorch 1.6: `value` is the opcodes of the saved value.
inline std::string legacyFile(const std::string& value, const std::vector<LegacyStorage>& storages,
                              bool littleEndian = true) {
  using namespace pickle;
  const std::string magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
  const std::string machine = dict({{"protocol_version", integer(1001)},
                                    {"little_endian", littleEndian ? "\x88" : "\x89"},
                                    {"type_sizes", dict({{"short", integer(2)}, {"long", integer(4)}})}});
  std::string keys = "](";
  std::string data;
  for (const LegacyStorage& storage : storages) {
    keys += text(storage.key);
    data += pickle::littleEndian(static_cast<std::uint64_t>(storage.elements), 8) + storage.bytes;
  }
  return program(magic) + program(integer(1001)) + program(machine) + program(value) + program(keys + "e") +
         data;
}

/// A reference to a storage as those files have it; `part` is None or (key, offset, elements).
inline std::string legacyStorage(std::string_view storageClass, std::string_view key, std::int64_t elements,
                                 const std::string& part = "N") {
  using namespace pickle;
  return tuple({text("storage"), global("torch", storageClass), text(key), text("cpu"), integer(elements),
                part}) +
         "Q";
}

/// A float tensor of one dimension on all of a storage.
inline std::string legacyVector(std::string_view key, std::int64_t elements) {
  return pickle::tensor(legacyStorage("FloatStorage", key, elements), 0, {elements}, {1});
}

}  // namespace rnnvis::test
