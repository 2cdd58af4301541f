#include "exit_status.h"

#include "rnnvis/base/log.h"
#include "rnnvis/training/train.h"

#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>

namespace rnnvis::cli {
namespace {

struct Arguments {
  std::string configuration, folder;
  training::TrainOptions options;
  bool json = false;
};

void addOptions(CLI::App& app, Arguments& arguments) {
  constexpr unsigned mostThreads = 1024;
  app.add_option("CONFIG", arguments.configuration, "Configuration file (docs/training.md)")->required();
  app.add_option("--out", arguments.folder,
                 "Model folder to make; must not exist, be empty or, with --resume, hold a run")
      ->required();
  app.add_flag("--resume", arguments.options.resume, "Go on from the last finished epoch of a run");
  app.add_flag("--json", arguments.json, "Print every event as a line of JSON");
  app.add_option("--threads", arguments.options.threads, "0: one a core")
      ->check(CLI::Range(0u, mostThreads))
      ->capture_default_str();
}

/// Events for people on standard error, progress as a line that is rewritten in place, only on a terminal;
/// the result on standard output.
class Reporter {
 public:
  explicit Reporter(bool json) : m_json(json) {}

  void tell(const training::Event& event) {
    if (m_json) std::cout << event.json << std::endl;
    if (event.isTransient)
      showProgress(event.text);
    else if (!event.isResult)
      std::fprintf(stderr, "%s%s\n", erased(), event.text.c_str());
    else if (!m_json)
      std::cout << event.text << '\n';
  }
  ~Reporter() { std::fputs(erased(), stderr); }

 private:
  void showProgress(const std::string& text) {
    if (!isatty(STDERR_FILENO)) return;
    std::fprintf(stderr, "%s%s", erased(), text.c_str());
    std::fflush(stderr);
    m_shown = true;
  }
  const char* erased() {
    const bool wasShown = m_shown;
    m_shown = false;
    return wasShown ? "\r\33[K" : "";
  }

  bool m_json;
  bool m_shown = false;
};

/// Every step takes and gives back the same large buffers: they stay in the process rather than being mapped
/// anew, page by page.
void keepFreedMemory() {
  constexpr int most = 1 << 30;
  mallopt(M_MMAP_THRESHOLD, most);
  mallopt(M_TRIM_THRESHOLD, most);
  mallopt(M_TOP_PAD, 64 << 20);
}

int run(int argc, char** argv) {
  setUpLogging(false);
  keepFreedMemory();
  CLI::App app("Trains a model as a configuration file says.", "rnnvis train");
  Arguments arguments;
  addOptions(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrongUsage;
  }
  const auto work = [&](const std::stop_token& stop) {
    Reporter reporter(arguments.json);
    const training::Configuration configuration = training::readConfiguration(arguments.configuration);
    training::train(
        configuration, arguments.folder, arguments.options,
        [&](const training::Event& event) { reporter.tell(event); }, stop);
  };
  return statusOf(work, "train with a smaller batch or network");
}

}  // namespace
}  // namespace rnnvis::cli

int main(int argc, char** argv) {
  return rnnvis::cli::run(argc, argv);
}
