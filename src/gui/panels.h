#pragma once

#include <QSplitter>

#include <array>

class QAction;

namespace rnnvis::gui {

/// The window's columns: controls, the views, details. Either side folds away, by its action or by dragging
/// its edge to the border, and comes back as wide as it was. Where the window is too narrow for all three,
/// details and then controls step aside until there is room again.
class Panels : public QSplitter {
  Q_OBJECT

 public:
  Panels(QWidget* controls, QWidget* centre, QWidget* details, QWidget* parent = nullptr);

  /// "Controls" and "Right column", checked while they are shown.
  const std::array<QAction*, 2>& actions() const { return m_actions; }
  /// Gives the panels the widths that textScale() asks for.
  void fitText();
  /// The views alone, both sides folded away for the time being.
  void setAlone(bool isAlone);
  /// What the user folded away the last time stays so; kept from then on.
  void remember();

  QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Side {
    int place;             ///< Among the columns.
    int least, usual;      ///< Widths at a text scale of 1.
    int width;             ///< As the user dragged it; 0: usual, or least in a narrow window.
    bool isWanted = true;  ///< By the user; else folded away.
  };

  void addActionOf(std::size_t side, const QString& text, const QString& name, const QKeySequence& key);
  void noteDrag();
  void arrange();
  void save() const;

  std::array<Side, 2> m_sides{{{0, 216, 240, 0}, {2, 300, 360, 0}}};
  std::array<QAction*, 2> m_actions{};
  bool m_isRemembered = false;
  bool m_isAlone = false;
};

}  // namespace rnnvis::gui
