#include "npz_read.h"

#include "describe.h"
#include "npy.h"
#include "rnnvis/base/error.h"
#include "zip_archive.h"

namespace rnnvis::checkpoint {
namespace {

std::optional<Array> readEntry(const ZipArchive& archive, const std::string& name,
                               const std::shared_ptr<const void>& owner, Budget& budget) {
  const Storage entry = archive.view(name, budget, owner);
  try {
    return readNpy(entry.bytes, entry.owner, budget);
  } catch (const Error& error) {
    fail("entry {}: {}", inQuotes(name), error.what());
  }
}

}  // namespace

NamedArrays readNpz(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner) {
  constexpr std::string_view suffix = ".npy";
  const ZipArchive archive(bytes);
  Budget budget(bytes.size());
  NamedArrays arrays;
  for (const std::string& name : archive.names()) {
    if (!name.ends_with(suffix)) continue;
    if (auto array = readEntry(archive, name, owner, budget))
      arrays.push_back({name.substr(0, name.size() - suffix.size()), std::move(*array)});
  }
  if (arrays.empty()) fail("it holds no numeric arrays; is it the right file?");
  return arrays;
}

}  // namespace rnnvis::checkpoint
