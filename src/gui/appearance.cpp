#include "appearance.h"

#include "contrast.h"
#include "fonts.h"
#include "text_scale.h"

#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QScreen>
#include <QSettings>
#include <QTextDocumentFragment>
#include <QWidget>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr char leastSize[] = "leastSize";
constexpr char themeKey[] = "theme", coloursKey[] = "colours", textScaleKey[] = "textScale";
constexpr double usualText = 12.5;  // Pixels.

QColor between(const QColor& a, const QColor& b) {
  return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

/// Every "12px" of a style sheet times textScale(): in whole pixels, at least one, but type in points, which
/// may be fractions.
QString scaledLengths(const QString& sheet) {
  static const QRegularExpression length(R"((font-size: )?(\d+(?:\.\d+)?)px)");
  QString result;
  qsizetype end = 0;
  for (auto it = length.globalMatch(sheet); it.hasNext();) {
    const auto match = it.next();
    const double pixels = match.captured(2).toDouble() * textScale();
    const bool isType = !match.captured(1).isEmpty();
    result += sheet.mid(end, match.capturedStart() - end);
    result += isType ? QStringLiteral("font-size: %1pt").arg(pointsOf(pixels), 0, 'f', 2)
                     : QStringLiteral("%1px").arg(std::max(1, static_cast<int>(pixels)));
    end = match.capturedEnd();
  }
  return result + sheet.mid(end);
}

}  // namespace

Appearance savedAppearance() {
  const QSettings settings;
  const QString theme = settings.value(themeKey).toString();
  Appearance appearance;
  if (theme == "dark") appearance.theme = ThemeChoice::dark;
  if (theme == "light") appearance.theme = ThemeChoice::light;
  if (settings.value(coloursKey).toString() == "purple-green") appearance.colours = ColourScale::purpleGreen;
  bool isNumber = false;
  const double scale = settings.value(textScaleKey).toDouble(&isNumber);
  if (isNumber && scale >= textScales.front() && scale <= textScales.back()) appearance.textScale = scale;
  return appearance;
}

void saveAppearance(const Appearance& appearance) {
  QSettings settings;
  settings.setValue(themeKey, appearance.theme == ThemeChoice::dark    ? "dark"
                              : appearance.theme == ThemeChoice::light ? "light"
                                                                       : "desktop");
  settings.setValue(coloursKey,
                    appearance.colours == ColourScale::purpleGreen ? "purple-green" : "blue-orange");
  if (appearance.textScale)
    settings.setValue(textScaleKey, *appearance.textScale);
  else
    settings.remove(textScaleKey);
}

const Theme& themeOf(const Appearance& appearance, bool isDesktopDark) {
  const bool isDark =
      appearance.theme == ThemeChoice::desktop ? isDesktopDark : appearance.theme == ThemeChoice::dark;
  return isDark ? Theme::dark(appearance.colours) : Theme::light(appearance.colours);
}

double textScaleOf(const Appearance& appearance) {
  const QScreen* screen = QGuiApplication::primaryScreen();
  return appearance.textScale.value_or(usualTextScale(screen ? screen->size().height() : 0));
}

void applyToProgram(const Theme& theme, double textScale) {
  setTextScale(textScale);
  QApplication::setFont(font(usualText * gui::textScale()));
  QApplication::setPalette(paletteOf(theme));
}

QPalette paletteOf(const Theme& theme) {
  QPalette palette;
  palette.setColor(QPalette::Window, theme.panel);
  palette.setColor(QPalette::WindowText, theme.ink);
  palette.setColor(QPalette::Base, theme.window);
  palette.setColor(QPalette::AlternateBase, theme.panel);
  palette.setColor(QPalette::Text, theme.ink);
  palette.setColor(QPalette::PlaceholderText, theme.faintInk);
  palette.setColor(QPalette::Button, theme.isDark ? theme.cell : theme.window);
  palette.setColor(QPalette::ButtonText, theme.ink);
  palette.setColor(QPalette::BrightText, theme.ink);
  palette.setColor(QPalette::ToolTipBase, theme.window);
  palette.setColor(QPalette::ToolTipText, theme.ink);
  palette.setColor(QPalette::Highlight, theme.mutedInk);
  palette.setColor(QPalette::HighlightedText, theme.window);
  palette.setColor(QPalette::Link, theme.ink);
  palette.setColor(QPalette::Light, theme.panel);
  palette.setColor(QPalette::Midlight, theme.line);
  palette.setColor(QPalette::Mid, theme.line);
  palette.setColor(QPalette::Dark, outlineOf(theme));
  palette.setColor(QPalette::Shadow, theme.isDark ? QColor(Qt::black) : theme.line);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, theme.faintInk);
  return palette;
}

QString styleSheetOf(const Theme& theme) {
  const QString pressed = between(theme.cell, theme.line).name();
  const QString sheet = QStringLiteral(R"(
    QWidget { font-family: "Inter"; font-size: 12.5px; }
    *[role="title"] { font-size: 18px; font-weight: 600; }
    *[role="heading"] { font-size: 14px; font-weight: 600; }
    *[role="group"] { font-size: 11.5px; font-weight: 600; }
    *[role="muted"] { font-size: 11px; color: %muted; }
    *[role="faint"] { font-size: 11px; color: %faint; }
    #controlPanel, #detailPanel, #searchPanel { background: %panel; }
    QSplitter::handle { background: %line; }
    QScrollBar { background: transparent; }
    QScrollBar:vertical { width: 9px; }
    QScrollBar:horizontal { height: 9px; }
    QScrollBar::handle { background: %outline; border-radius: 3px; margin: 1px; }
    QScrollBar::handle:vertical { min-height: 24px; }
    QScrollBar::handle:horizontal { min-width: 24px; }
    QScrollBar::handle:hover { background: %faint; }
    QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
    QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
    QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
    QScrollArea#detailScroll { border: 1px solid transparent; }
    QScrollArea#detailScroll:focus { border-color: %ink; }
    QMenuBar { background: %panel; border-bottom: 1px solid %line; }
    QMenuBar::item { padding: 4px 8px; background: transparent; }
    QMenuBar::item:selected { background: %cell; }
    QStatusBar { background: %panel; border-top: 1px solid %line; }
    QStatusBar::item { border: none; }
    QToolTip { background: %window; color: %ink; border: 1px solid %line; padding: 4px; }
    QLineEdit { background: %window; border: 1px solid %outline; border-radius: 4px; padding: 4px 6px; }
    QLineEdit:focus { border-color: %ink; }
    QPushButton { background: %window; border: 1px solid %outline; border-radius: 4px; padding: 4px 10px; }
    QPushButton:hover { border-color: %muted; }
    QPushButton:focus { border-color: %ink; }
    QPushButton[role="card"] { border-radius: 8px; text-align: left; padding: 0; }
    QPushButton:disabled { color: %faint; }
    QPushButton[role="question"] { text-align: left; font-size: 11.5px; padding: 4px 8px; }
    #searchResults { background: %window; border: 1px solid %line; border-radius: 4px; outline: none; }
    #searchResults:focus { border-color: %ink; }
    #proofCard { background: %window; border: 1px solid %line; border-radius: 4px; padding: 8px; }
    #detailControls QPushButton, #detailControls QComboBox { font-size: 11px; }
    #detailControls QPushButton { padding: 4px 6px; }
    SegmentedButtons QPushButton { padding: 4px 4px; }
    QPushButton:checked { background: %pressed; font-weight: 600; }
    QCheckBox::indicator { width: 11px; height: 11px; border: 1px solid %muted; border-radius: 3px;
                           background: %window; }
    QCheckBox::indicator:checked { background: %ink; }
    QCheckBox::indicator:focus { border-color: %ink; }
    QCheckBox::indicator:disabled { border-color: %line; }
    QSlider { min-height: 17px; }
    QSlider::groove:horizontal { height: 3px; background: %outline; border-radius: 1px; }
    QSlider::sub-page:horizontal { background: %muted; border-radius: 1px; }
    QSlider::handle:horizontal { width: 11px; margin: -5px 0; background: %window; border: 1px solid %muted;
                                 border-radius: 6px; }
    QSlider::handle:horizontal:hover { background: %cell; }
    QSlider::handle:horizontal:focus { background: %ink; border-color: %ink; }
    QSlider::handle:horizontal:disabled { border-color: %line; }
    QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 2px 5px; color: %muted; }
    QToolButton:hover { border-color: %outline; color: %ink; }
    QToolButton:focus { border-color: %ink; color: %ink; }
    *[role="problem"] { color: %ink; background: %cell; border-radius: 4px; padding: 6px 8px; }
    #importAssistant, #trainingWindow { background: %panel; }
    #rule { background: %line; }
    QTabWidget::pane { border: none; border-top: 1px solid %line; }
    QTabBar::tab { background: transparent; color: %muted; padding: 6px 10px 4px; border: none;
                   border-bottom: 2px solid transparent; }
    QTabBar::tab:selected { color: %ink; border-bottom-color: %ink; }
    QTabBar::tab:hover { color: %ink; }
    QTabBar:focus { outline: none; }
    QTabBar::tab:selected:focus { background: %ink; color: %window; }
    QTableView, QHeaderView { font-size: 12px; }
    QTableView { background: %window; border: 1px solid %line; border-radius: 4px; outline: none; }
    QTableView:focus { border-color: %ink; }
    QTableView::item { padding: 0 6px; border: none; }
    QTableView::item:selected { background: %pressed; color: %ink; }
    QTableView::item:disabled { color: %faint; }
    QHeaderView { background: %window; }
    QHeaderView::section { background: %window; color: %muted; border: none; border-bottom: 1px solid %line;
                           padding: 3px 9px; }
    #tourCard { background: %window; border: 1px solid %ink; border-radius: 8px; }
    #messageBar { background: %cell; border-bottom: 1px solid %line; }
    QProgressBar { background: %cell; border: none; border-radius: 3px; }
    QProgressBar::chunk { background: %muted; border-radius: 3px; }
  )")
                            .replace("%window", theme.window.name())
                            .replace("%panel", theme.panel.name())
                            .replace("%muted", theme.mutedInk.name())
                            .replace("%faint", theme.faintInk.name())
                            .replace("%line", theme.line.name())
                            .replace("%outline", outlineOf(theme).name())
                            .replace("%cell", theme.cell.name())
                            .replace("%ink", theme.ink.name())
                            .replace("%pressed", pressed);
  return scaledLengths(sheet);
}

void setRole(QWidget* label, const char* role) {
  label->setProperty("role", role);
}

QLabel* wrappedLabel(const QString& name, const char* role) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  setRole(label, role);
  return label;
}

void describeAs(QWidget& widget, const QString& richText) {
  const QString text = QTextDocumentFragment::fromHtml(richText).toPlainText();
  widget.setAccessibleDescription(QString(text).replace('\n', "; "));
}

void setLeastSize(QWidget& widget, QSize size) {
  widget.setProperty(leastSize, size);
  widget.setMinimumSize(scaled(size.width()), scaled(size.height()));
}

void fitToText(QWidget& root) {
  for (QWidget* widget : root.findChildren<QWidget*>())
    if (const QVariant size = widget->property(leastSize); size.isValid())
      setLeastSize(*widget, size.toSize());
}

}  // namespace rnnvis::gui
