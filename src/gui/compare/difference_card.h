#pragma once

#include "theme.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace rnnvis::gui {

/// A picture of one kind of difference under its title; it can be pointed at and clicked. The keyboard goes
/// from one thing to the next in the direction of an arrow, Home and End to the first and the last; Enter or
/// Space is a click. Positions are those at a text scale of 1.
class DifferenceCard : public QWidget {
  Q_OBJECT

 public:
  DifferenceCard(const QString& name, const QString& title, int width, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  /// Shown in place of the picture; the picture again where empty.
  void setNotice(const QString& notice);
  const QString& notice() const { return m_notice; }

  /// Room that the picture wants at least, at a text scale of 1.
  QSizeF leastRoom() const;
  /// Draws the picture as it is now into a box of a page.
  void paintOn(QPainter& painter, const QRectF& box, const Theme& theme);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  /// Something that can be pointed at.
  struct Spot {
    QRectF box;
    int item;
    QString tip;
  };

  virtual void paintBody(QPainter& painter, const QRectF& body) = 0;
  /// A spot was clicked.
  virtual void choose(int item) = 0;
  void setSubtitle(const QString& subtitle);
  void addSpot(const QRectF& box, int item, const QString& tip);
  const Theme& theme() const { return *m_theme; }
  /// On a page nothing can be clicked.
  bool isOnPage() const { return m_isOnPage; }
  /// The colours of the sides, which have no sign.
  const QColor& baselineColour() const { return m_theme->mutedInk; }
  const QColor& comparisonColour() const { return m_theme->accent; }
  /// Where the last click was, or what the keyboard chose, on the screen.
  QPoint chosenAt() const { return m_chosenAt; }

  /// One line, cut to its box.
  void line(QPainter& painter, const QRectF& box, const QString& text, const QColor& colour,
            int alignment = Qt::AlignLeft, bool isBold = false) const;

  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void paint(QPainter& painter, const QRectF& whole);
  const Spot* spotAt(QPointF position) const;
  /// What the keyboard is at in the present picture; nullptr where there is nothing.
  const Spot* keyed() const;
  const Spot* after(int key) const;
  void goTo(const Spot& spot);
  void paintFocus(QPainter& painter, const QRectF& whole) const;
  QPoint globalOf(const QRectF& box) const;

  const Theme* m_theme = &Theme::light();
  QString m_title, m_subtitle, m_notice;
  int m_width;
  bool m_isOnPage = false;
  std::vector<Spot> m_spots;    // Of what was painted last, topmost last.
  std::optional<Spot> m_keyed;  // What the keyboard was at.
  QPoint m_chosenAt;
};

}  // namespace rnnvis::gui
