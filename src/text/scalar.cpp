#include "scalar.h"

#include <utf8proc.h>

namespace rnnvis::text {
namespace {

utf8proc_category_t categoryOf(char32_t value) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(value));
}

}  // namespace

bool isWhiteSpace(char32_t value) {
  switch (value) {
    case 0x20:
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return true;
    default:
      return (value >= 0x09 && value <= 0x0D) || (value >= 0x1C && value <= 0x1F) ||
             (value >= 0x2000 && value <= 0x200A);
  }
}

bool isLetter(char32_t value) {
  const auto category = categoryOf(value);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool isMark(char32_t value) {
  const auto category = categoryOf(value);
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool isWordCharacter(char32_t value) {
  const auto category = categoryOf(value);
  return value == U'_' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO);
}

}  // namespace rnnvis::text
