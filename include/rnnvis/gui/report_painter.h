#pragma once

#include "rnnvis/scene/comparison_scene.h"
#include "rnnvis/scene/report.h"

#include <memory>
#include <string>
#include <vector>

namespace rnnvis::gui {

/// Draws what a report shows, without a display. One at a time.
class ReportPainter {
 public:
  ReportPainter();
  ~ReportPainter();

  /// The main view and, where there are any, details of what is selected, on white, as shapes. Throws Error
  /// where they cannot be found.
  std::vector<scene::ReportPicture> draw(const scene::ComputedState& computed) const;
  /// The window of a comparison, as pixels; likewise.
  std::vector<scene::ReportPicture> draw(const scene::ComparisonState& state,
                                         const scene::ComputedSides& sides) const;
  /// Report::fonts.
  std::vector<std::string> fonts() const;

 private:
  struct Application;
  std::unique_ptr<Application> m_application;
};

}  // namespace rnnvis::gui
