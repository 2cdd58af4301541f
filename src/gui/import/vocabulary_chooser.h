#pragma once

#include "rnnvis/model/import.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLineEdit;

namespace rnnvis::gui {

/// Where the vocabulary comes from: a source that was found, a file, string.printable, or texts that it is
/// rebuilt from.
class VocabularyChooser : public QWidget {
  Q_OBJECT

 public:
  explicit VocabularyChooser(QWidget* parent = nullptr);

  void setInspection(const model::Inspection& inspection);
  /// Takes a vocabulary file, or training texts, and chooses it.
  void useFile(const QString& path);
  void useTexts(const QStringList& paths);

  /// Absent where those that were found are tried in turn.
  std::optional<model::VocabularySource> source() const;
  /// Whether there is anything to try.
  bool isAnswered() const;

 Q_SIGNALS:
  void changed();

 private:
  void add(const model::VocabularySource& source);
  void list(int current);
  void activate(int index);
  void browse(bool forTexts);
  void showOrder();
  const model::VocabularySource* current() const;

  std::vector<model::VocabularySource> m_sources;
  std::size_t m_found = 0;
  QString m_folder;  // Where files are looked for.
  int m_chosen = 0;
  QComboBox* m_box;
  QWidget* m_rebuilding;
  QComboBox* m_order;
  QLineEdit* m_special;
};

}  // namespace rnnvis::gui
