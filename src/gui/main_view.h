#pragma once

#include "computation.h"
#include "hover_painter.h"
#include "qt_text_measure.h"
#include "text_measure_cache.h"
#include "view_transform.h"

#include "rnnvis/scene/walk.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>

namespace rnnvis::gui {

/// Sentence glyphs, memory chips and word clouds of what is computed. Tells of clicks as commands.
class MainView : public QWidget {
  Q_OBJECT

 public:
  explicit MainView(QWidget* parent = nullptr);

  void showComputed(const Computed& computed);
  void setTheme(const Theme& theme);
  /// Enlarges all that is shown, type included; in [0.8, 2].
  void setTextScale(double scale);
  /// Shows fewer marks and no small words (presentation.h).
  void setForTalk(bool isForTalk);
  /// Shown as long as there is no picture.
  void setNotice(const QString& text);
  /// Lays the scene out otherwise than by itself: mirrored, to a scale, under another heading, in other rows.
  /// Size and what of the sentences is shown stay the view's.
  void arrange(const scene::MainOptions& options);
  /// Where the sentence column begins, and the height of its glyphs.
  std::pair<std::size_t, double> sentencePlace() const {
    return {m_options.firstGlyph, m_options.glyphHeight};
  }
  void showSentencesFrom(std::size_t row, double glyphHeight);
  /// Shows what the pointer is over in another panel.
  void showHover(const scene::Hit& hit);
  const scene::Hit& pointedAt() const { return m_hover; }
  /// Scrolls the sentence column so that the last sentence can be seen, at least from its start on.
  void revealLastSentence();

  /// What is drawn, laid out for the present size; null before the first picture.
  const scene::MainScene* scene();
  /// Where that lies in the view.
  const ViewTransform& transform() const { return m_transform; }
  /// What the keyboard is at; nothing where no ring is shown.
  scene::Hit focused() const { return m_showsRing ? m_focus : scene::Hit{}; }
  /// Brings the keyboard to it: marks it, shows what the pointer would there, and tells assistive technology.
  void focusOn(const scene::Hit& hit);
  /// Does what a click on it does; `extend`: one with Ctrl.
  void choose(const scene::Hit& hit, bool extend);
  /// Where it is shown, if it is.
  std::optional<QRectF> boxOf(const scene::Hit& hit);
  /// What is shown.
  const Computed& shown() const { return m_computed; }
  /// Where the title of a chip or a cloud stands, if it is there.
  std::optional<QRectF> titleBox(scene::Side side, ClusterId cluster);

  QSize sizeHint() const override { return {1080, 960}; }
  QSize minimumSizeHint() const override { return {640, 480}; }

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// The pointer is over something else.
  void hovered(const rnnvis::scene::Hit& hit);
  /// Another part of the sentences is shown, or in another height: sentencePlace().
  void scrolled();
  /// A line for the user about what a click did.
  void told(const QString& message);
  /// A menu is asked for on what was hit.
  void menuRequested(const rnnvis::scene::Hit& hit, QPoint globalPosition);

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
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool focusNextPrevChild(bool next) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  /// A drag of the brush and what it began with, in the scene.
  struct Drag {
    scene::BrushPart part;
    double y;
    scene::Overview overview;
    scene::MainOptions options;
  };

  // main_view.cpp
  void scheduleLayout();
  void showSentences();
  void repaintSentences();
  const QPixmap& picture();
  void changeTransform(const std::function<void(ViewTransform&)>& change);
  void pointAt(const scene::Hit& hit);
  void listHidden(ClusterId cloud);

  // main_view_pointer.cpp
  scene::Point inScene(QPointF position) const;
  scene::Hit hitAt(QPointF position);
  scene::BrushPart brushPart(QPointF position);
  Qt::CursorShape cursorAt(QPointF position);
  void startDrag(scene::BrushPart part, double y);
  void dragTo(double y);
  void zoomAbout(double factor, QPointF position);
  void turnWheelOverSentences(const QWheelEvent& event);
  bool pinch(QEvent* event);
  bool showTooltip(QPoint position, QPoint globalPosition);

  // main_view_keys.cpp
  void openMenuByKey();
  bool scrollByKey(int key);
  bool zoomByKey(const QKeyEvent& event);
  bool walkByKey(const QKeyEvent& event);
  QPointF middleOfZoom();
  void go(scene::Step step);
  void showFocusedTooltip();
  void scrollSentences(std::ptrdiff_t rows);
  void zoomGlyphs(int steps);
  void setGlyphHeight(double pixels);

  const Theme* m_theme = &Theme::light();
  QString m_notice;
  Computed m_computed;
  QtTextMeasure m_textMeasure;
  TextMeasureCache m_measure{m_textMeasure};
  std::optional<scene::MainScene> m_scene;  // Laid out when it is next needed.
  scene::MainOptions m_options;             // Size, and what of the sentences is shown.
  std::optional<Drag> m_drag;
  ViewTransform m_transform;
  std::optional<QPointF> m_panFrom;  // Where the drag that moves the picture is.
  QPixmap m_picture;                 // Of the scene; null where it is to be drawn anew.
  int m_wheel = 0;                   // Part of a notch that has not scrolled yet.
  scene::Hit m_hover;
  scene::Hit m_focus;
  bool m_showsRing = false;
  bool m_holdsSpace = false, m_hasPanned = false;  // Space chooses unless the picture was moved with it.
};

}  // namespace rnnvis::gui
