#include "attributes.h"

#include "describe.h"
#include "handle.h"

#include <cstring>
#include <iterator>

namespace rnnvis::checkpoint {
namespace {

std::size_t elementsOf(hid_t attribute, const std::string& what) {
  const Handle space(H5Aget_space(attribute), H5Sclose, what);
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (count < 0) fail("{} has no extent; {}", what, kDamaged);
  return static_cast<std::size_t>(count);
}

/// Strings of one length each, padded.
std::vector<std::string> fixedStrings(hid_t attribute, const Handle& type, std::size_t count,
                                      const std::string& what, Budget& budget) {
  const std::size_t length = H5Tget_size(type.get());
  std::size_t bytes = 0;
  if (length == 0 || __builtin_mul_overflow(length, count, &bytes))
    fail("{} has no length; {}", what, kDamaged);
  budget.spend(bytes, what);
  std::string padded(bytes, '\0');
  if (H5Aread(attribute, type.get(), padded.data()) < 0) fail("{} cannot be read; {}", what, kDamaged);
  const bool spaces = H5Tget_strpad(type.get()) == H5T_STR_SPACEPAD;
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = padded.substr(i * length, length);
    text.resize(std::min(text.find('\0'), text.size()));
    if (spaces) text.resize(text.find_last_not_of(' ') + 1);
    strings.push_back(std::move(text));
  }
  return strings;
}

/// Strings that lie in a heap of the file.
std::vector<std::string> variableStrings(hid_t attribute, const Handle& type, std::size_t count,
                                         const std::string& what, Budget& budget) {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, sizeof(char*), &bytes)) fail("{} is too long; {}", what, kDamaged);
  budget.spend(bytes, what);
  std::vector<char*> pointers(count, nullptr);
  if (H5Aread(attribute, type.get(), pointers.data()) < 0) fail("{} cannot be read; {}", what, kDamaged);
  std::vector<std::string> strings;
  for (char* pointer : pointers) {
    const std::size_t length = pointer ? std::strlen(pointer) : 0;
    budget.spend(length, what);
    strings.emplace_back(pointer ? pointer : "", length);
    H5free_memory(pointer);
  }
  return strings;
}

}  // namespace

std::optional<std::vector<std::string>> stringsOf(hid_t object, const std::string& attribute,
                                                  const std::string& what, Budget& budget) {
  if (H5Aexists(object, attribute.c_str()) <= 0) return std::nullopt;
  const std::string name = "attribute " + inQuotes(attribute) + " of " + what;
  const Handle opened(H5Aopen(object, attribute.c_str(), H5P_DEFAULT), H5Aclose, name);
  const Handle type(H5Aget_type(opened.get()), H5Tclose, name);
  const std::size_t count = elementsOf(opened.get(), name);
  if (count == 0) return std::vector<std::string>{};  // whose type Keras leaves at numpy's default, float64
  if (H5Tget_class(type.get()) != H5T_STRING) return std::nullopt;
  return H5Tis_variable_str(type.get()) > 0 ? variableStrings(opened.get(), type, count, name, budget)
                                            : fixedStrings(opened.get(), type, count, name, budget);
}

std::optional<std::vector<std::string>> splitStringsOf(hid_t object, const std::string& attribute,
                                                       const std::string& what, Budget& budget) {
  if (auto whole = stringsOf(object, attribute, what, budget)) return whole;
  auto strings = stringsOf(object, attribute + "0", what, budget);
  if (!strings) return std::nullopt;
  for (int part = 1;; ++part) {
    auto more = stringsOf(object, attribute + std::to_string(part), what, budget);
    if (!more) return strings;
    strings->insert(strings->end(), std::make_move_iterator(more->begin()),
                    std::make_move_iterator(more->end()));
  }
}

}  // namespace rnnvis::checkpoint
