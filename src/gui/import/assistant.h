#pragma once

#include "import/session.h"

#include <QDialog>

namespace rnnvis::gui {

class FileSummary;
class MessageBar;
class PreviewPanel;
class Questions;
class TargetPanel;
class TensorPanel;
class TrialPanel;
struct Theme;

/// Makes a model folder of a weights file: shows what the file is, asks what it leaves open, tries the
/// answers on a text, and writes the folder. Works in the background throughout.
class ImportAssistant : public QDialog {
  Q_OBJECT

 public:
  explicit ImportAssistant(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  /// Follows textScale(), which was `before` when this was called last or the assistant was made.
  void followText(double before);
  /// Begins anew with this file.
  void inspect(const QString& file);

  const ImportSession& session() const { return *m_session; }

 Q_SIGNALS:
  /// The file could be read.
  void recognised(const QString& file);
  /// The folder stands; the assistant has closed.
  void imported(const QString& folder);

 private:
  QWidget* makeColumns();
  QWidget* makeSettingsColumn();
  void connectParts();

  void showInspection();
  void tryOut();
  void showTrials();
  void showFailure(const QString& message);
  void showPreview();
  void write();
  void finish(const QString& folder);
  void updateTarget();
  QString missing() const;

  ImportSession* m_session;
  QString m_file;
  QString m_problem;  // Why nothing could be tried.
  bool m_isWriting = false;

  QWidget* m_settings = nullptr;
  MessageBar* m_message;
  FileSummary* m_summary;
  TensorPanel* m_tensors;
  Questions* m_questions;
  TrialPanel* m_trials;
  PreviewPanel* m_preview;
  TargetPanel* m_target;
};

}  // namespace rnnvis::gui
