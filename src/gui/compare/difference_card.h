#pragma once

#include "theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QPainter;

namespace rnnvis::gui {

/// A picture of one kind of difference under its title; it can be pointed at and clicked. Positions are those
/// at a text scale of 1.
class DifferenceCard : public QWidget {
  Q_OBJECT

 public:
  DifferenceCard(const QString& name, const QString& title, int width, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  /// Shown in place of the picture; the picture again where empty.
  void setNotice(const QString& notice);

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
  /// The colours of the sides, which have no sign.
  const QColor& baselineColour() const { return m_theme->mutedInk; }
  const QColor& comparisonColour() const { return m_theme->accent; }
  QPoint globalOf(const QRectF& box) const;

  /// One line, cut to its box.
  void line(QPainter& painter, const QRectF& box, const QString& text, const QColor& colour,
            int alignment = Qt::AlignLeft, bool isBold = false) const;

  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  const Spot* spotAt(QPointF position) const;

  const Theme* m_theme = &Theme::light();
  QString m_title, m_subtitle, m_notice;
  int m_width;
  std::vector<Spot> m_spots;  // Of what was painted last, topmost last.
};

}  // namespace rnnvis::gui
