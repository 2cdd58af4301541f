#include "torch_zip.h"

#include "describe.h"
#include "pickle_checkpoint.h"
#include "rnnvis/base/error.h"
#include "token_tables.h"
#include "zip_archive.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

constexpr std::string_view kPickleName = "data.pkl";

/// What an archive without data.pkl is.
[[noreturn]] void refuseOtherArchive() {
  fail(
      "the archive holds no data.pkl, so torch.save did not write it; if a weights file is in it, unpack it "
      "and open that");
}

bool isTorchScript(const ZipArchive& archive, const std::string& root) {
  return archive.contains(root + "constants.pkl") ||
         std::ranges::any_of(archive.names(),
                             [&](const std::string& name) { return name.starts_with(root + "code/"); });
}

/// The folder that data.pkl lies in, with its slash: PyTorch puts everything into one at the top.
std::string rootOf(const ZipArchive& archive) {
  std::vector<std::string> roots;
  for (const std::string& name : archive.names()) {
    const std::size_t slash = name.find('/');
    const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
    if (std::string_view(name).substr(start) == kPickleName) roots.push_back(name.substr(0, start));
  }
  if (roots.empty()) refuseOtherArchive();
  if (roots.size() > 1)
    fail("both {} and {} hold a data.pkl; save each model to a file of its own", inQuotes(roots[0]),
         inQuotes(roots[1]));
  return roots.front();
}

/// Reads each storage once.
class ZipStorages {
 public:
  ZipStorages(const ZipArchive& archive, std::shared_ptr<const void> owner, std::string root, Budget& budget)
      : m_archive(archive), m_owner(std::move(owner)), m_root(std::move(root)), m_budget(budget) {
    const std::string order = m_root + "byteorder";  // written since PyTorch 2.1
    if (!m_archive.contains(order)) return;
    const auto bytes = m_archive.read(order, m_budget);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text != "little" && text != "big")
      fail("the byte order is {} where little or big is expected; the file is damaged", inQuotes(text));
    m_bigEndian = text == "big";
  }

  Storage find(const std::string& key, std::size_t elementSize) {
    const std::size_t swapped = m_bigEndian ? elementSize : 1;
    const auto known = m_storages.find({key, swapped});
    if (known != m_storages.end()) return known->second;
    const Storage storage = read(m_root + "data/" + key, swapped);
    m_storages.emplace(std::pair(key, swapped), storage);
    return storage;
  }

 private:
  Storage read(const std::string& entry, std::size_t swapped) {
    if (swapped == 1) return m_archive.view(entry, m_budget, m_owner);
    auto bytes = m_archive.read(entry, m_budget);
    swapElements(bytes, swapped);
    return owned(std::move(bytes));
  }

  const ZipArchive& m_archive;
  std::shared_ptr<const void> m_owner;
  std::string m_root;
  Budget& m_budget;
  bool m_bigEndian = false;
  std::map<std::pair<std::string, std::size_t>, Storage> m_storages;
};

Pickle readPickle(const ZipArchive& archive, const std::string& root, Budget& budget) {
  const auto bytes = archive.read(root + std::string(kPickleName), budget);
  try {
    return unpickle(bytes);
  } catch (const Error& error) {
    fail("{}, {}", kPickleName, error.what());
  }
}

}  // namespace

Checkpoint readTorchZip(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner) {
  const ZipArchive archive(bytes);
  const std::string root = rootOf(archive);
  Budget budget(bytes.size());
  const Pickle pickle = readPickle(archive, root, budget);
  ZipStorages storages(archive, owner, root, budget);
  return checkpointOf(
      pickle, isTorchScript(archive, root) ? "TorchScript" : "PyTorch zip",
      [&](const std::string& key, std::size_t elementSize) { return storages.find(key, elementSize); },
      budget);
}

std::vector<TokenTable> tablesInTorchZip(std::span<const std::byte> bytes) {
  const ZipArchive archive(bytes);
  Budget budget(bytes.size());
  return collectTokenTables(readPickle(archive, rootOf(archive), budget), budget);
}

}  // namespace rnnvis::checkpoint
