#pragma once

#include "computation.h"
#include "main_painter.h"
#include "qt_text_measure.h"
#include "text_measure_cache.h"

#include "rnnvis/scene/main_scene.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace rnnvis::gui {

/// Sentence glyphs, memory chips and word clouds of what is computed. Tells of clicks as commands.
class MainView : public QWidget {
  Q_OBJECT

 public:
  explicit MainView(QWidget* parent = nullptr);

  void showComputed(const Computed& computed);
  void setTheme(const Theme& theme);
  /// How much larger than usual text is.
  void setTextScale(double scale);
  /// Shown as long as there is no picture.
  void setNotice(const QString& text);
  /// Shows what the pointer is over in another panel.
  void showHover(const scene::Hit& hit);
  const scene::Hit& pointedAt() const { return m_hover.hit; }
  /// Scrolls the sentence column so that the last sentence can be seen, at least from its start on.
  void revealLastSentence();

  /// What is drawn, laid out for the present size; null before the first picture.
  const scene::MainScene* scene();

  QSize sizeHint() const override { return {1080, 960}; }
  QSize minimumSizeHint() const override { return {640, 480}; }

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// The pointer is over something else.
  void hovered(const rnnvis::scene::Hit& hit);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  /// A drag of the brush and what it began with.
  struct Drag {
    scene::BrushPart part;
    double y;
    scene::Overview overview;
    scene::MainOptions options;
  };

  void scheduleLayout();
  void showSentences();
  void repaintSentences();
  void scrollSentences(std::ptrdiff_t rows);
  void zoomGlyphs(int steps);
  void setGlyphHeight(double pixels);
  scene::BrushPart brushPart(QPointF position);
  void startDrag(scene::BrushPart part, double y);
  void dragTo(double y);
  void hover(const scene::Hit& hit);
  const QPixmap& picture();
  scene::Hit hitAt(QPointF position);
  void listHidden(ClusterId cloud);
  bool showTooltip(QPoint position, QPoint globalPosition);

  const Theme* m_theme = &Theme::light();
  QString m_notice;
  Computed m_computed;
  QtTextMeasure m_textMeasure;
  TextMeasureCache m_measure{m_textMeasure};
  std::optional<scene::MainScene> m_scene;  // Laid out when it is next needed.
  scene::MainOptions m_options;             // Size, and what of the sentences is shown.
  std::optional<Drag> m_drag;
  QPixmap m_picture;  // Of the scene; null where it is to be drawn anew.
  int m_wheel = 0;    // Part of a notch that has not scrolled yet.
  Hover m_hover;
};

}  // namespace rnnvis::gui
