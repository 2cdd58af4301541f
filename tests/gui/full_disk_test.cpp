// What happens where there is no room to write.

#include "file_size_limit.h"
#include "window.h"

#include "rnnvis/base/file.h"

#include <QAction>
#include <QFileDialog>

using namespace rnnvis;
using test::Window;

namespace {

namespace fs = std::filesystem;

/// Chooses a menu entry and answers where the file goes; what the window says then, before anything else that
/// has no room, such as the session that is kept, can say so too.
std::string write(Window& window, const QString& action, const QString& dialogName, const fs::path& file) {
  window.window().findChild<QAction*>(action)->trigger();
  auto& dialog = window.find<QFileDialog>(dialogName);
  const test::FileSizeLimit disk(100);
  Q_EMIT dialog.fileSelected(QString::fromStdString(file.string()));
  const std::string message = window.text("messageText");
  dialog.close();
  window.settle();
  return message;
}

std::size_t filesIn(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a picture or a session for which there is no room says so, and what was there stays") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.clickAt(window.wordShown("w3").box.center());
  const scene::AnalyticState before = window.state();
  const fs::path folder = window.folder() / "full";
  fs::create_directory(folder);
  const auto check = [&](const char* action, const char* dialog, const char* name) {
    CAPTURE(name);
    const fs::path file = folder / name;
    window.folder().write(std::string("full/") + name, "from before");
    const std::string message = write(window, action, dialog, file);
    CHECK(message.find(name) != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(readFile(file) == "from before");
    CHECK(window.state() == before);
    window.click("messageDismiss");
  };
  for (const char* name : {"main.png", "main.svg", "main.pdf"}) check("exportMain", "exportDialog", name);
  check("exportDetails", "exportDialog", "details.svg");
  check("exportWindow", "exportDialog", "window.png");
  check("saveSessionAs", "saveSessionDialog", "work.rnnvis-session");
  CHECK(filesIn(folder) == 6);  // Nothing half written lies beside them.
}

TEST_CASE("a folder without permission is named, and nothing is written") {
  Window window;
  window.openSmallModel();
  // Not even the administrator may write there.
  CHECK(write(window, "exportMain", "exportDialog", "/sys/main.png").find("/sys/main.png") !=
        std::string::npos);
  CHECK_FALSE(fs::exists("/sys/main.png"));
}
