#pragma once

#include "keyed_plot.h"
#include "theme.h"

#include "rnnvis/base/matrix.h"
#include "rnnvis/scene/detail.h"

#include <QPen>
#include <memory>
#include <optional>
#include <vector>

class QCPBars;
class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;

namespace rnnvis::gui {

/// Values of all units of a layer, unit beside unit. A click picks a unit; Shift and dragging, or arrows,
/// brushes a range of them; what the pointer or the keyboard is at is told.
class UnitsPlot : public KeyedPlot {
  Q_OBJECT

 public:
  UnitsPlot(std::shared_ptr<const scene::UnitRow> row, const Theme& theme, QWidget* parent = nullptr);

  /// The range between the first and the last, the second and the last but one of the quantiles, [5, n].
  void addBands(const MatrixD& quantiles, const QColor& colour, double opacity);
  void addLine(const VectorD& values, const QPen& pen);
  /// Discs of so many pixels.
  void addDots(const VectorD& values, const QColor& colour, double pixels);
  void setSymmetricScale(const QString& label, double range);
  void setScale(const QString& label, double low, double high);

  /// A line at the unit that the pointer or, broader, the keyboard is at, here or elsewhere.
  void setHovered(std::optional<UnitId> unit);
  /// A ground behind lit units.
  void setBrushed(const std::vector<UnitId>& units);

  QSize minimumSizeHint() const override { return {240, 70}; }

 Q_SIGNALS:
  void hovered(std::optional<rnnvis::UnitId> unit);
  void picked(rnnvis::UnitId unit, bool extend);
  void brushed(const std::vector<rnnvis::UnitId>& units);

 protected:
  int itemCount() const override { return static_cast<int>(m_row->units.size()); }
  void pointAt(std::optional<int> item) override;
  void choose(int item, bool extend) override;
  void mark(int first, int last) override {
    light(static_cast<std::size_t>(first), static_cast<std::size_t>(last));
  }
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QCPGraph* addGraph(const VectorD& values, const QPen& pen);
  void setUnitAxis();
  void showChips();
  void click(QPoint position, Qt::KeyboardModifiers modifiers);
  void brush(const QRect& dragged);
  void light(std::size_t firstPlace, std::size_t lastPlace);
  std::size_t nearestPlace(QPoint position) const;
  std::optional<UnitId> unitAt(QPoint position) const;

  std::shared_ptr<const scene::UnitRow> m_row;
  std::vector<int> m_placeOf;  // Of each unit in the row.
  const Theme& m_theme;
  QCustomPlot* m_plot;
  QCPItemStraightLine* m_cursor = nullptr;
  QCPBars* m_lit = nullptr;
  std::optional<UnitId> m_hovered;
};

}  // namespace rnnvis::gui
