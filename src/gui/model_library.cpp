#include "model_library.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/scene/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

#include <optional>

namespace rnnvis::gui {
namespace {

constexpr int mostRecent = 8;
constexpr char recentKey[] = "recentModels";
constexpr char recentFilesKey[] = "recentFiles";
constexpr char recentSessionsKey[] = "recentSessions";

std::optional<ModelEntry> entryOf(const QString& path) {
  try {
    return ModelEntry{path, QString::fromStdString(model::readManifest(path.toStdString()).name)};
  } catch (const Error&) {
    return std::nullopt;
  }
}

void remember(const char* key, const QString& path) {
  QSettings settings;
  QStringList paths = settings.value(key).toStringList();
  paths.removeAll(path);
  paths.prepend(path);
  settings.setValue(key, paths.mid(0, mostRecent));
}

/// Those that are still there.
QStringList rememberedFiles(const char* key) {
  QStringList files;
  for (const QString& path : QSettings().value(key).toStringList())
    if (QFileInfo(path).isFile()) files << path;
  return files;
}

/// What the folder's metrics.json says; nothing where there is none.
QJsonObject metricsOf(const QString& path) {
  QFile file(QDir(path).filePath("metrics.json"));
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QString describe(const model::Manifest& manifest) {
  const QString tokens = manifest.text.level == text::Level::word ? "words" : "characters";
  switch (manifest.task) {
    case model::Task::languageModel:
      return "Language model of " + tokens;
    case model::Task::classifier:
      return "Classifier of " + tokens;
    case model::Task::encoder:
      return "Encoder of " + tokens;
  }
  return {};
}

QString performanceOf(const QJsonObject& metrics, bool isClassifier) {
  const QString key = isClassifier ? "test_accuracy" : "test_perplexity";
  if (!metrics.contains(key)) return {};
  const double value = metrics[key].toDouble();
  return isClassifier ? QStringLiteral("%1 % of its test text told right").arg(100 * value, 0, 'f', 1)
                      : QStringLiteral("Perplexity %1 on its test text").arg(value, 0, 'f', 1);
}

/// Where the models of this program are.
QDir bundledFolder() {
  const QDir installed(QCoreApplication::applicationDirPath() + "/../share/rnnvis/models");
  return installed.exists() ? installed : QDir(RNNVIS_SOURCE_DIR "/models");
}

}  // namespace

ModelSummary summaryOf(const QString& path) {
  try {
    const model::Manifest manifest = model::readManifest(path.toStdString());
    return {describe(manifest), performanceOf(metricsOf(path), manifest.task == model::Task::classifier)};
  } catch (const Error& error) {
    return {QString::fromUtf8(error.what()), {}};
  }
}

std::vector<ModelEntry> bundledModels() {
  std::vector<ModelEntry> models;
  const QDir folder = bundledFolder();
  for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
    if (auto entry = entryOf(QDir::cleanPath(folder.absoluteFilePath(name))))
      models.push_back(std::move(*entry));
  return models;
}

std::vector<ModelEntry> recentModels() {
  std::vector<ModelEntry> models;
  for (const QString& path : QSettings().value(recentKey).toStringList())
    if (QFileInfo::exists(path))
      if (auto entry = entryOf(path)) models.push_back(std::move(*entry));
  return models;
}

QString nameOfModel(const QString& path) {
  const auto entry = entryOf(path);
  return entry ? entry->name : QFileInfo(path).fileName();
}

void rememberModel(const QString& path) {
  remember(recentKey, path);
}

bool isModelPath(const QString& path) {
  const QFileInfo info(path);
  return !info.isFile() || info.suffix() == "toml";
}

bool isSessionPath(const QString& path) {
  return QFileInfo(path).suffix() == scene::Session::suffix;
}

QStringList recentSessions() {
  return rememberedFiles(recentSessionsKey);
}

void rememberSession(const QString& path) {
  remember(recentSessionsKey, path);
}

QStringList recentFiles() {
  return rememberedFiles(recentFilesKey);
}

void rememberFile(const QString& path) {
  remember(recentFilesKey, path);
}

std::string firstCorpus(const QString& path) {
  try {
    const auto corpora = model::readManifest(path.toStdString()).corpora;
    if (corpora.empty()) return {};
    return corpora.contains("test") ? "test" : corpora.begin()->first;
  } catch (const Error&) {
    return {};
  }
}

}  // namespace rnnvis::gui
