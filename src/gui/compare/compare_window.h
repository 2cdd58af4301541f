#pragma once

#include "compare/compare_half.h"
#include "compare/comparison_store.h"
#include "theme.h"

#include "rnnvis/scene/comparison_session.h"

#include <QMainWindow>

#include <array>
#include <memory>
#include <optional>

class QAction;
class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;

namespace rnnvis::gui {

class CompareControls;
class CompareDetails;
class CompareSearch;
class DifferencesPanel;
class PairsPanel;
class SentencePanel;
class SessionKeeper;
struct ComparisonPage;
struct Picture;
struct PrintSize;

/// Two models, layers, states, texts or sentences beside each other, as one instrument: joins the halves.
class CompareWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit CompareWindow(QWidget* parent = nullptr);
  ~CompareWindow() override;

  /// `paper`: that of pictures for paper, on white.
  void setTheme(const Theme& theme, const Theme& paper = Theme::light());
  /// Begins with these sides; what is computed already, of the baseline, is taken over.
  void compare(const scene::ComparisonState& state, const Computed& baseline = nullptr);
  /// Shows what was computed elsewhere, for a picture.
  void showPicture(const scene::ComparisonState& state, const scene::Sides<Computed>& computed);

  /// From now on what is shown is kept in a file, to be gone on with after the window was closed.
  void keepSessions() { m_isKept = true; }
  /// Opens a comparison that was saved or kept; a message says why not where it cannot be read.
  void openSession(const QString& file);
  void showSession(const scene::ComparisonSession& session);
  /// Writes the comparison as a session; a message says why not where it cannot be written.
  void saveSessionTo(const QString& file);

  /// Both halves and the differences in front for paper. To be drawn while the window is there.
  Picture printed(const PrintSize& size, const Theme& theme) const;

  const scene::ComparisonState& state() const { return m_store.state(); }
  CompareHalf& half(scene::Half half) const { return *m_halves[static_cast<std::size_t>(half)]; }

 Q_SIGNALS:
  /// What is shown is to be kept as a finding; `caption` says what it is.
  void pinned(const rnnvis::scene::ComparisonSession& session, const QString& caption);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  /// How both sides are shown, beside what each shows.
  struct Look {
    bool hasCommonScale, isOverlaid;
    scene::Half orderedBy;
    friend bool operator==(const Look&, const Look&) = default;
  };

  void makeMenus();
  void makeFileMenu(QMenu& file);
  void browseSessions();
  void pin();
  void saveSession();
  void makePictureMenu(QMenu& file);
  Picture picture(double millimetres) const;
  ComparisonPage page() const;
  void goOn();
  bool areBothThere() const;
  SessionKeeper& keeper();
  void keep();
  void makeViewMenu();
  void search();
  void connectParts();
  void connectBelow();
  void connectSearch();
  /// Shows a tab, and what is below the halves where it is folded away.
  void bringForward(QWidget* tab);
  void connectHalf(scene::Half half);
  void execute(const scene::ComparisonCommand& command);
  /// Executes a command made of what a side shows, unless it means something else by now.
  void executeOnPicture(scene::Half side, const scene::Command& command);
  void follow();
  void showSteps();
  Look wantedLook() const;
  /// Has both sides computed; the same model and text on both are read once.
  void requestSides();
  bool shouldWait(scene::Half half) const;
  void measure();
  void adoptIfBetter(scene::Half half, const Computed& known);
  /// Brings what both sides show into one order and one scale.
  void join();
  /// How each side that is there is laid out beside the other.
  scene::Sides<scene::MainOptions> layouts() const;
  void showHover(scene::Half from, const scene::Hit& hit);
  scene::Hit counterpartOf(scene::Half from, const scene::Hit& hit) const;
  QString partnerText(scene::Half from, const scene::Hit& hit) const;
  scene::Hit withChip(scene::Half side, scene::Hit hit) const;
  void chooseLayers(LayerId a, LayerId b);
  /// Selects a word on the side that has it; says so where neither does.
  void find(const QString& word, bool extend = false);
  void open(scene::Half half, const QString& path);
  void browse(scene::Half half);
  scene::ComputedSides shown() const;

  ComparisonStore m_store;
  scene::Sides<std::shared_ptr<const model::TextModel>> m_models;  // Of the store's counterparts.
  std::array<CompareHalf*, 2> m_halves;
  scene::Sides<std::shared_ptr<const response::Analysis>> m_known;  // That the controls describe.
  CompareControls* m_controls;
  DifferencesPanel* m_differences;
  SentencePanel* m_sentence;
  CompareDetails* m_details;
  PairsPanel* m_pairs;
  CompareSearch* m_search;
  QTabWidget* m_tabs;
  QLabel* m_partner;  // What stands for the unit that the pointer is over.
  QSplitter* m_rows;
  std::optional<scene::ComparisonSession> m_resumed;  // Until both of its sides are there.
  QString m_sessionFile;                              // Saved to or opened last; empty for none.
  bool m_isPicture = false;                           // Nothing is measured for one.
  bool m_isKept = false;
  std::unique_ptr<SessionKeeper> m_keeper;  // Of what is shown; another one after the window was closed.
  std::optional<Look> m_look;               // As it is shown.
  QAction* m_below = nullptr;               // Whether differences and details are shown.
  bool m_fitsBelow = true;                  // As long as nobody has said.
  const Theme* m_theme = &Theme::light();
  const Theme* m_paper = &Theme::light();
  QAction* m_undo = nullptr;
  QAction* m_redo = nullptr;
};

/// What to compare a state with before anything was chosen: another layer of the model, where it has one,
/// else another of its states, else itself.
scene::ComparisonState comparisonOf(const scene::AnalyticState& state, const Computed& computed);

}  // namespace rnnvis::gui
