#include "numpy_pickle.h"

#include "describe.h"
#include "pickle_object.h"
#include "shape.h"
#include "strided.h"
#include "unsupported.h"

#include <algorithm>
#include <array>

namespace rnnvis::checkpoint {
namespace {

struct NumpyType {
  std::string_view code;
  DType type;
};

constexpr std::array<NumpyType, 9> kTypes{{{"f8", DType::float64},
                                           {"f4", DType::float32},
                                           {"f2", DType::float16},
                                           {"i8", DType::int64},
                                           {"i4", DType::int32},
                                           {"i2", DType::int16},
                                           {"i1", DType::int8},
                                           {"u1", DType::uint8},
                                           {"b1", DType::boolean}}};

struct ElementType {
  DType type;
  bool bigEndian;
};

/// What makes an array, whichever call it was.
struct ArrayParts {
  const Value* shape;
  const Value* type;
  const Value* elements;
  bool columnMajor = false;
};

[[noreturn]] void refuseArray() {
  fail("a numpy array is not put together as numpy writes it; the file is damaged: save it again");
}

/// Whether the function is numpy's, whose package for it was renamed in version 2.
bool isNumpy(std::string_view function, std::string_view module, std::string_view name) {
  for (const std::string_view package : {"numpy.core.", "numpy._core."})
    if (function.starts_with(package))
      return function.substr(package.size()) == std::string(module) + "." + std::string(name);
  return false;
}

bool isTrue(const Value& value) {
  const auto* boolean = value.as<bool>();
  const auto* integer = value.as<std::int64_t>();  // Python 2
  return (boolean && *boolean) || (integer && *integer != 0);
}

/// numpy.dtype("f4", False, True) with the state (3, "<", …).
ElementType elementType(const Value& value) {
  const Object* object = value.asObject();
  const Values* arguments =
      object && className(*object) == "numpy.dtype" ? object->arguments->asSequence() : nullptr;
  const auto* code = arguments && !arguments->empty() ? arguments->front()->as<Text>() : nullptr;
  if (!code) refuseArray();
  const auto* state = object->state ? object->state->as<Tuple>() : nullptr;
  const auto* order = state && state->items.size() > 1 ? state->items[1]->as<Text>() : nullptr;
  const auto* found = std::ranges::find(kTypes, code->text, &NumpyType::code);
  if (found == kTypes.end())
    failUnsupported("numpy arrays of type {} are not supported; convert them with .astype(\"float32\")",
                    inQuotes(code->text));
  return {found->type, order && order->text == ">"};
}

std::vector<std::int64_t> shapeOf(const Value& value) {
  constexpr std::size_t mostDimensions = 64;
  const auto* tuple = value.as<Tuple>();
  if (!tuple || tuple->items.size() > mostDimensions) refuseArray();
  std::vector<std::int64_t> shape;
  for (const Value* item : tuple->items) {
    const auto* extent = item->as<std::int64_t>();
    if (!extent) refuseArray();
    shape.push_back(*extent);
  }
  return shape;
}

std::vector<std::int64_t> stridesOf(const std::vector<std::int64_t>& shape, bool columnMajor) {
  std::vector<std::int64_t> strides(shape.size(), 1);
  std::int64_t elements = 1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::size_t k = columnMajor ? i : shape.size() - 1 - i;
    strides[k] = elements;
    elements *= std::max<std::int64_t>(shape[k], 1);
  }
  return strides;
}

Array arrayOf(const ArrayParts& parts, Budget& budget) {
  const ElementType element = elementType(*parts.type);
  StridedView view{element.type, 0, parts.shape ? shapeOf(*parts.shape) : std::vector<std::int64_t>(), {}};
  auto bytes = byteString(*parts.elements, budget);
  if (!bytes) refuseArray();
  std::vector<std::byte>& elements = *bytes;
  if (byteCount(view.shape, sizeOf(view.type)) != elements.size())
    fail("{} bytes do not make a numpy array of shape {}; the file is damaged", elements.size(),
         describeShape(view.shape));
  if (elements.empty()) return {view.type, view.shape, {}, nullptr};
  if (element.bigEndian) swapElements(elements, sizeOf(view.type));
  view.strides = stridesOf(view.shape, parts.columnMajor);
  return arrayOf(view, owned(std::move(elements)), budget);
}

}  // namespace

std::optional<Array> numpyArray(const Value& value, Budget& budget) {
  const Object* object = value.asObject();
  if (!object) return std::nullopt;
  const std::string_view function = className(*object);
  const Values* arguments = object->arguments->asSequence();
  if (isNumpy(function, "multiarray",
              "_reconstruct")) {  // state: (version, shape, type, column-major, bytes)
    const auto* state = object->state ? object->state->as<Tuple>() : nullptr;
    if (!state || state->items.size() != 5) refuseArray();
    const Values& items = state->items;
    return arrayOf({items[1], items[2], items[4], isTrue(*items[3])}, budget);
  }
  if (isNumpy(function, "numeric", "_frombuffer")) {  // (bytes, type, shape, order)
    if (!arguments || arguments->size() != 4) refuseArray();
    const auto* order = (*arguments)[3]->as<Text>();
    return arrayOf({(*arguments)[2], (*arguments)[1], (*arguments)[0], order && order->text == "F"}, budget);
  }
  if (isNumpy(function, "multiarray", "scalar")) {  // (type, bytes)
    if (!arguments || arguments->size() != 2) refuseArray();
    return arrayOf({nullptr, (*arguments)[0], (*arguments)[1]}, budget);
  }
  return std::nullopt;
}

}  // namespace rnnvis::checkpoint
