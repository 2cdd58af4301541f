#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "fonts.h"
#include "program_style.h"
#include "temporary_folder.h"

#include <QApplication>
#include <QSettings>

#include <cstdlib>

namespace {

/// What one case has chosen in a window, its size of text for instance, is no concern of the next.
struct FreshSettings : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo&) override { QSettings().clear(); }
};
CATCH_REGISTER_LISTENER(FreshSettings)

}  // namespace

/// The application object that widgets need, without a display, with settings and a cache of its own.
int main(int argc, char** argv) {
  const rnnvis::test::TemporaryFolder folder;
  ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  ::setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
  ::setenv("XDG_DATA_HOME", (folder / "data").c_str(), 1);
  ::setenv("XDG_CACHE_HOME", (folder / "cache").c_str(), 1);
  QCoreApplication::setOrganizationName("rnnvis");
  QCoreApplication::setApplicationName("rnnvis");
  QApplication application(argc, argv);
  rnnvis::gui::useProgramStyle();
  rnnvis::gui::loadFonts();
  QApplication::setFont(rnnvis::gui::font(12.5));
  return Catch::Session().run(argc, argv);
}
