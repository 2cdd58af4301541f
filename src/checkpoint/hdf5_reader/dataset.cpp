#include "dataset.h"

#include "describe.h"

#include <cstring>

namespace rnnvis::checkpoint {
namespace {

struct Element {
  DType type;
  Handle memoryType;
};

Handle copyOf(hid_t type) {
  return {H5Tcopy(type), H5Tclose, "a type"};
}

/// A float of two bytes: IEEE's or its 8-bit-exponent relative, by the place and width of its fields; others
/// are widened.
Element smallFloat(hid_t type) {
  std::size_t sign = 0, exponent = 0, exponentBits = 0, mantissa = 0, mantissaBits = 0;
  if (H5Tget_fields(type, &sign, &exponent, &exponentBits, &mantissa, &mantissaBits) < 0)
    fail("a type cannot be read; {}", kDamaged);
  const std::size_t bias = H5Tget_ebias(type);
  const bool plain =
      sign == 15 && mantissa == 0 && exponent == mantissaBits && H5Tget_norm(type) == H5T_NORM_IMPLIED;
  const bool half = plain && exponentBits == 5 && mantissaBits == 10 && bias == 15;
  const bool brain = plain && exponentBits == 8 && mantissaBits == 7 && bias == 127;
  if (!half && !brain) return {DType::float32, copyOf(H5T_NATIVE_FLOAT)};
  Handle memoryType = copyOf(type);
  if (H5Tset_order(memoryType.get(), H5T_ORDER_LE) < 0) fail("a type cannot be read; {}", kDamaged);
  return {half ? DType::float16 : DType::bfloat16, std::move(memoryType)};
}

std::optional<Element> floatElement(hid_t type) {
  const std::size_t size = H5Tget_size(type);
  if (size == 2) return smallFloat(type);
  if (size <= 4) return Element{DType::float32, copyOf(H5T_NATIVE_FLOAT)};
  return Element{DType::float64, copyOf(H5T_NATIVE_DOUBLE)};
}

std::optional<Element> integerElement(hid_t type) {
  const bool isSigned = H5Tget_sign(type) != H5T_SGN_NONE;
  switch (H5Tget_size(type)) {
    case 1:
      return isSigned ? Element{DType::int8, copyOf(H5T_NATIVE_INT8)}
                      : Element{DType::uint8, copyOf(H5T_NATIVE_UINT8)};
    case 2:
      return isSigned ? Element{DType::int16, copyOf(H5T_NATIVE_INT16)}
                      : Element{DType::int64, copyOf(H5T_NATIVE_INT64)};
    case 4:
      return isSigned ? Element{DType::int32, copyOf(H5T_NATIVE_INT32)}
                      : Element{DType::int64, copyOf(H5T_NATIVE_INT64)};
    case 8:
      return isSigned ? Element{DType::int64, copyOf(H5T_NATIVE_INT64)}
                      : Element{DType::int64, copyOf(H5T_NATIVE_UINT64)};
    default:
      return std::nullopt;
  }
}

bool hasMember(hid_t type, unsigned index, std::string_view name) {
  char* member = H5Tget_member_name(type, index);
  const bool same = member && name == member;
  H5free_memory(member);
  return same;
}

/// How h5py writes booleans: an enumeration of FALSE and TRUE in a byte.
std::optional<Element> booleanElement(hid_t type) {
  if (H5Tget_size(type) != 1 || H5Tget_nmembers(type) != 2 || !hasMember(type, 0, "FALSE") ||
      !hasMember(type, 1, "TRUE"))
    return std::nullopt;
  return Element{DType::boolean, copyOf(type)};
}

std::optional<Element> elementOf(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_FLOAT:
      return floatElement(type);
    case H5T_INTEGER:
      return integerElement(type);
    case H5T_ENUM:
      return booleanElement(type);
    default:
      return std::nullopt;
  }
}

std::optional<std::vector<std::int64_t>> shapeOf(hid_t dataset, const std::string& what) {
  const Handle space(H5Dget_space(dataset), H5Sclose, what);
  if (H5Sget_simple_extent_type(space.get()) == H5S_NULL) return std::nullopt;
  const int rank = H5Sget_simple_extent_ndims(space.get());
  if (rank < 0 || rank > H5S_MAX_RANK) fail("{} has no shape; {}", what, kDamaged);
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  if (rank > 0 && H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr) < 0)
    fail("{} has no shape; {}", what, kDamaged);
  return std::vector<std::int64_t>(extents.begin(), extents.end());
}

void refuseElsewhere(hid_t dataset, const std::string& what) {
  const Handle properties(H5Dget_create_plist(dataset), H5Pclose, what);
  if (H5Pget_layout(properties.get()) == H5D_VIRTUAL || H5Pget_external_count(properties.get()) != 0)
    fail("{} keeps its elements in other files, which are not opened; save the model to one file", what);
}

void refuseWrapped(const std::byte* elements, std::size_t count, const std::string& what) {
  for (std::size_t i = 0; i < count; ++i) {
    std::int64_t element = 0;
    std::memcpy(&element, elements + i * sizeof element, sizeof element);
    if (element < 0) fail("{} holds an integer without a sign that int64 cannot; save it as int64", what);
  }
}

std::string nameFor(const std::string& path) {
  return "array " + inQuotes(path);
}

}  // namespace

std::optional<Dataset> openDataset(hid_t file, const std::string& path) {
  const std::string what = nameFor(path);
  Handle id(H5Dopen2(file, ("/" + path).c_str(), H5P_DEFAULT), H5Dclose, what);
  const Handle type(H5Dget_type(id.get()), H5Tclose, what);
  auto element = elementOf(type.get());
  if (!element) return std::nullopt;
  auto shape = shapeOf(id.get(), what);
  if (!shape) return std::nullopt;
  refuseElsewhere(id.get(), what);
  return Dataset{path, element->type, std::move(*shape), std::move(id), std::move(element->memoryType)};
}

void readElements(const Dataset& dataset, std::byte* target) {
  const std::string what = nameFor(dataset.path);
  if (H5Dread(dataset.id.get(), dataset.memoryType.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, target) < 0)
    fail("{} cannot be read; {}", what, kDamaged);
  if (H5Tequal(dataset.memoryType.get(), H5T_NATIVE_UINT64) <= 0) return;
  std::size_t count = 1;
  for (const std::int64_t extent : dataset.shape) count *= static_cast<std::size_t>(extent);
  refuseWrapped(target, count, what);
}

}  // namespace rnnvis::checkpoint
