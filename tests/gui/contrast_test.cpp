// Contrast as it is on the screen: of the pixels of every text and of every control's outline.

#include "assistant.h"
#include "colour_vision.h"
#include "compare_window.h"

#include <QComboBox>
#include <QMap>
#include <QMenuBar>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>

using namespace rnnvis;
using test::Window;
using test::colours::contrast;

namespace {

constexpr double legible = 4.5, visible = 3;  // WCAG 2.1, level AA.

/// The colour of most pixels.
QColor groundOf(const QImage& image, const QRect& part) {
  QMap<QRgb, int> counts;
  for (int y = part.top(); y <= part.bottom(); ++y)
    for (int x = part.left(); x <= part.right(); ++x) ++counts[image.pixel(x, y)];
  QRgb ground = 0;
  int most = 0;
  for (auto colour = counts.begin(); colour != counts.end(); ++colour)
    if (colour.value() > most) most = colour.value(), ground = colour.key();
  return QColor(ground);
}

/// How far what is drawn in a part stands out from a ground, at its clearest: strokes of type are blurred at
/// their edges.
double clearestIn(const QImage& image, const QRect& part, const QColor& ground) {
  double clearest = 1;
  QSet<QRgb> seen;
  for (int y = part.top(); y <= part.bottom(); ++y)
    for (int x = part.left(); x <= part.right(); ++x)
      if (const QRgb colour = image.pixel(x, y); !seen.contains(colour)) {
        seen.insert(colour);
        clearest = std::max(clearest, contrast(QColor(colour), ground));
      }
  return clearest;
}

/// A window as it is on the screen.
class Screen {
 public:
  explicit Screen(QWidget& window)
      : m_window(window), m_image(window.grab().toImage().convertToFormat(QImage::Format_RGB32)) {}

  /// Of what is shown of a widget.
  QRect boxOf(const QWidget& widget) const {
    const QRect shown = widget.visibleRegion().boundingRect();
    return shown.translated(widget.mapTo(&m_window, QPoint())) & m_image.rect();
  }
  double ofText(const QRect& control) const {
    constexpr int border = 2;
    const bool isSmall = std::min(control.width(), control.height()) < 12;
    const QRect box = isSmall ? control : control.adjusted(border, border, -border, -border);
    return clearestIn(m_image, box, groundOf(m_image, box));
  }
  /// Of what is drawn in a part, from what is around the control that it is of.
  double ofMark(const QRect& part, const QRect& control) const {
    constexpr int around = 3;
    const QRect frame = control.adjusted(-around, -around, around, around) & m_image.rect();
    return clearestIn(m_image, part, QColor(m_image.pixel(frame.topLeft())));
  }

 private:
  QWidget& m_window;
  QImage m_image;
};

QString textOf(const QWidget& widget) {
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text();
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) return box->currentText();
  if (const auto* edit = qobject_cast<const QLineEdit*>(&widget))
    return edit->text().isEmpty() ? edit->placeholderText() : edit->text();
  return {};
}

/// Where what makes a control is to be seen beside its text: a slider, the box of a check box, else the
/// middle of both borders. Empty of what is no control or has none.
std::vector<QRect> marksOf(const QWidget& widget, const QRect& box) {
  constexpr int border = 4, tick = 16;
  const auto* button = qobject_cast<const QPushButton*>(&widget);
  if (qobject_cast<const QSlider*>(&widget)) return {box};
  if (qobject_cast<const QCheckBox*>(&widget)) return {QRect(box.topLeft(), QSize(tick, box.height()))};
  const bool isPartOfAnother = widget.objectName().startsWith("qt_") ||
                               qobject_cast<const QComboBox*>(widget.parentWidget()) ||
                               qobject_cast<const QAbstractSpinBox*>(widget.parentWidget());
  const bool hasBorder = (button && !button->isFlat()) || qobject_cast<const QComboBox*>(&widget) ||
                         qobject_cast<const QLineEdit*>(&widget) ||
                         qobject_cast<const QAbstractSpinBox*>(&widget);
  if (!hasBorder || isPartOfAnother) return {};
  return {QRect(box.left(), box.center().y(), border, 1),
          QRect(box.right() - border + 1, box.center().y(), border, 1)};
}

void check(QWidget& window) {
  QApplication::processEvents();
  const Screen screen(window);
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    if (!widget->isVisible() || !widget->isEnabled() || widget->window() != &window) continue;
    const QRect box = screen.boxOf(*widget);
    if (box.isEmpty() || box.size() != widget->size()) continue;  // Partly out of sight.
    INFO(window.objectName().toStdString()
         << " " << widget->metaObject()->className() << " " << widget->objectName().toStdString() << " “"
         << textOf(*widget).toStdString() << "” at " << box.x() << "," << box.y());
    if (!textOf(*widget).trimmed().isEmpty()) CHECK(screen.ofText(box) >= legible);
    for (const QRect& mark : marksOf(*widget, box)) CHECK(screen.ofMark(mark, box) >= visible);
  }
}

/// Words in the clouds, glyphs' labels and titles of the main view.
void checkView(Window& window) {
  const Screen screen(window.window());
  const auto checkText = [&](const std::string& text, const scene::Rect& rect) {
    const QRect box = QRectF(rect.x, rect.y, rect.width, rect.height)
                          .toAlignedRect()
                          .translated(window.view().mapTo(&window.window(), QPoint()));
    INFO(text);
    CHECK(screen.ofText(box) >= legible);
  };
  for (const scene::Cloud& cloud : window.scene()->clouds) {
    checkText("title of a cloud", cloud.titleBox);
    for (const scene::CloudWord& word : cloud.words) checkText(word.text, word.box);
  }
  for (const scene::Chip& chip : window.scene()->chips) checkText("title of a chip", chip.titleBox);
}

/// Entries of a menu.
void checkMenu(QMenu& menu) {
  menu.popup(QPoint(100, 100));
  QApplication::processEvents();
  const Screen screen(menu);
  for (QAction* action : menu.actions()) {
    if (!action->isEnabled() || !action->isVisible() || action->isSeparator()) continue;
    INFO(action->text().toStdString());
    CHECK(screen.ofText(menu.actionGeometry(action).adjusted(2, 2, -2, -2)) >= legible);
  }
  menu.close();
}

template <class Check>
void inEveryTheme(Check check) {
  for (const auto theme : {gui::ThemeChoice::light, gui::ThemeChoice::dark})
    for (const auto colours : {gui::ColourScale::blueOrange, gui::ColourScale::purpleGreen}) {
      gui::saveAppearance({theme, colours});
      CAPTURE(static_cast<int>(theme), static_cast<int>(colours));
      check();
    }
  gui::saveAppearance({});
}

}  // namespace

TEST_CASE("a text that is too pale is found on the screen") {
  QWidget window;
  window.resize(200, 80);
  window.setStyleSheet("background: white");
  QLabel label("words", &window);
  label.setGeometry(10, 10, 100, 30);
  window.show();
  for (const auto& [colour, isLegible] : {std::pair("#757575", true), std::pair("#8a8a8a", false)}) {
    label.setStyleSheet(QStringLiteral("color: ") + colour);
    const Screen screen(window);
    CHECK((screen.ofText(screen.boxOf(label)) >= legible) == isLegible);
  }
}

TEST_CASE("every text and outline in the window stands out on the screen") {
  inEveryTheme([] {
    Window window;
    check(window.window());  // The start page.
    window.openSmallModel();
    window.type("w3 w17 w5");
    check(window.window());
    checkView(window);
    window.clickAt(window.wordShown("w3").box.center());
    window.clickAt(window.wordShown("w4").box.center(), Qt::ControlModifier);
    window.click("grammar");
    check(window.window());
    checkView(window);
    window.clickAt(window.scene()->chips[1].cells[0].box.center());
    check(window.window());
    for (const char* page : {"search", "findings"}) {
      QTest::keySequence(window.window().windowHandle(),
                         QKeySequence(page == std::string("search") ? "Ctrl+F" : "Ctrl+D"));
      window.settle();
      check(window.window());
    }
    for (QMenu* menu : window.window().menuBar()->findChildren<QMenu*>()) checkMenu(*menu);
    for (const char* action : {"showLegend", "showShortcuts", "takeTour", "train"}) {
      auto* found = window.window().findChild<QAction*>(action);
      CAPTURE(action);
      REQUIRE(found);
      found->trigger();
      window.settle();
    }
    for (QWidget* other : QApplication::topLevelWidgets())
      if (other->isVisible() && other != &window.window()) check(*other);
  });
}

TEST_CASE("every text and outline of a comparison and of the import assistant stands out on the screen") {
  inEveryTheme([] {
    test::Compared compared({.tokens = 40, .hidden = 24, .outputs = 40},
                            {.tokens = 40, .hidden = 30, .outputs = 40, .seed = 2});
    compared.type("w3 w4");
    compared.differences();
    check(*compared.window);
    const QString folder = compared.main.writeModelFolder();
    test::Assistant assistant(compared.main, (folder + "/weights.safetensors").toStdString());
    check(*assistant.dialog());
  });
}
