#pragma once

#include "budget.h"

#include <hdf5.h>

#include <optional>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// The strings of an attribute, of fixed or variable length, one for a scalar; nothing where there is no such
/// attribute or it holds something else. `what` names the object in messages. Throws Error where it is
/// damaged or asks for more than `budget` has.
std::optional<std::vector<std::string>> stringsOf(hid_t object, const std::string& attribute,
                                                  const std::string& what, Budget& budget);

/// The same for a list that Keras may have cut into parts, since an attribute in an object's header takes at
/// most 64 KiB: "layer_names", or "layer_names0", "layer_names1", …
std::optional<std::vector<std::string>> splitStringsOf(hid_t object, const std::string& attribute,
                                                       const std::string& what, Budget& budget);

}  // namespace rnnvis::checkpoint
