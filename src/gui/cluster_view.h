#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

namespace rnnvis::gui {

/// Lists of signed strengths: a label, a note and a bar from the middle a line, to the right where it is
/// positive, else to the left.
class ClusterView : public QWidget {
  Q_OBJECT

 public:
  ClusterView(scene::ClusterDetail detail, const Theme& theme, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  scene::ClusterDetail m_detail;
  const Theme& m_theme;
};

}  // namespace rnnvis::gui
