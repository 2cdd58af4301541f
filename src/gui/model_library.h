#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace rnnvis::gui {

/// A model folder that can be chosen.
struct ModelEntry {
  QString path;  ///< Absolute.
  QString name;  ///< As its manifest has it.
};

/// What a card says of a model.
struct ModelSummary {
  QString description;  ///< "LSTM, 2 × 128 units · language model of words"
  QString performance;  ///< "perplexity 27.57 on its test text"; empty where its folder does not say.
};
/// From the manifest and metrics.json of a folder.
ModelSummary summaryOf(const QString& path);

/// Models that come with the program: of the installation, else of the source tree.
std::vector<ModelEntry> bundledModels();

/// The folders opened lately, latest first, without those that are gone or no model folders any more.
std::vector<ModelEntry> recentModels();

/// The name in a folder's manifest; the folder's own where the manifest cannot be read.
QString nameOfModel(const QString& path);

/// Puts a folder at the head of the recent ones.
void rememberModel(const QString& path);

/// Whether a path is to be opened as a model folder or a manifest rather than imported: all but files.
bool isModelPath(const QString& path);

/// Whether a path is a session file by its name.
bool isSessionPath(const QString& path);

/// The session files opened or saved lately, latest first, without those that are gone.
QStringList recentSessions();
/// Puts a session file at the head of the recent ones.
void rememberSession(const QString& path);

/// The weights files looked at lately, latest first, without those that are gone.
QStringList recentFiles();

/// Puts a weights file at the head of the recent ones.
void rememberFile(const QString& path);

/// The corpus to begin with: the manifest's "test", else its first; empty where there is none or the manifest
/// cannot be read.
std::string firstCorpus(const QString& path);

}  // namespace rnnvis::gui
