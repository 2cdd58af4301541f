#pragma once

#include "rnnvis/scene/geometry.h"

class QPainter;

namespace rnnvis::gui {

/// Where a scene lies in a view, in logical pixels of both: enlarged by the scale of text and by a zoom, and
/// moved so that it always covers the view.
class ViewTransform {
 public:
  static constexpr double mostZoom = 8;
  static constexpr double leastTextScale = 0.8, mostTextScale = 2;
  static constexpr scene::Size smallestPage{640, 480};

  void setView(scene::Size view);
  void setTextScale(double scale);  ///< Clamped.

  /// The size to lay the scene out for: that of the view over the scale of text, or the smallest that there
  /// is a layout for, of which the view then shows a part.
  scene::Size page() const;
  double zoom() const { return m_zoom; }  ///< In [1, mostZoom].
  double scale() const { return m_textScale * m_zoom; }
  bool canPan() const;

  scene::Point toScene(scene::Point inView) const;
  scene::Rect toView(const scene::Rect& inScene) const;
  /// Has a painter of the view draw in coordinates of the scene.
  void apply(QPainter& painter) const;

  /// Enlarges so many times; what is at `about`, in the view, stays there as far as the limits allow.
  void zoomBy(double factor, scene::Point about);
  void panBy(double right, double down);
  /// Moves no further than it takes to see a box of the scene.
  void reveal(const scene::Rect& inScene);
  void reset();

  friend bool operator==(const ViewTransform&, const ViewTransform&) = default;

 private:
  void clamp();

  double m_width = 0, m_height = 0;  // Of the view.
  double m_textScale = 1, m_zoom = 1;
  double m_x = 0, m_y = 0;  // Of the scene's corner, in the view.
};

}  // namespace rnnvis::gui
