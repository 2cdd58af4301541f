#pragma once

#include "computation.h"
#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace rnnvis::gui {

class SegmentedButtons;

/// The right panel: numbers behind what is selected.
class DetailPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DetailPanel(QWidget* parent = nullptr);

  void showComputed(const Computed& computed);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  void rebuild();
  void clear();
  void describe(const std::string& title, const std::string& subtitle);
  void build(const std::monostate&);
  void build(const scene::DistributionDetail& detail);
  void build(const scene::UnitDetail& detail);
  void build(const scene::ClusterDetail& detail);
  void addPlot(const scene::DistributionDetail& detail, std::vector<std::size_t> places);

  const Theme* m_theme = &Theme::light();
  Computed m_computed;
  std::shared_ptr<const scene::Detail> m_detail;
  bool m_isOverlaid = false;
  QLabel* m_title;
  QLabel* m_subtitle;
  SegmentedButtons* m_arrangement;
  QVBoxLayout* m_content;
};

}  // namespace rnnvis::gui
