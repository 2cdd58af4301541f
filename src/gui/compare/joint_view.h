#pragma once

#include "theme.h"

#include "rnnvis/scene/joint_detail.h"

#include <QWidget>

#include <memory>
#include <optional>

class QBoxLayout;
class QLabel;
class QVBoxLayout;

namespace rnnvis::gui {

class UnitsPlot;

/// The responses of both sides to words, in one plot over the baseline's units: each word in its colour, the
/// baseline as a line, the comparison dashed.
class JointView : public QWidget {
  Q_OBJECT

 public:
  explicit JointView(QWidget* parent = nullptr);

  void show(std::shared_ptr<const scene::JointDetail> detail, const std::vector<UnitId>& brushed);
  /// Why there is no plot.
  void showNotice(const QString& notice);
  void setTheme(const Theme& theme);
  /// As on paper: without room for what the pointer is at; `isNarrow`: the legend below the title, in rows.
  void setPrinted(bool isNarrow);
  /// A unit of the baseline that the pointer is over elsewhere.
  void showHover(std::optional<UnitId> unit);

 Q_SIGNALS:
  void hovered(std::optional<rnnvis::UnitId> ofBaseline);
  void picked(rnnvis::UnitId ofBaseline, bool extend);
  void brushed(const std::vector<rnnvis::UnitId>& ofBaseline);

 private:
  void rebuild();
  QWidget* makeLegend() const;
  UnitsPlot* makePlot();
  QString readoutOf(UnitId unit) const;

  const Theme* m_theme = &Theme::light();
  std::shared_ptr<const scene::JointDetail> m_detail;
  std::vector<UnitId> m_brushed;
  bool m_isPrinted = false;
  UnitsPlot* m_plot = nullptr;
  QLabel* m_title;
  QLabel* m_subtitle;
  QBoxLayout* m_head;
  QVBoxLayout* m_content;
  QLabel* m_readout;
};

}  // namespace rnnvis::gui
