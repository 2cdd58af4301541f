#pragma once

#include "computation.h"

#include "rnnvis/scene/finding.h"

#include <QObject>
#include <QString>

#include <optional>

class QWidget;

namespace rnnvis::gui {

/// A session whose model and text are open.
struct OpenedSession {
  scene::AnalyticState state;
  QString file;              ///< Empty for a finding, which was in no file of its own.
  QString notice;            ///< What was left out; empty where nothing was.
  scene::Findings findings;  ///< Of the file.
};

/// Opens a session: first its model and text, then, once it is known whether these are still the same, what
/// was selected and edited. Where they cannot be opened it asks where they are.
class SessionOpener : public QObject {
  Q_OBJECT

 public:
  /// `window` is what questions are asked over.
  explicit SessionOpener(QWidget* window);

  void open(const QString& file);
  void open(scene::Session session);
  bool isOpening() const { return m_session.has_value(); }
  /// Forgets the session that is being opened; something else was asked for.
  void giveUp();

  /// What was computed for a state that was wanted.
  void take(const Computed& computed);
  /// What was wanted could not be computed; returns whether it was a session, in which case the user is
  /// asked.
  bool takeFailure(const QString& message);

 Q_SIGNALS:
  void wanted(const rnnvis::scene::AnalyticState& state);
  void opened(const rnnvis::gui::OpenedSession& session);
  void rejected(const QString& message);

 private:
  void begin();
  void ask(const QString& problem);
  void locateModel();
  void locateText();

  QWidget* m_window;
  QString m_file;
  scene::Findings m_findings;
  std::optional<scene::Session> m_session;
};

}  // namespace rnnvis::gui
