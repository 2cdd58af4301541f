#pragma once

#include "temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace rnnvis::test {

/// Whether Debian's Python has the packages: "torch, onnx".
inline bool hasPython(const std::string& packages) {
  return std::system(("/usr/bin/python3 -c 'import " + packages + "' >/dev/null 2>&1").c_str()) == 0;
}

/// Runs a script in the folder; whether it succeeded.
inline bool runPython(const TemporaryFolder& folder, const std::string& script) {
  folder.write("script.py", script);
  const std::string command =
      "cd '" + folder.path().string() + "' && /usr/bin/python3 -W ignore script.py >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

}  // namespace rnnvis::test
