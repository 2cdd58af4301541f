// Draws those pictures of the documentation that show dialogs: scripts/docs-pictures.

#include "assistant.h"

#include "help/tour.h"
#include "paths.h"
#include "train/training_window.h"

#include <QAction>
#include <QDialog>

#include <cstdlib>
#include <filesystem>

using namespace rnnvis;
using test::Window;

namespace {

void save(QWidget& widget, const char* name) {
  QApplication::processEvents();
  const QString folder = qEnvironmentVariable("RNNVIS_PICTURES");
  REQUIRE(widget.grab().save(folder + "/" + name + ".png"));
}

}  // namespace

TEST_CASE("pictures of the help", "[.pictures]") {
  gui::saveAppearance({gui::ThemeChoice::light});
  Window window;
  window.window().resize(1440, 900);
  save(window.window(), "start");
  window.find<QAction>("takeTour").trigger();
  window.settle();
  auto& tour = window.find<gui::Tour>("tour");
  while (gui::tourSteps()[tour.step()].deed != gui::TourDeed::comparePair) window.click("tourNext");
  save(window.window(), "tour");
  window.click("tourLeave");
  window.find<QAction>("showShortcuts").trigger();
  window.settle();
  save(window.find("shortcutList"), "shortcuts");
}

TEST_CASE("a picture of the import assistant", "[.pictures]") {
  gui::saveAppearance({gui::ThemeChoice::light});
  Window window;
  const auto folder = window.folder().path() / "kjv";
  std::filesystem::create_directories(folder);
  for (const char* file : {"weights.pt", "vocab.txt", "test.txt"})
    std::filesystem::copy(test::sourceFolder() / "models/kjv-lstm-128x2" / file, folder / file);
  test::Assistant assistant(window, folder / "weights.pt");
  assistant.dialog()->resize(1080, 760);
  assistant.useSample(folder / "test.txt");
  assistant.type("and the Lord said unto Ishmael");
  assistant.settle();
  save(*assistant.dialog(), "import");
}

TEST_CASE("a picture of the training window", "[.pictures]") {
  gui::saveAppearance({gui::ThemeChoice::light});
  Window window;
  window.find<QAction>("train").trigger();
  auto& training = window.find<gui::TrainingWindow>("trainingWindow");
  training.resize(1080, 780);
  training.showRun(
      QString::fromStdString((test::sourceFolder() / "build/runs/reviews-gru-balanced").string()));
  save(training, "training");
}
