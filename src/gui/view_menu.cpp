#include "view_menu.h"

#include "text_scale.h"

#include <QActionGroup>

#include <cmath>

namespace rnnvis::gui {
namespace {

void check(const QActionGroup& group, int value) {
  for (QAction* action : group.actions()) action->setChecked(action->data().toInt() == value);
}

}  // namespace

ViewMenu::ViewMenu(QWidget* parent)
    : QMenu("&View", parent), m_themes(new QActionGroup(this)), m_colours(new QActionGroup(this)) {
  setObjectName("viewMenu");
  addThemes();
  addSeparator();
  addColours();
  addSeparator();
  addTextScales();
}

QAction* ViewMenu::addChoice(QActionGroup* group, const QString& text, const QString& name,
                             const QVariant& value) {
  QAction* action = addAction(text);
  action->setObjectName(name);
  action->setCheckable(true);
  action->setData(value);
  return group->addAction(action);
}

void ViewMenu::addThemes() {
  addChoice(m_themes, "&Light theme", "themeLight", static_cast<int>(ThemeChoice::light));
  addChoice(m_themes, "&Dark theme", "themeDark", static_cast<int>(ThemeChoice::dark));
  addChoice(m_themes, "Theme of the des&ktop", "themeDesktop", static_cast<int>(ThemeChoice::desktop));
  connect(m_themes, &QActionGroup::triggered, this, [this](const QAction* action) {
    Appearance appearance = m_appearance;
    appearance.theme = static_cast<ThemeChoice>(action->data().toInt());
    Q_EMIT chosen(appearance);
  });
}

void ViewMenu::addColours() {
  addChoice(m_colours, "&Blue and orange", "coloursBlueOrange", static_cast<int>(ColourScale::blueOrange));
  addChoice(m_colours, "&Purple and green", "coloursPurpleGreen", static_cast<int>(ColourScale::purpleGreen));
  connect(m_colours, &QActionGroup::triggered, this, [this](const QAction* action) {
    Appearance appearance = m_appearance;
    appearance.colours = static_cast<ColourScale>(action->data().toInt());
    Q_EMIT chosen(appearance);
  });
}

void ViewMenu::addTextScales() {
  addTextScale("L&arger text", "textLarger", {QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")}, 1);
  addTextScale("&Smaller text", "textSmaller", {QKeySequence("Ctrl+-")}, -1);
  addTextScale("&Usual size of text", "textUsual", {QKeySequence("Ctrl+0")}, 0);
  m_size = addAction(QString());
  m_size->setObjectName("textSize");
  m_size->setEnabled(false);
}

void ViewMenu::addTextScale(const QString& text, const QString& name, const QList<QKeySequence>& keys,
                            int direction) {
  QAction* action = addAction(text, this, [this, direction] {
    Appearance appearance = m_appearance;
    appearance.textScale.reset();
    if (direction != 0) appearance.textScale = nextTextScale(textScaleOf(m_appearance), direction);
    Q_EMIT chosen(appearance);
  });
  action->setObjectName(name);
  action->setShortcuts(keys);
}

void ViewMenu::showAppearance(const Appearance& appearance) {
  m_appearance = appearance;
  check(*m_themes, static_cast<int>(appearance.theme));
  check(*m_colours, static_cast<int>(appearance.colours));
  m_size->setText(QStringLiteral("Text at %1 %").arg(std::lround(100 * textScaleOf(appearance))));
}

}  // namespace rnnvis::gui
