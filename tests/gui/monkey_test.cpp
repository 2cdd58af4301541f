#include "monkey.h"

#include <QAction>
#include <QSettings>

#include <cstdlib>
#include <filesystem>
#include <iostream>

using namespace rnnvis;
using test::Monkey;
using test::Window;

namespace {

std::uint64_t numberFrom(const char* variable, std::uint64_t byDefault) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : byDefault;
}

/// Taking the last step back and again leads to where it was.
void checkUndo(Window& window) {
  auto& undo = window.find<QAction>("undo");
  if (!undo.isEnabled()) return;
  const scene::AnalyticState before = window.state();
  undo.trigger();
  window.find<QAction>("redo").trigger();
  INFO("before " << test::textOf(before).toStdString() << "\nafter "
                 << test::textOf(window.state()).toStdString());
  CHECK(differInFocusAlone(window.state(), before));
}

/// What the monkey chose is forgotten with its window.
struct ForgottenSettings {
  ~ForgottenSettings() { QSettings().clear(); }
};

/// In a folder of the test, so that what is written by a relative name is written there.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }
  ~WorkingFolder() { std::filesystem::current_path(m_before); }

 private:
  std::filesystem::path m_before = std::filesystem::current_path();
};

}  // namespace

TEST_CASE("the window keeps its head whatever is done to it") {
  const std::uint64_t seed = numberFrom("RNNVIS_MONKEY_SEED", 1);
  const std::uint64_t events = numberFrom("RNNVIS_MONKEY_EVENTS", 400);
  const bool isLong = events >= 20'000;
  if (isLong) std::cout << "monkey: seed " << seed << ", " << events << " events\n" << std::flush;
  const ForgottenSettings settings;
  Window window;
  const WorkingFolder folder(window.folder().path());
  const QString model = window.writeModelFolder();
  window.window().openModel(model);
  window.settle();
  Monkey monkey(window, seed);
  for (std::uint64_t event = 0; event < events; ++event) {
    monkey.act();
    INFO("seed " << seed << ", event " << event << ", after\n" << monkey.lately());
    REQUIRE(monkey.complaint() == "");
    const bool isPause = event % 10 == 9;
    if (!isPause && window.window().computation().isRunning()) continue;
    monkey.settle();
    REQUIRE(test::contradictionIn(window) == "");
    if (isPause) checkUndo(window);
    monkey.settle();
    if (isPause && event % 200 == 199 && QString::fromStdString(window.state().model) != model) {
      window.window().openModel(model);
      monkey.settle();
    }
    if (isLong && event % 1000 == 999)
      std::cout << event + 1 << " events, " << monkey.reached() << " controls\n" << std::flush;
  }
  INFO("seed " << seed);
  if (!isLong) return;
  std::string left;
  for (const std::string& name : monkey.unreached()) left += name + " ";
  CHECK(left == "");
}
