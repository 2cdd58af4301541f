#include "command.h"

#include "rnnvis/base/error.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace rnnvis::cli {
namespace {

/// Training has a program of its own, so that LibTorch is loaded only for it.
std::filesystem::path trainer() {
#ifdef RNNVIS_TRAINER
  std::error_code ignored;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  const std::array<std::filesystem::path, 3> places{
      folder / "rnnvis-train", folder.parent_path() / "libexec/rnnvis/rnnvis-train", RNNVIS_TRAINER};
  for (const auto& place : places)
    if (std::filesystem::is_regular_file(place, ignored)) return place;
  fail("the program rnnvis-train, which trains, is missing ({} or {}); install RNNVis again",
       places[0].string(), places[1].string());
#else
  fail("this build cannot train; build with -DRNNVIS_TRAINING=ON for rnnvis train");
#endif
}

}  // namespace

Runner setUpTrain(CLI::App& parser) {
  parser.prefix_command();  // Its options are the other program's, --help included.
  parser.set_help_flag();
  return [&parser](const Session&) {
    const std::filesystem::path program = trainer();
    std::vector<std::string> arguments = parser.remaining();
    arguments.insert(arguments.begin(), program.string());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    fail("cannot run {}: {}; install RNNVis again", program.string(), std::strerror(errno));
  };
}

}  // namespace rnnvis::cli
