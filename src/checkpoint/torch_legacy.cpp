#include "torch_legacy.h"

#include "describe.h"
#include "pickle_object.h"
#include "rnnvis/base/error.h"

#include <cstring>

namespace rnnvis::checkpoint {
namespace {

constexpr std::int64_t kProtocol = 1001;

/// Every storage that the saved value refers to, by key: only their types tell how long the elements are.
std::unordered_map<std::string, StorageReference> referencesIn(const Pickle& pickle) {
  std::unordered_map<std::string, StorageReference> references;
  for (const Value& value : pickle.values()) {
    const auto* persistent = value.as<Persistent>();
    auto reference = persistent ? storageReference(*persistent) : std::nullopt;
    if (reference) references.emplace(reference->key, std::move(*reference));
  }
  return references;
}

}  // namespace

TorchLegacy::TorchLegacy(std::span<const std::byte> bytes, std::shared_ptr<const void> owner)
    : m_rest(bytes), m_owner(std::move(owner)), m_size(bytes.size()), m_pickle(skipToValue()) {
  readStorages();
}

Pickle TorchLegacy::next() {
  try {
    Pickle pickle = unpickle(m_rest);
    m_rest = m_rest.subspan(pickle.byteCount());
    return pickle;
  } catch (const Error& error) {
    fail("the pickle at byte {}, {}", m_size - m_rest.size(), error.what());
  }
}

Pickle TorchLegacy::skipToValue() {
  next();  // the magic number, by which the file was recognised
  const Pickle version = next();
  const auto* protocol = version.root().as<std::int64_t>();
  if (!protocol || *protocol != kProtocol)
    fail("its version is not {}; the file is damaged: save the model again", kProtocol);
  next();  // the machine
  return next();
}

void TorchLegacy::readStorages() {
  const Pickle keys = next();
  const auto* list = keys.root().as<List>();
  if (!list) fail("the list of its storages is missing; the file is damaged: save the model again");
  const auto references = referencesIn(m_pickle);
  for (const Value* item : list->items) {
    const auto* key = item->as<Text>();
    const auto reference = key ? references.find(key->text) : references.end();
    if (reference == references.end())
      fail("it holds a storage that nothing refers to; the file is damaged: save the model again");
    const auto& [name, expected] = *reference;
    std::int64_t count = 0;
    if (m_rest.size() < sizeof count)
      fail("storage {} is cut off; the file is truncated: copy or download it again", inQuotes(name));
    std::memcpy(&count, m_rest.data(), sizeof count);
    m_rest = m_rest.subspan(sizeof count);
    if (count != expected.elements)
      fail("storage {} has {} elements where {} are announced; the file is damaged", inQuotes(name), count,
           expected.elements);
    if (static_cast<std::uint64_t>(count) > m_rest.size() / expected.type.size)
      fail("storage {} is cut off; the file is truncated: copy or download it again", inQuotes(name));
    const auto elements = m_rest.first(static_cast<std::size_t>(count) * expected.type.size);
    if (!m_storages.emplace(name, Storage{elements, m_owner}).second)
      fail("it holds storage {} twice; the file is damaged: save the model again", inQuotes(name));
    m_rest = m_rest.subspan(elements.size());
  }
}

Storage TorchLegacy::find(const std::string& key) const {
  const auto found = m_storages.find(key);
  if (found == m_storages.end())
    fail("storage {} is missing; the file is damaged: copy or download it again", inQuotes(key));
  return found->second;
}

std::optional<std::pair<Storage, TorchType>> embeddedStorage(const Value& value, Budget& budget) {
  const Object* object = value.asObject();
  if (!object || className(*object) != "torch.storage._load_from_bytes") return std::nullopt;
  const Values* arguments = object->arguments->asSequence();
  auto bytes = arguments && arguments->size() == 1 ? byteString(*arguments->front(), budget) : std::nullopt;
  if (!bytes)
    fail("an embedded storage is not given by its bytes; the file is damaged: save the model again");
  const Storage copy = owned(std::move(*bytes));
  const TorchLegacy file(copy.bytes, copy.owner);
  const auto* persistent = file.pickle().root().as<Persistent>();
  const auto reference = persistent ? storageReference(*persistent) : std::nullopt;
  if (!reference) fail("an embedded storage is none; the file is damaged: save the model again");
  const auto lookUp = [&](const std::string& key, std::size_t) { return file.find(key); };
  return std::pair{resolve(*reference, reference->type.size, lookUp), reference->type};
}

}  // namespace rnnvis::checkpoint
