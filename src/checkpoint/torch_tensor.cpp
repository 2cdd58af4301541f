#include "torch_tensor.h"

#include "describe.h"
#include "numpy_pickle.h"
#include "pickle_object.h"
#include "torch_legacy.h"
#include "unsupported.h"

#include <string_view>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

/// A call of one of PyTorch's tensor constructors, as the pickle spells it.
struct TensorCall {
  std::string_view function;
  const Values* arguments;
};

[[noreturn]] void refuseCall(std::string_view function) {
  fail("a call of {} has other arguments than PyTorch writes; the file is damaged: save the model again",
       function);
}

template <class Kind>
const Kind& argument(const Values& arguments, std::size_t index, std::string_view function) {
  const auto* found = arguments[index]->as<Kind>();
  if (!found) refuseCall(function);
  return *found;
}

/// A tuple, a list or a torch.Size of integers.
std::vector<std::int64_t> integersOf(const Value* value, std::string_view function) {
  // Many tensors can share one long list.
  constexpr std::size_t mostDimensions = 256;
  if (const Object* object = value->asObject(); object && className(*object) == "torch.Size") {
    const Values* arguments = object->arguments->asSequence();
    if (arguments && arguments->size() == 1) value = arguments->front();
  }
  const Values* items = value->asSequence();
  if (!items || items->size() > mostDimensions) refuseCall(function);
  std::vector<std::int64_t> integers;
  for (const Value* item : *items) {
    const auto* integer = item->as<std::int64_t>();
    if (!integer) refuseCall(function);
    integers.push_back(*integer);
  }
  return integers;
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

[[noreturn]] void refuseType(std::string_view name) {
  failUnsupported("tensors of {} are not supported; convert them with .float() and save again",
                  inQuotes(name));
}

}  // namespace

std::pair<Storage, TorchType> TensorReader::storageOf(const Value& value,
                                                      const std::optional<TorchType>& type,
                                                      std::string_view function) {
  const auto checked = [&](const TorchType& storageType) {
    const TorchType& own = type ? *type : storageType;
    if (!own.isRead()) refuseType(own.storage.empty() ? own.scalar : own.storage);
    return own;
  };
  auto known = m_embedded.find(&value);
  if (known == m_embedded.end())
    if (auto embedded = embeddedStorage(value, m_budget))
      known = m_embedded.emplace(&value, std::move(*embedded)).first;
  if (known != m_embedded.end()) return {known->second.first, checked(known->second.second)};

  const auto* persistent = value.as<Persistent>();
  const auto reference = persistent ? storageReference(*persistent) : std::nullopt;
  if (!reference) refuseCall(function);
  const TorchType own = checked(reference->type);
  return {resolve(*reference, own.size, m_lookUp), own};
}

Array TensorReader::makeTensor(std::string_view function, const Values& arguments) {
  const bool version3 = function == "torch._utils._rebuild_tensor_v3";
  if (!version3 && function != "torch._utils._rebuild_tensor" &&
      function != "torch._utils._rebuild_tensor_v2")
    failUnsupported(
        "tensors made by {} (quantised, sparse, on other devices) are not supported; save plain CPU tensors",
        function);
  if (arguments.size() < (version3 ? 7u : 4u)) refuseCall(function);
  std::optional<TorchType> own;
  if (version3) own = typeOfScalar(argument<Global>(arguments, 6, function));
  const auto [storage, type] = storageOf(*arguments[0], own, function);
  StridedView view;
  view.type = type.type.value_or(DType::uint8);
  view.offset = argument<std::int64_t>(arguments, 1, function);
  view.shape = integersOf(arguments[2], function);
  view.strides = integersOf(arguments[3], function);
  return arrayOf(view, storage, m_budget);
}

std::optional<Array> TensorReader::read(const Value& value) {
  const auto known = m_known.find(&value);
  if (known != m_known.end()) return known->second;
  const Object* object = value.asObject();
  if (object && className(*object) == "torch.ScriptObject")
    failUnsupported("packed weights of a quantised module are not supported; save it before quantising it");
  std::optional<Array> array;
  if (const auto call = tensorCall(value))
    array = makeTensor(call->function, *call->arguments);
  else
    array = numpyArray(value, m_budget);
  if (array) m_known.emplace(&value, *array);
  return array;
}

}  // namespace rnnvis::checkpoint
