#include "rnnvis/cli/program.h"

#include "command.h"
#include "exit_status.h"
#include "window.h"

#include "rnnvis/base/log.h"
#include "rnnvis/model/linear_algebra.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>

namespace rnnvis::cli {
namespace {

constexpr std::array commands{
    Command{"inspect", "Show what a weights file or model folder holds", setUpInspect},
    Command{"import", "Make a model folder of a weights file", setUpImport},
    Command{"trace", "Write every state and gate of a model reading a text", setUpTrace},
    Command{"train", "Train a model as a configuration file says", setUpTrain},
    Command{"test", "Measure how well a model predicts a corpus", setUpTest},
    Command{"analyze", "Gather how every unit answers to every word of a corpus", setUpAnalyze},
    Command{"merge", "Bring analyses of several texts together", setUpMerge},
    Command{"confirm", "Test what one half of a corpus says on the other half", setUpConfirm},
    Command{"cocluster", "Group units and words by how they answer to one another", setUpCocluster},
    Command{"explain", "List the words a unit answers to, or the units a word moves", setUpExplain},
    Command{"locate", "Test how concentrated a list of words is in clusters and units", setUpLocate},
    Command{"search", "Find words, units and passages of a text", setUpSearch},
    Command{"ablate", "Measure what a model loses without some of its units", setUpAblate},
    Command{"sentence", "Measure what clusters hold while a sentence is read", setUpSentence},
    Command{"compare", "Compare two models, layers, states, texts or sentences", setUpCompare},
    Command{"tag", "Tell the parts of speech of a text", setUpTag},
    Command{"export", "Write responses and labels for numpy", setUpExport},
    Command{"render", "Write a view as PNG, SVG or PDF", setUpRender},
    Command{"report", "Write a session and its findings as one HTML page", setUpReport},
    Command{"cache", "Show, limit or clear the analyses that are kept", setUpCache},
};

/// A line that is rewritten in place; only on a terminal, and at most ten times a second's worth of percents.
class ProgressLine {
 public:
  void show(double fraction) {
    const int percent = static_cast<int>(100 * fraction);
    if (percent == m_percent || !isatty(STDERR_FILENO)) return;
    m_percent = percent;
    std::fprintf(stderr, "\r%3d %%", percent);
    std::fflush(stderr);
  }
  ~ProgressLine() {
    if (m_percent >= 0) std::fputs("\r      \r", stderr);
  }

 private:
  int m_percent = -1;
};

int run(const Runner& runner) {
  ProgressLine progress;
  const auto work = [&](const std::stop_token& stop) {
    runner({RunControl{stop, [&](double fraction) { progress.show(fraction); }}});
  };
  return statusOf(work, "analyse with fewer --samples");
}

bool isSubcommand(const std::string& name) {
  return std::any_of(commands.begin(), commands.end(),
                     [&](const Command& command) { return name == command.name; });
}

}  // namespace

void printJson(const nlohmann::json& value) {
  std::cout << value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}
void printLine(const std::string& line) {
  std::cout << line << '\n';
}

int runProgram(int argc, char** argv) {
  setUpLogging(false);
  if (model::hasGenericKernels())
    spdlog::warn("{}: slow on this processor; install Debian's libopenblas0-pthread",
                 model::linearAlgebraLibrary());
  const std::string first = argc > 1 ? argv[1] : "";
  if (argc == 1 || (first[0] != '-' && !isSubcommand(first))) return openWindow(argc, argv);

  CLI::App app(
      "Look inside trained recurrent text models. Without arguments, or with a model folder or a weights "
      "file, "
      "opens the window.",
      "rnnvis");
  app.set_version_flag("--version", "rnnvis " RNNVIS_VERSION ", " + model::linearAlgebraLibrary());
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, Runner>> runners;
  for (const Command& command : commands) {
    CLI::App* parser = app.add_subcommand(command.name, command.summary);
    runners.emplace_back(parser, command.setUp(*parser));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrongUsage;
  }
  for (const auto& [parser, runner] : runners)
    if (parser->parsed()) return run(runner);
  return wrongUsage;
}

}  // namespace rnnvis::cli
