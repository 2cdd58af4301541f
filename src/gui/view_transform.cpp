#include "view_transform.h"

#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {

void ViewTransform::setView(scene::Size view) {
  m_width = view.width;
  m_height = view.height;
  clamp();
}

void ViewTransform::setTextScale(double scale) {
  m_textScale = std::clamp(scale, leastTextScale, mostTextScale);
  clamp();
}

scene::Size ViewTransform::page() const {
  return {std::max(smallestPage.width, m_width / m_textScale),
          std::max(smallestPage.height, m_height / m_textScale)};
}

bool ViewTransform::canPan() const {
  constexpr double rounding = 1e-6;
  return page().width * scale() > m_width + rounding || page().height * scale() > m_height + rounding;
}

scene::Point ViewTransform::toScene(scene::Point inView) const {
  return {(inView.x - m_x) / scale(), (inView.y - m_y) / scale()};
}

scene::Rect ViewTransform::toView(const scene::Rect& box) const {
  return {m_x + box.x * scale(), m_y + box.y * scale(), box.width * scale(), box.height * scale()};
}

void ViewTransform::apply(QPainter& painter) const {
  painter.translate(m_x, m_y);
  painter.scale(scale(), scale());
}

void ViewTransform::zoomBy(double factor, scene::Point about) {
  const scene::Point fixed = toScene(about);
  m_zoom = std::clamp(m_zoom * factor, 1.0, mostZoom);
  m_x = about.x - fixed.x * scale();
  m_y = about.y - fixed.y * scale();
  clamp();
}

void ViewTransform::panBy(double right, double down) {
  m_x += right;
  m_y += down;
  clamp();
}

void ViewTransform::reveal(const scene::Rect& inScene) {
  constexpr double margin = 12;
  const scene::Rect box = toView(inScene).grown(margin);
  // What is larger than the view is seen from its beginning on.
  const auto shift = [](double from, double to, double end) {
    return from < 0 ? -from : std::max(-from, std::min(0.0, end - to));
  };
  panBy(shift(box.x, box.right(), m_width), shift(box.y, box.bottom(), m_height));
}

void ViewTransform::reset() {
  m_zoom = 1;
  m_x = m_y = 0;
}

void ViewTransform::clamp() {
  m_x = std::clamp(m_x, std::min(0.0, m_width - page().width * scale()), 0.0);
  m_y = std::clamp(m_y, std::min(0.0, m_height - page().height * scale()), 0.0);
}

}  // namespace rnnvis::gui
