#include "torch_zip.h"

#include "describe.h"
#include "pickle.h"
#include "rnnvis/base/error.h"
#include "torch_collect.h"
#include "torch_tensor.h"
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

void refuseTorchScript(const ZipArchive& archive, const std::string& root) {
  const bool scripted = archive.contains(root + "constants.pkl") ||
                        std::ranges::any_of(archive.names(), [&](const std::string& name) {
                          return name.starts_with(root + "code/");
                        });
  if (scripted)
    fail(
        "it is a TorchScript program, which is not read yet; load it with torch.jit.load and save it again "
        "with torch.save(model.state_dict(), \"weights.pt\")");
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

void swapElements(std::vector<std::byte>& bytes, std::size_t elementSize) {
  for (auto first = bytes.begin(); std::cmp_greater_equal(bytes.end() - first, elementSize);) {
    const auto last = first + static_cast<std::ptrdiff_t>(elementSize);
    std::reverse(first, last);
    first = last;
  }
}

/// Reads each storage once.
class ZipStorages {
 public:
  ZipStorages(const ZipArchive& archive, std::string root, Budget& budget)
      : m_archive(archive), m_root(std::move(root)), m_budget(budget) {
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
    Storage& storage = m_storages[{key, swapped}];
    if (storage) return storage;
    auto bytes = m_archive.read(m_root + "data/" + key, m_budget);
    if (swapped > 1) swapElements(bytes, swapped);
    return storage = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  }

 private:
  const ZipArchive& m_archive;
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

[[noreturn]] void refuseWithoutTensors(const Value& root) {
  constexpr std::string_view remedy = "save the model with torch.save(model.state_dict(), \"weights.pt\")";
  const Object* object = root.asObject();
  const auto* callable = object ? object->callable->as<Global>() : nullptr;
  if (callable)
    fail("data.pkl holds no tensors but a {}, which was not run; {}", inQuotes(callable->name), remedy);
  fail("data.pkl holds no tensors; {}", remedy);
}

}  // namespace

NamedArrays readTorchZip(std::span<const std::byte> bytes) {
  const ZipArchive archive(bytes);
  const std::string root = rootOf(archive);
  refuseTorchScript(archive, root);
  Budget budget(bytes.size());
  const Pickle pickle = readPickle(archive, root, budget);
  ZipStorages storages(archive, root, budget);
  TensorReader tensors(
      [&](const std::string& key, std::size_t elementSize) { return storages.find(key, elementSize); },
      budget);
  NamedArrays arrays = collectArrays(pickle, tensors, budget);
  if (arrays.empty()) refuseWithoutTensors(pickle.root());
  return arrays;
}

}  // namespace rnnvis::checkpoint
