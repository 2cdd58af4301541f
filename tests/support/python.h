#pragma once

#include "temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace rnnvis::test {

/// Runs a script of Debian's Python in the folder; whether it succeeded, which it does not where a package is
/// absent that it imports.
inline bool runPython(const TemporaryFolder& folder, const std::string& script) {
  const auto path = folder.write("script.py", script);
  const std::string command =
      "cd " + folder.path().string() + " && /usr/bin/python3 " + path.string() + " >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

}  // namespace rnnvis::test
