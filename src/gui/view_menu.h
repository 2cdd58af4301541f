#pragma once

#include "appearance.h"

#include <QMenu>

class QActionGroup;

namespace rnnvis::gui {

/// How the window looks: theme, colours of sign, size of text.
class ViewMenu : public QMenu {
  Q_OBJECT

 public:
  explicit ViewMenu(QWidget* parent = nullptr);

  void showAppearance(const Appearance& appearance);

 Q_SIGNALS:
  /// The user wants the window to look so.
  void chosen(const rnnvis::gui::Appearance& appearance);

 private:
  void addThemes();
  void addColours();
  void addTextScales();
  void addTextScale(const QString& text, const QString& name, const QList<QKeySequence>& keys, int direction);
  QAction* addChoice(QActionGroup* group, const QString& text, const QString& name, const QVariant& value);

  Appearance m_appearance;
  QActionGroup *m_themes, *m_colours;
  QAction* m_size;
};

}  // namespace rnnvis::gui
