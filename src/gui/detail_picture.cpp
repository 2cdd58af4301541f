#include "detail_picture.h"

#include "appearance.h"

#include "rnnvis/base/error.h"

#include <QApplication>

#include <qcustomplot.h>

#include <algorithm>
#include <array>

namespace rnnvis::gui {
namespace {

/// A view, the topic that it shows, and of what.
struct View {
  std::string_view name;
  scene::DetailTopic topic;
  bool ofWords, ofUnits, ofClusters, ofNothing;
  const char* need;
};

constexpr std::array<View, 6> views{{
    {"distribution", scene::DetailTopic::responses, true, false, false, false,
     "give --select-word, or --sentence and --select-token"},
    {"unit", scene::DetailTopic::responses, false, true, false, false, "give --select-unit"},
    {"cluster", scene::DetailTopic::responses, false, false, true, false,
     "give --select-chip or --select-cloud"},
    {"parts", scene::DetailTopic::parts, true, true, false, false, "give --select-word or --select-unit"},
    {"values", scene::DetailTopic::values, false, true, false, true, ""},
    {"examples", scene::DetailTopic::examples, false, true, false, false, "give --select-unit"},
}};

const View* viewNamed(std::string_view name) {
  const auto found = std::find_if(views.begin(), views.end(), [&](const View& v) { return v.name == name; });
  return found == views.end() ? nullptr : &*found;
}

/// What the view shows of all that is selected, which on the command line may be of several kinds.
scene::Selection selectionFor(const View& view, const scene::Selection& selected) {
  scene::Selection selection;
  if (view.ofWords && !selected.words.empty())
    selection.words = selected.words;
  else if (view.ofUnits && !selected.units.empty())
    selection.units = selected.units;
  else if (view.ofWords && selected.token && view.topic == scene::DetailTopic::responses)
    selection.token = selected.token;
  else if (view.ofClusters && selected.chip)
    selection.chip = selected.chip;
  else if (view.ofClusters && selected.cloud)
    selection.cloud = selected.cloud;
  else if (!view.ofNothing)
    fail("the view \"{}\" shows what is selected; {}", view.name, view.need);
  return selection;
}

}  // namespace

std::string detailViewNames() {
  std::string names;
  for (const View& view : views) names += (names.empty() ? "" : ", ") + std::string(view.name);
  return names;
}

bool isDetailView(std::string_view view) {
  return viewNamed(view) != nullptr;
}

std::optional<std::string> detailViewOf(const scene::ComputedState& computed) {
  const scene::Selection& selection = computed.state.selection;
  const auto topics = topicsOf(computed);
  const auto wanted = computed.state.detail.topic;
  const bool isThere = std::find(topics.begin(), topics.end(), wanted) != topics.end();
  const scene::DetailTopic topic = isThere ? wanted : scene::DetailTopic::responses;
  const bool ofWords = !selection.words.empty() || selection.token, ofUnits = !selection.units.empty(),
             ofClusters = selection.chip || selection.cloud;
  for (const View& view : views) {
    const bool fits =
        (view.ofWords && ofWords) || (view.ofUnits && ofUnits) || (view.ofClusters && ofClusters);
    if (view.topic == topic && (fits || (view.ofNothing && selection.isEmpty())))
      return std::string(view.name);
  }
  return std::nullopt;
}

std::unique_ptr<DetailPanel> makeDetailPicture(scene::ComputedState computed, const std::string& view,
                                               scene::Size size, double scale, const Theme& theme,
                                               bool printed, const Computed& beside) {
  const View& wanted = *viewNamed(view);
  computed.state.selection = selectionFor(wanted, computed.state.selection);
  computed.state.detail.topic = wanted.topic;
  const auto topics = topicsOf(computed);
  if (std::find(topics.begin(), topics.end(), wanted.topic) == topics.end())
    fail("the view \"{}\" has nothing to show of this state; only c of an LSTM and h of a GRU have parts",
         view);
  auto panel = std::make_unique<DetailPanel>();
  panel->setAttribute(Qt::WA_DontShowOnScreen);
  panel->setStyleSheet(styleSheetOf(theme));
  panel->resize(static_cast<int>(size.width), static_cast<int>(size.height));
  panel->setTheme(theme);
  if (printed) panel->setPrinted();
  panel->showBeside(beside);
  panel->showComputed(std::make_shared<const scene::ComputedState>(std::move(computed)));
  panel->show();
  while (panel->isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  if (!panel->problem().isEmpty()) fail("{}", panel->problem().toStdString());
  QCoreApplication::processEvents();
  fitPlots(*panel, scale);
  return panel;
}

void fitPlots(QWidget& widget, double scale) {
  for (QCustomPlot* plot : widget.findChildren<QCustomPlot*>()) {
    plot->setBufferDevicePixelRatio(scale);
    plot->setPlottingHint(QCP::phCacheLabels, false);  // They are kept at the screen's resolution.
    plot->replot(QCustomPlot::rpImmediateRefresh);     // The new buffers are empty.
  }
}

}  // namespace rnnvis::gui
