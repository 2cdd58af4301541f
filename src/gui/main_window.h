#pragma once

#include "appearance.h"
#include "computation.h"
#include "desktop_theme.h"
#include "performance_meter.h"
#include "state_store.h"

#include "rnnvis/scene/finding.h"

#include <QMainWindow>
#include <QPointer>

#include <string>
#include <variant>

class QAction;
class QMenu;

namespace rnnvis::gui {

class ClusterMenu;
class CompareWindow;
class ControlPanel;
class DetailPanel;
class FindingsPanel;
class ImportAssistant;
class JobBar;
class Legend;
class MainView;
class MessageBar;
class Panels;
class ReportProcess;
class SearchPanel;
class SessionKeeper;
class SessionOpener;
class SidePanel;
class StartPage;
class Tour;
class TrainingWindow;
class ViewMenu;
struct OpenedSession;
struct Picture;

/// Joins the panels: commands go to the state, the state to the computation, results to the views.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// Looks as the user last chose.
  MainWindow();
  /// Looks so, and keeps nothing of it: for a picture.
  explicit MainWindow(const Appearance& appearance);

  /// Opens a model folder or a session, or the assistant on a weights file.
  void open(const QString& path);
  /// Opens a model folder in the background.
  void openModel(const QString& path);
  /// Opens the assistant that makes a model folder of a weights file.
  void importFile(const QString& path);

  /// Opens a session file in the background.
  void openSession(const QString& file);
  /// Writes what is shown as a session; a message says why not where it cannot be written.
  void saveSessionTo(const QString& file);

  /// Opens the window where models are trained.
  void trainModel();

  /// Opens the window where the model that is open, if one is, is compared with another, or with itself.
  void compare();

  /// Shows a state that was computed elsewhere, for a picture.
  void showPicture(const Computed& computed);

  const scene::AnalyticState& state() const { return m_store.state(); }
  const Computation& computation() const { return m_computation; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* makeCentre();
  void makeMenus();
  void makeEditMenu();
  void makeViewMenu();
  void makePages();
  void connectPanels();
  void connectComputation();
  CompareWindow& compareWindow();
  void connectSessions();
  void keepSessions();
  void keepSession();
  /// That what is shown is one of.
  scene::Session session() const;
  void showSession(const OpenedSession& opened);
  void connectFindings();
  void pin();
  void addFinding(std::variant<scene::Session, scene::ComparisonSession> shown, const std::string& caption);
  void returnTo(const scene::Finding& finding);
  void askForReport();
  void writeReport(const QString& file);
  void tellReport(const QString& text, const QString& file);
  void makePictureMenu(QMenu& file);
  Picture pictureOfMain(double millimetres);
  Picture pictureOfDetails(double millimetres);
  void presentTalk(bool isForTalk);
  void saveSession();
  void saveSessionAs();
  void browseSessions();

  void execute(const scene::Command& command);
  /// Executes a command that a view made of what it shows.
  void executeOnPicture(const scene::Command& command);
  void follow();
  void showSteps();
  void showResult(const Computed& computed);
  void noteNewText(const Computed& computed);
  void revealNewSentence();
  void returnToPicture();
  /// Shows the start page where there is neither a picture nor one to come.
  void showStart();
  void browse();
  void browseFiles();
  void listRecent();
  bool present(const Computed& computed);  ///< Whether it is of another model or text than the last.
  void changeAppearance(const Appearance& appearance);
  void applyAppearance(const Appearance& appearance);
  const Theme& theme() const { return themeOf(m_appearance, m_desktop.isDark()); }

  // main_window_help.cpp
  void makeHelpMenu();
  void takeTour();
  void leaveTour();
  void showShortcuts();
  void showLegend();
  void aboutProgram();

  StateStore m_store;
  Computation m_computation;
  PerformanceMeter m_performance;
  DesktopTheme m_desktop{this};
  Appearance m_appearance;
  Computed m_shown;
  bool m_wantsLastSentence = false;
  bool m_isForTalk = false;
  QString m_sessionFile;  // That the user saved to or opened last; empty for none.

  ControlPanel* m_controls;
  MessageBar* m_message;
  MainView* m_view;
  StartPage* m_start;
  ClusterMenu* m_clusters;
  DetailPanel* m_details;
  FindingsPanel* m_findings;
  SearchPanel* m_search;
  SidePanel* m_side;
  JobBar* m_job;
  Panels* m_panels;
  ViewMenu* m_viewMenu;
  QMenu* m_recent = nullptr;
  QAction* m_undo = nullptr;
  QAction* m_redo = nullptr;
  SessionOpener* m_opener;
  ReportProcess* m_report;
  SessionKeeper* m_keeper = nullptr;  // Of a window that keeps anything.
  QPointer<ImportAssistant> m_assistant;
  QPointer<Legend> m_legend;
  QPointer<Tour> m_tour;
  scene::AnalyticState m_beforeTour;
  TrainingWindow* m_training = nullptr;  // Once it was asked for, as …
  CompareWindow* m_compare = nullptr;    // … this.
};

}  // namespace rnnvis::gui
