#include "torch_storage.h"

#include "describe.h"
#include "unsupported.h"

#include <algorithm>
#include <array>

namespace rnnvis::checkpoint {
namespace {

constexpr std::array<TorchType, 19> kTypes{{{"DoubleStorage", "float64", 8, DType::float64},
                                            {"FloatStorage", "float32", 4, DType::float32},
                                            {"HalfStorage", "float16", 2, DType::float16},
                                            {"BFloat16Storage", "bfloat16", 2, DType::bfloat16},
                                            {"LongStorage", "int64", 8, DType::int64},
                                            {"IntStorage", "int32", 4, DType::int32},
                                            {"ShortStorage", "int16", 2, DType::int16},
                                            {"CharStorage", "int8", 1, DType::int8},
                                            {"ByteStorage", "uint8", 1, DType::uint8},
                                            {"BoolStorage", "bool", 1, DType::boolean},
                                            {"UntypedStorage", "", 1, std::nullopt},
                                            {"ComplexFloatStorage", "complex64", 8, std::nullopt},
                                            {"ComplexDoubleStorage", "complex128", 16, std::nullopt},
                                            {"QInt8Storage", "qint8", 1, std::nullopt},
                                            {"QUInt8Storage", "quint8", 1, std::nullopt},
                                            {"QInt32Storage", "qint32", 4, std::nullopt},
                                            {"QUInt4x2Storage", "quint4x2", 1, std::nullopt},
                                            {"QUInt2x4Storage", "quint2x4", 1, std::nullopt},
                                            {"", "complex32", 4, std::nullopt}}};

/// The type whose name `spelling` is in the namespace torch, or in torch.storage or torch.cuda.
TorchType typeNamed(const std::string& qualified, std::string_view TorchType::*spelling) {
  const std::string_view name = std::string_view(qualified).substr(qualified.rfind('.') + 1);
  const auto* found = std::ranges::find(kTypes, name, spelling);
  if (found == kTypes.end() || name.empty() || !qualified.starts_with("torch."))
    failUnsupported("tensors of {} are not supported; convert them with .float() and save again",
                    inQuotes(qualified));
  return *found;
}

std::int64_t countIn(const Value& value) {
  const auto* count = value.as<std::int64_t>();
  if (!count || *count < 0) fail("a storage has no plausible length; the file is damaged");
  return *count;
}

/// (key, offset, elements), or None.
std::optional<StoragePart> partIn(const Value& value) {
  if (value.as<None>()) return std::nullopt;
  const Values* items = value.asSequence();
  if (!items || items->size() != 3) fail("a storage's part is not described; the file is damaged");
  return StoragePart{countIn(*(*items)[1]), countIn(*(*items)[2])};
}

}  // namespace

std::optional<StorageReference> storageReference(const Persistent& persistent) {
  const Values* id = persistent.id->asSequence();
  const auto* kind = id && !id->empty() ? id->front()->as<Text>() : nullptr;
  if (!kind || kind->text != "storage") return std::nullopt;
  const auto* storageClass = id->size() >= 5 ? (*id)[1]->as<Global>() : nullptr;
  const auto* key = storageClass ? (*id)[2]->as<Text>() : nullptr;
  if (!key) fail("a storage has other properties than PyTorch writes; the file is damaged: save it again");
  StorageReference reference;
  reference.key = key->text;
  reference.type = typeNamed(storageClass->name, &TorchType::storage);
  reference.elements = countIn(*(*id)[4]);
  if (id->size() > 5) reference.part = partIn(*(*id)[5]);
  return reference;
}

TorchType typeOfScalar(const Global& scalar) {
  return typeNamed(scalar.name, &TorchType::scalar);
}

Storage resolve(const StorageReference& reference, std::size_t elementSize, const StorageLookup& lookUp) {
  const std::size_t size = reference.type.size;
  Storage storage = lookUp(reference.key, elementSize);
  const std::size_t held = storage.bytes.size() / size;
  if (static_cast<std::uint64_t>(reference.elements) > held)
    fail("storage {} has {} bytes where {} elements of {} bytes are announced; the file is damaged",
         inQuotes(reference.key), storage.bytes.size(), reference.elements, size);
  if (const auto& part = reference.part) {
    const auto first = static_cast<std::uint64_t>(part->offset);
    const auto count = static_cast<std::uint64_t>(part->elements);
    if (first > held || count > held - first)
      fail("a part of storage {} reaches beyond it; the file is damaged", inQuotes(reference.key));
    storage.bytes = storage.bytes.subspan(first * size, count * size);
  }
  return storage;
}

}  // namespace rnnvis::checkpoint
