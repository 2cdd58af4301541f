#pragma once

#include "appearance.h"
#include "computation.h"
#include "desktop_theme.h"
#include "performance_meter.h"
#include "state_store.h"

#include <QMainWindow>
#include <QPointer>

class QAction;
class QMenu;

namespace rnnvis::gui {

class ClusterMenu;
class CompareWindow;
class ControlPanel;
class DetailPanel;
class ImportAssistant;
class JobBar;
class MainView;
class MessageBar;
class Panels;
class StartPage;
class TrainingWindow;
class ViewMenu;

/// Joins the panels: commands go to the state, the state to the computation, results to the views.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// Looks as the user last chose.
  MainWindow();
  /// Looks so, and keeps nothing of it: for a picture.
  explicit MainWindow(const Appearance& appearance);

  /// Opens a model folder, or the assistant on a weights file.
  void open(const QString& path);
  /// Opens a model folder in the background.
  void openModel(const QString& path);
  /// Opens the assistant that makes a model folder of a weights file.
  void importFile(const QString& path);

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
  void connectPanels();
  void connectComputation();

  void execute(const scene::Command& command);
  /// Executes a command that a view made of what it shows.
  void executeOnPicture(const scene::Command& command);
  void follow();
  void showSteps();
  void showResult(const Computed& computed);
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
  void aboutProgram();

  StateStore m_store;
  Computation m_computation;
  PerformanceMeter m_performance;
  DesktopTheme m_desktop{this};
  Appearance m_appearance;
  Computed m_shown;
  bool m_wantsLastSentence = false;

  ControlPanel* m_controls;
  MessageBar* m_message;
  MainView* m_view;
  StartPage* m_start;
  ClusterMenu* m_clusters;
  DetailPanel* m_details;
  JobBar* m_job;
  Panels* m_panels;
  ViewMenu* m_viewMenu;
  QMenu* m_recent = nullptr;
  QAction* m_undo = nullptr;
  QAction* m_redo = nullptr;
  QPointer<ImportAssistant> m_assistant;
  TrainingWindow* m_training = nullptr;  // Once it was asked for, as …
  CompareWindow* m_compare = nullptr;    // … this.
};

}  // namespace rnnvis::gui
