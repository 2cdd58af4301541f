#pragma once

#include "computation.h"
#include "detail_hints.h"
#include "example_finder.h"
#include "theme.h"

#include "rnnvis/scene/detail.h"
#include "rnnvis/scene/main_scene.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace rnnvis::gui {

class DetailControls;
class KeyedPlot;
class UnitPlot;
class UnitsPlot;

/// The right panel: numbers behind what is selected.
class DetailPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DetailPanel(QWidget* parent = nullptr);

  void showComputed(const Computed& computed);
  /// Draws to a scale that holds what is selected in another picture as well; to its own without one.
  void showBeside(const Computed& other);
  /// Leaves room for the plots: without controls, which stand elsewhere, subtitle and hints.
  void setCompact();
  /// As on paper: without controls, and without saying what the mouse does.
  void setPrinted();
  const scene::Detail& shown() const { return *m_detail; }
  void setTheme(const Theme& theme);
  /// Shows what the pointer is over in another panel.
  void showHover(const scene::Hit& hit);
  /// Whether something is still being looked for in the background.
  bool isBusy() const { return m_finder.isRunning(); }
  /// Why something could not be found there; else empty.
  const QString& problem() const { return m_finder.problem(); }

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// The pointer is over something else.
  void hovered(const rnnvis::scene::Hit& hit);
  /// Something could not be done, for this reason.
  void rejected(const QString& message);

 private:
  void detail();
  void rebuild();
  void clear();
  void describe(const std::string& title, const std::string& subtitle);
  /// What the readout says while the pointer is over nothing, and the lines that it needs otherwise.
  void setHint(const Hint& hint, int lines);
  /// In place of the hint; the hint again for an empty text.
  void showReadout(const QString& text);
  void addNote(const QString& text);
  void addTable();
  void build(const std::monostate&);
  void build(const scene::DistributionDetail& detail);
  void build(const scene::UnitDetail& detail);
  void build(const scene::ClusterDetail& detail);
  void build(const scene::ValuesDetail& detail);
  void buildExamples(const scene::UnitDetail& detail);
  void addUnitTitle(const scene::UnitAnswers& unit, bool isFirst);
  void addPlot(const scene::DistributionDetail& detail, std::vector<std::size_t> places);
  void connectUnits(UnitsPlot& plot);
  /// The plot that has the keyboard, if one does.
  KeyedPlot* keyedPlot() const;
  void showUnit(std::optional<UnitId> unit);
  void showAnswer(const scene::AnswerBox* answer);
  void pick(WordId word, bool extend);
  bool showsExamples() const;

  const Theme* m_theme = &Theme::light();
  Computed m_computed;
  Computed m_beside;
  std::shared_ptr<const scene::Detail> m_detail;
  bool m_isCompact = false;
  bool m_isPrinted = false;
  QString m_hint;
  std::vector<UnitsPlot*> m_unitsPlots;  // Those that are shown.
  std::vector<UnitPlot*> m_unitPlots;
  QLabel* m_title;
  QLabel* m_subtitle;
  DetailControls* m_controls;
  QVBoxLayout* m_content;
  QLabel* m_readout;
  ExampleFinder m_finder;
};

}  // namespace rnnvis::gui
