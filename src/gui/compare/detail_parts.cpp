#include "compare/detail_parts.h"

#include "appearance.h"
#include "compare/joint_view.h"
#include "detail_picture.h"

#include <QApplication>

#include <algorithm>

namespace rnnvis::gui {
namespace {

using scene::Half;
using scene::halves;

constexpr double leastDetail = 300, narrowest = 480;  // With the legend beside the title.
constexpr double jointHeight = 230, narrowJointHeight = 290;

scene::Size ofDetails(QSizeF box) {
  return {box.width() / detailsOnPage(), box.height() / detailsOnPage()};
}

/// `theme`: that the widget draws in.
PagePart::Paint paintOf(std::shared_ptr<QWidget> widget, std::shared_ptr<const Theme> theme) {
  return [widget, theme](QPainter& painter, const QRectF& box) {
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(detailsOnPage(), detailsOnPage());
    widget->render(&painter, {}, {}, QWidget::DrawChildren);
    painter.restore();
  };
}

PagePart detailsOf(const Computed& computed, const std::string& view, const Computed& beside) {
  const auto heightOf = [](double width) { return width * detailShape(width / detailsOnPage()); };
  const auto prepare = [=](QSizeF box, double scale, const Theme& theme) {
    const auto paper = paperOf(theme);
    return paintOf(
        makeDetailPicture(*computed, view, ofDetails(box), scale * detailsOnPage(), *paper, true, beside),
        paper);
  };
  return {leastDetail, heightOf, prepare};
}

PagePart together(std::shared_ptr<const scene::JointDetail> detail, const std::vector<UnitId>& brushed) {
  const auto prepare = [=](QSizeF box, double scale, const Theme& theme) {
    const auto paper = paperOf(theme);
    const scene::Size size = ofDetails(box);
    auto view = std::make_shared<JointView>();
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->setStyleSheet(styleSheetOf(*paper));
    view->resize(static_cast<int>(size.width), static_cast<int>(size.height));
    view->setTheme(*paper);
    view->setPrinted(box.width() < narrowest);
    view->show(detail, brushed);
    view->QWidget::show();
    QCoreApplication::processEvents();
    fitPlots(*view, scale * detailsOnPage());
    return paintOf(view, paper);
  };
  return {leastDetail, [](double width) { return width < narrowest ? narrowJointHeight : jointHeight; },
          prepare};
}

}  // namespace

std::vector<PagePart> detailParts(const scene::ComputedSides& sides, const scene::ComparisonState& state,
                                  const scene::Counterparts& counterparts,
                                  const compare::JointReading* joint) {
  const auto hasWords = [](const Computed& side) { return !side->state.selection.words.empty(); };
  if (state.isOverlaid && joint && (hasWords(*sides.a) || hasWords(*sides.b)))
    return {together(
        std::make_shared<const scene::JointDetail>(jointDetail(sides, *joint, counterparts, state.orderedBy)),
        (*sides.a)->state.brushed)};
  std::vector<PagePart> parts;
  for (const Half half : halves) {
    const Computed& computed = of(sides, half);
    if (const auto view = detailViewOf(*computed))
      parts.push_back(
          detailsOf(computed, *view, state.hasCommonScale ? of(sides, otherThan(half)) : nullptr));
  }
  return parts;
}

}  // namespace rnnvis::gui
