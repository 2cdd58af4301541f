#pragma once

#include "rnnvis/base/error.h"

#include <exception>
#include <filesystem>
#include <new>
#include <string_view>

namespace rnnvis::checkpoint {

/// Runs `read`, the reader of a container, and lets nothing but Error out of it: every failure gets the
/// file's name and the container's in front.
template <class Read>
auto guarded(const std::filesystem::path& path, std::string_view container, Read&& read) {
  try {
    return read();
  } catch (const Error& error) {
    fail("{} ({}): {}", path.string(), container, error.what());
  } catch (const std::bad_alloc&) {
    fail("{} ({}): there is not enough memory for it; close other programs or save a smaller model",
         path.string(), container);
  } catch (const std::exception& error) {
    fail("{} ({}): {}; the file is damaged: copy or download it again", path.string(), container,
         error.what());
  }
}

}  // namespace rnnvis::checkpoint
