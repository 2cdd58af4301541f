#pragma once

#include "rnnvis/base/run_control.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace rnnvis::cli {

/// What a subcommand may use while it runs.
struct Session {
  RunControl control;  ///< Progress on a terminal; stopped by an interrupt.
};

/// Adds a subcommand's options to the parser and returns what runs it once they are parsed.
using Runner = std::function<void(const Session&)>;
struct Command {
  const char* name;
  const char* summary;
  Runner (*setUp)(CLI::App& parser);
};

Runner setUpInspect(CLI::App& parser);
Runner setUpImport(CLI::App& parser);
Runner setUpTrace(CLI::App& parser);
Runner setUpTrain(CLI::App& parser);
Runner setUpTest(CLI::App& parser);
Runner setUpAnalyze(CLI::App& parser);
Runner setUpMerge(CLI::App& parser);
Runner setUpConfirm(CLI::App& parser);
Runner setUpCocluster(CLI::App& parser);
Runner setUpExplain(CLI::App& parser);
Runner setUpLocate(CLI::App& parser);
Runner setUpAblate(CLI::App& parser);
Runner setUpSearch(CLI::App& parser);
Runner setUpSentence(CLI::App& parser);
Runner setUpCompare(CLI::App& parser);
Runner setUpTag(CLI::App& parser);
Runner setUpExport(CLI::App& parser);
Runner setUpRender(CLI::App& parser);
Runner setUpReport(CLI::App& parser);
Runner setUpCache(CLI::App& parser);

/// Prints one JSON value to standard output. Numbers that JSON lacks (NaN, infinity) become null.
void printJson(const nlohmann::json& value);
/// Prints one line to standard output.
void printLine(const std::string& line);

}  // namespace rnnvis::cli
