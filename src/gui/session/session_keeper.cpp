#include "session/session_keeper.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/scene/finding.h"

#include <QCoreApplication>
#include <QDir>
#include <QLockFile>
#include <QStandardPaths>

#include <atomic>

namespace rnnvis::gui {
namespace {

constexpr int pauseMilliseconds = 300;

QString lockOf(const QString& file) {
  return file + ".lock";
}

/// Whether a window is at the file; a lock that a killed program left is none.
bool isInUse(const QString& file) {
  QLockFile lock(lockOf(file));
  lock.setStaleLockTime(0);
  return !lock.tryLock(0);
}

QString workOf(const scene::AnalyticState& state, std::size_t findings) {
  QStringList parts{QStringLiteral("%1 clusters").arg(state.clustering.options.unitClusters)};
  if (const auto count = state.sentences.size(); count > 0)
    parts << QStringLiteral("%1 sentence%2").arg(count).arg(count > 1 ? "s" : "");
  if (!state.edits.list.empty() || !state.edits.names.empty()) parts << "clusters edited";
  if (findings > 0) parts << QStringLiteral("%1 finding%2").arg(findings).arg(findings > 1 ? "s" : "");
  return parts.join(" · ");
}

KeptSession described(const scene::Session& session, std::size_t findings) {
  return {{}, QString::fromStdString(session.modelName), workOf(session.state, findings), {}};
}

KeptSession described(const scene::ComparisonSession& session) {
  const QString a = QString::fromStdString(session.sides.a->modelName),
                b = QString::fromStdString(session.sides.b->modelName);
  return {{}, a == b ? a : a + " | " + b, "comparison · " + workOf(session.sides.a->state, 0), {}};
}

/// Throws Error where it cannot be read.
KeptSession readKept(const QFileInfo& info) {
  const std::string file = info.absoluteFilePath().toStdString();
  KeptSession kept = scene::isComparison(file)
                         ? described(scene::readComparison(file))
                         : described(scene::readSession(file), scene::readFindings(file).size());
  kept.file = info.absoluteFilePath();
  kept.time = info.lastModified();
  return kept;
}

void replace(const std::string& file, const std::string& text) {
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
}

QString newFile() {
  static std::atomic<int> number = 0;
  return QDir(keptSessionsFolder())
      .filePath(QStringLiteral("%1-%2-%3.%4")
                    .arg(QDateTime::currentDateTime().toString("yyyyMMdd-HHmmss"))
                    .arg(QCoreApplication::applicationPid())
                    .arg(++number)
                    .arg(scene::Session::suffix));
}

}  // namespace

QString keptSessionsFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/sessions";
}

bool isKeptSession(const QString& file) {
  return QFileInfo(file).absolutePath() == QFileInfo(keptSessionsFolder()).absoluteFilePath();
}

std::vector<KeptSession> keptSessions() {
  std::vector<KeptSession> sessions;
  const QDir folder(keptSessionsFolder());
  const QStringList pattern{QStringLiteral("*.") + scene::Session::suffix};
  for (const QFileInfo& info : folder.entryInfoList(pattern, QDir::Files, QDir::Time)) {
    const QString file = info.absoluteFilePath();
    if (isInUse(file)) continue;
    try {
      KeptSession kept = readKept(info);
      if (sessions.size() == KeptSession::most)
        QFile::remove(file);
      else
        sessions.push_back(std::move(kept));
    } catch (const Error&) {
      continue;  // A newer version may be able to.
    }
  }
  return sessions;
}

SessionKeeper::SessionKeeper(QObject* parent) : QObject(parent), m_file(newFile()) {
  m_pause.setSingleShot(true);
  m_pause.setInterval(pauseMilliseconds);
  connect(&m_pause, &QTimer::timeout, this, &SessionKeeper::write);
}

SessionKeeper::~SessionKeeper() {
  m_task.reset();  // Nothing is written after what follows.
  if (!m_newest) return;
  try {
    replace(m_file.toStdString(), m_newest());
  } catch (const Error&) {
    // There is nobody left to tell.
  }
}

void SessionKeeper::keep(Format format) {
  m_newest = std::move(format);
  if (!m_pause.isActive()) m_pause.start();
}

void SessionKeeper::adopt(const QString& file) {
  if (file == m_file) return;
  if (m_lock) QFile::remove(m_file);
  m_file = file;
  lock();
}

void SessionKeeper::lock() {
  QDir().mkpath(keptSessionsFolder());
  m_lock = std::make_unique<QLockFile>(lockOf(m_file));
  m_lock->setStaleLockTime(0);
  m_lock->tryLock(0);
}

void SessionKeeper::write() {
  if (!m_lock) lock();
  m_task->run([this, file = m_file.toStdString(), format = m_newest](const std::stop_token&) {
    try {
      replace(file, format());
    } catch (const Error& error) {
      m_mail.post([this, message = QString::fromUtf8(error.what())] {
        if (!m_hasFailed) Q_EMIT failed("This session cannot be kept: " + message);
        m_hasFailed = true;
      });
    }
  });
}

}  // namespace rnnvis::gui
