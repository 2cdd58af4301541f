#pragma once

#include "latest_task.h"
#include "mailbox.h"

#include <QDateTime>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLockFile;

namespace rnnvis::gui {

/// Where the sessions of windows are kept without anyone asking.
QString keptSessionsFolder();

/// Whether a file is one of those.
bool isKeptSession(const QString& file);

/// The session of a window that was closed, or whose program ended otherwise.
struct KeptSession {
  static constexpr std::size_t most = 6;

  QString file;
  QString model;  ///< Of a comparison both.
  QString work;   ///< "8 clusters · 2 sentences · clusters edited"
  QDateTime time;
};
/// The newest KeptSession::most that no window is at, newest first; older ones are removed. What cannot be
/// read, or was written by a newer version, is passed over and stays.
std::vector<KeptSession> keptSessions();

/// Keeps what a window shows in a file of its own, some moments after each change, in the background. The
/// file outlives window and program, however they end. Windows that show one model and comparisons alike.
class SessionKeeper : public QObject {
  Q_OBJECT

 public:
  explicit SessionKeeper(QObject* parent = nullptr);
  ~SessionKeeper() override;

  /// `format`: the text of the session's file, asked for in the background.
  using Format = std::function<std::string()>;
  void keep(Format format);
  /// Goes on in the file of a window that has ended, which was opened in this one.
  void adopt(const QString& file);
  /// Where the window is kept.
  const QString& file() const { return m_file; }

 Q_SIGNALS:
  /// It cannot be kept, for this reason; told once.
  void failed(const QString& message);

 private:
  void write();
  void lock();

  QString m_file;
  std::unique_ptr<QLockFile> m_lock;  // Tells other windows that this one is at the file.
  Format m_newest;  // Written when the window ends, whatever was written before; empty before any.
  bool m_hasFailed = false;
  QTimer m_pause;
  Mailbox m_mail;
  std::optional<LatestTask> m_task{std::in_place};  // Last: it ends before what it reports to.
};

}  // namespace rnnvis::gui
