#include "window_picture.h"

#include "compare/compare_search.h"
#include "compare/compare_window.h"
#include "compare/differences_panel.h"
#include "detail_panel.h"
#include "main_window.h"
#include "search/search_panel.h"

#include "rnnvis/base/error.h"

#include <QApplication>
#include <QPixmap>

#include <memory>

namespace rnnvis::gui {
namespace {

constexpr int layoutRounds = 4;  // A layout within a layout settles a round later.

[[noreturn]] void failToAsk(const QString& question) {
  fail("the selection does not raise the question \"{}\"; select words, a unit, a chip or a cloud",
       question.toStdString());
}

std::unique_ptr<CompareWindow> openComparison(const scene::ComparisonState& state,
                                              const scene::ComputedSides& sides, scene::Size size,
                                              const Appearance& appearance) {
  const Theme& theme = themeOf(appearance, false);
  applyToProgram(theme, textScaleOf(appearance));
  auto window = std::make_unique<CompareWindow>();
  window->setTheme(theme);
  window->setAttribute(Qt::WA_DontShowOnScreen);
  window->resize(static_cast<int>(size.width), static_cast<int>(size.height));
  window->show();
  window->showPicture(state, sides);
  const auto& differences = *window->findChild<DifferencesPanel*>("differencesPanel");
  while (differences.finder().isRunning()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  for (int i = 0; i < layoutRounds; ++i) QCoreApplication::processEvents();
  return window;
}

}  // namespace

QImage drawWindow(const scene::ComputedState& computed, scene::Size size, const Appearance& appearance,
                  const QString& question) {
  MainWindow window(appearance);
  window.setAttribute(Qt::WA_DontShowOnScreen);
  window.resize(static_cast<int>(size.width), static_cast<int>(size.height));
  window.show();
  window.showPicture(std::make_shared<const scene::ComputedState>(computed));
  const auto& details = *window.findChild<DetailPanel*>("detailPanel");
  while (details.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  if (!details.problem().isEmpty()) fail("{}", details.problem().toStdString());
  auto& search = *window.findChild<SearchPanel*>("searchPanel");
  if (!question.isEmpty() && !search.askNamed(question)) failToAsk(question);
  while (search.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  for (int i = 0; i < layoutRounds; ++i) QCoreApplication::processEvents();
  return window.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QImage drawComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      scene::Size size, const Appearance& appearance, const QString& question) {
  const auto window = openComparison(state, sides, size, appearance);
  auto& search = *window->findChild<CompareSearch*>("compareSearch");
  if (!question.isEmpty() && !search.askNamed(question)) failToAsk(question);
  while (search.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  for (int i = 0; i < layoutRounds; ++i) QCoreApplication::processEvents();
  return window->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

Picture printComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                        const PrintSize& size, const Appearance& appearance) {
  const std::shared_ptr<const CompareWindow> window =
      openComparison(state, sides, scene::MainOptions{}.size, appearance);
  Picture picture = window->printed(size, themeOf(appearance, false));
  picture.draw = [window, draw = std::move(picture.draw)](QPainter& painter) { draw(painter); };
  return picture;
}

}  // namespace rnnvis::gui
