#include "torch_tensor.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

/// A call of one of PyTorch's tensor constructors, as the pickle spells it.
struct TensorCall {
  std::string_view function;
  const Values* arguments;
};

struct StorageReference {
  std::string key;
  std::optional<DType> type;  ///< None for an untyped storage: the call tells.
  std::int64_t elements = 0;
};

struct NamedType {
  std::string_view storage;
  std::string_view scalar;
  DType type;
};

constexpr std::array<NamedType, 10> kTypes{{{"DoubleStorage", "float64", DType::float64},
                                            {"FloatStorage", "float32", DType::float32},
                                            {"HalfStorage", "float16", DType::float16},
                                            {"BFloat16Storage", "bfloat16", DType::bfloat16},
                                            {"LongStorage", "int64", DType::int64},
                                            {"IntStorage", "int32", DType::int32},
                                            {"ShortStorage", "int16", DType::int16},
                                            {"CharStorage", "int8", DType::int8},
                                            {"ByteStorage", "uint8", DType::uint8},
                                            {"BoolStorage", "bool", DType::boolean}}};

[[noreturn]] void refuseCall(std::string_view function) {
  fail("a call of {} has other arguments than PyTorch writes; the file is damaged: save the model again",
       function);
}

[[noreturn]] void refuseType(std::string_view name) {
  fail("tensors of {} are not supported; convert them with .float() and save again", inQuotes(name));
}

std::string_view lastPart(std::string_view qualified) {
  return qualified.substr(qualified.rfind('.') + 1);
}

/// The type behind a class such as torch.FloatStorage; none for an untyped storage.
std::optional<DType> typeOfStorage(const Global& storageClass) {
  const std::string_view name = lastPart(storageClass.name);
  if (name == "UntypedStorage") return std::nullopt;
  const auto* found = std::ranges::find(kTypes, name, &NamedType::storage);
  if (found == kTypes.end() || !storageClass.name.starts_with("torch.")) refuseType(storageClass.name);
  return found->type;
}

/// The type behind torch.float32.
DType typeOfScalar(const Global& scalar) {
  const auto* found = std::ranges::find(kTypes, lastPart(scalar.name), &NamedType::scalar);
  if (found == kTypes.end() || !scalar.name.starts_with("torch.")) refuseType(scalar.name);
  return found->type;
}

template <class Kind>
const Kind& argument(const TensorCall& call, std::size_t index) {
  const auto* found = index < call.arguments->size() ? (*call.arguments)[index]->as<Kind>() : nullptr;
  if (!found) refuseCall(call.function);
  return *found;
}

/// A tuple, a list or a torch.Size of integers.
std::vector<std::int64_t> integersOf(const Value* value, std::string_view function) {
  if (const Object* object = value->asObject()) {
    const auto* callable = object->callable->as<Global>();
    const Values* arguments = object->arguments->asSequence();
    if (callable && callable->name == "torch.Size" && arguments && arguments->size() == 1)
      value = arguments->front();
  }
  const Values* items = value->asSequence();
  if (!items) refuseCall(function);
  std::vector<std::int64_t> integers;
  for (const Value* item : *items) {
    const auto* integer = item->as<std::int64_t>();
    if (!integer) refuseCall(function);
    integers.push_back(*integer);
  }
  return integers;
}

/// PyTorch names a storage by ("storage", class, key, device, number of elements).
StorageReference storageOf(const TensorCall& call) {
  const Values* id = argument<Persistent>(call, 0).id->asSequence();
  if (!id || id->size() < 5) refuseCall(call.function);
  const auto* kind = (*id)[0]->as<Text>();
  const auto* storageClass = (*id)[1]->as<Global>();
  const auto* key = (*id)[2]->as<Text>();
  const auto* elements = (*id)[4]->as<std::int64_t>();
  if (!kind || kind->text != "storage" || !storageClass || !key || !elements || *elements < 0)
    refuseCall(call.function);
  return {key->text, typeOfStorage(*storageClass), *elements};
}

/// The constructor's name and arguments where `value` is a call of one. Wrappers (parameters, subclasses of
/// Tensor) are seen through.
std::optional<TensorCall> tensorCall(const Value& value) {
  constexpr int deepestWrapping = 16;
  const Object* object = value.asObject();
  const Value* callable = object ? object->callable : nullptr;
  const Value* arguments = object ? object->arguments : nullptr;
  for (int depth = 0; callable && depth < deepestWrapping; ++depth) {
    const auto* global = callable->as<Global>();
    const Values* items = arguments->asSequence();
    if (!global || !items) return std::nullopt;
    const std::string_view name = global->name;
    if (name == "torch._tensor._rebuild_from_type_v2" || name == "torch._tensor._rebuild_from_type") {
      const bool version2 = name.ends_with("_v2");  // (function, type, arguments, state) or without the state
      if (items->size() < (version2 ? 4u : 3u)) refuseCall(name);
      callable = (*items)[0];
      arguments = (*items)[2];
    } else if (name == "torch._utils._rebuild_parameter" ||
               name == "torch._utils._rebuild_parameter_with_state") {
      object = items->empty() ? nullptr : items->front()->asObject();
      if (!object) refuseCall(name);
      callable = object->callable;
      arguments = object->arguments;
    } else if (name.starts_with("torch._utils._rebuild_")) {
      return TensorCall{name, items};
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

Array makeTensor(const TensorCall& call, const StorageLookup& lookUp, Budget& budget) {
  const bool version3 = call.function == "torch._utils._rebuild_tensor_v3";
  if (!version3 && call.function != "torch._utils._rebuild_tensor" &&
      call.function != "torch._utils._rebuild_tensor_v2")
    fail("tensors made by {} (quantised, sparse, on other devices) are not supported; save plain CPU tensors",
         call.function);
  if (call.arguments->size() < (version3 ? 7u : 4u)) refuseCall(call.function);
  const StorageReference reference = storageOf(call);
  StridedView view;
  view.offset = argument<std::int64_t>(call, 1);
  view.shape = integersOf((*call.arguments)[2], call.function);
  view.strides = integersOf((*call.arguments)[3], call.function);
  if (version3)
    view.type = typeOfScalar(argument<Global>(call, 6));
  else
    view.type = reference.type.value_or(DType::uint8);

  const Storage storage = lookUp(reference.key, sizeOf(view.type));
  const std::size_t elementSize = reference.type ? sizeOf(*reference.type) : 1;
  if (static_cast<std::uint64_t>(reference.elements) > storage->size() / elementSize)
    fail("storage {} has {} bytes where {} elements of {} bytes are announced; the file is damaged",
         inQuotes(reference.key), storage->size(), reference.elements, elementSize);
  return arrayOf(view, storage, budget);
}

}  // namespace

std::optional<Array> TensorReader::read(const Value& value) {
  const auto known = m_known.find(&value);
  if (known != m_known.end()) return known->second;
  const auto call = tensorCall(value);
  if (!call) return std::nullopt;
  return m_known.emplace(&value, makeTensor(*call, m_lookUp, m_budget)).first->second;
}

}  // namespace rnnvis::checkpoint
