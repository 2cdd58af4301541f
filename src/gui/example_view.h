#pragma once

#include "example_finder.h"
#include "theme.h"

#include <QWidget>

namespace rnnvis::gui {

/// Occurrences of a unit's words in the text, each token on a ground in the colour of the unit's state or
/// response there and above a bar that stands up for a positive value and hangs down for a negative one.
class ExampleView : public QWidget {
  Q_OBJECT

 public:
  /// Draws the examples of `unit`, one of those that were found.
  ExampleView(Examples examples, std::size_t unit, bool responses, const Theme& theme,
              QWidget* parent = nullptr);

  const scene::ExampleScene& scene() const { return m_scene; }

 Q_SIGNALS:
  /// The token under the pointer in words; empty over none.
  void pointedAt(const QString& text);
  void wordPicked(rnnvis::WordId word, bool extend);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const scene::ExamplesDetail& detail() const { return (*m_examples)[m_unit]; }
  const scene::ShownToken& tokenOf(const scene::ExampleBox& box) const;
  const scene::ExampleBox* boxAt(QPointF position) const;
  void paint(QPainter& painter, const scene::ExampleBox& box) const;
  QString textOf(const scene::ExampleBox& box) const;

  Examples m_examples;
  std::size_t m_unit;
  bool m_responses;
  const Theme& m_theme;
  scene::ExampleScene m_scene;
};

}  // namespace rnnvis::gui
