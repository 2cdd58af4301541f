#include "import/vocabulary_chooser.h"

#include "drawing.h"

#include "import/field.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

namespace rnnvis::gui {
namespace {

// What an item of the list stands for: the index of a source, or one of these.
constexpr int open = -1, file = -2, texts = -3;
constexpr std::size_t printableCharacters = 100;

constexpr text::TokenOrder orders[] = {text::TokenOrder::frequency, text::TokenOrder::appearance,
                                       text::TokenOrder::sorted};

model::VocabularySource sourceOf(model::VocabularySource::Kind kind) {
  model::VocabularySource source;
  source.kind = kind;
  return source;
}

bool hasPrintable(const std::vector<model::VocabularySource>& sources) {
  for (const auto& source : sources)
    if (source.kind == model::VocabularySource::Kind::printable) return true;
  return false;
}

}  // namespace

VocabularyChooser::VocabularyChooser(QWidget* parent)
    : QWidget(parent),
      m_box(makeBox("vocabulary", "Vocabulary")),
      m_rebuilding(new QWidget),
      m_order(makeBox("vocabularyOrder", "Order of the rebuilt vocabulary")),
      m_special(new QLineEdit) {
  m_order->addItems({"order by trial", "by frequency", "by first appearance", "sorted"});
  m_special->setObjectName("vocabularySpecial");
  m_special->setAccessibleName("Tokens that come first");
  m_special->setPlaceholderText("tokens that come first: <pad> <unk>");
  auto* rebuilding = new QHBoxLayout(m_rebuilding);
  rebuilding->setContentsMargins(0, 0, 0, 0);
  rebuilding->setSpacing(6);
  rebuilding->addWidget(m_order);
  rebuilding->addWidget(m_special, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_box);
  layout->addWidget(m_rebuilding);
  m_rebuilding->hide();
  setFocusProxy(m_box);
  connect(m_box, &QComboBox::activated, this, &VocabularyChooser::activate);
  connect(m_order, &QComboBox::activated, this, &VocabularyChooser::changed);
  connect(m_special, &QLineEdit::editingFinished, this, &VocabularyChooser::changed);
}

void VocabularyChooser::setInspection(const model::Inspection& inspection) {
  m_sources = inspection.vocabularies;
  m_found = m_sources.size();
  m_folder = QFileInfo(toQt(inspection.file.string())).absolutePath();
  const bool mayBePrintable =
      inspection.architecture && inspection.architecture->inputTokens == printableCharacters;
  if (mayBePrintable && !hasPrintable(m_sources))
    m_sources.push_back(sourceOf(model::VocabularySource::Kind::printable));
  list(m_found == 1 ? 0 : open);
}

/// Found sources that are tried in turn, each source by itself, then the ways to others.
void VocabularyChooser::list(int current) {
  m_box->clear();
  if (m_found == 0)
    m_box->addItem("not found: choose one", open);
  else if (m_found > 1)
    m_box->addItem("by trial of those found", open);
  for (std::size_t i = 0; i < m_sources.size(); ++i) {
    m_box->addItem(toQt(m_sources[i].describe()), static_cast<int>(i));
    m_box->setItemData(m_box->count() - 1, toQt(m_sources[i].path.string()), Qt::ToolTipRole);
  }
  m_box->insertSeparator(m_box->count());
  m_box->addItem("Choose a file…", file);
  m_box->addItem("Rebuild from training texts…", texts);
  m_chosen = current;
  m_box->setCurrentIndex(m_box->findData(current));
  showOrder();
}

void VocabularyChooser::add(const model::VocabularySource& source) {
  m_sources.push_back(source);
  list(static_cast<int>(m_sources.size()) - 1);
  Q_EMIT changed();
}

void VocabularyChooser::useFile(const QString& path) {
  model::VocabularySource source = sourceOf(model::VocabularySource::Kind::file);
  source.path = path.toStdString();
  add(source);
}

void VocabularyChooser::useTexts(const QStringList& paths) {
  model::VocabularySource source = sourceOf(model::VocabularySource::Kind::text);
  for (const QString& path : paths) source.texts.emplace_back(path.toStdString());
  add(source);
}

void VocabularyChooser::activate(int index) {
  const int chosen = m_box->itemData(index).toInt();
  if (chosen == file || chosen == texts) {
    m_box->setCurrentIndex(m_box->findData(m_chosen));
    browse(chosen == texts);
    return;
  }
  m_chosen = chosen;
  showOrder();
  Q_EMIT changed();
}

void VocabularyChooser::browse(bool forTexts) {
  auto* dialog =
      new QFileDialog(this, forTexts ? "Training texts, in their order" : "Vocabulary file", m_folder);
  dialog->setObjectName(forTexts ? "vocabularyTextsDialog" : "vocabularyDialog");
  dialog->setFileMode(forTexts ? QFileDialog::ExistingFiles : QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::filesSelected, this, [this, forTexts](const QStringList& paths) {
    if (paths.isEmpty()) return;
    forTexts ? useTexts(paths) : useFile(paths.front());
  });
  dialog->open();
}

void VocabularyChooser::showOrder() {
  m_rebuilding->setVisible(current() && current()->kind == model::VocabularySource::Kind::text);
  m_box->setToolTip(m_box->currentData(Qt::ToolTipRole).toString());
}

const model::VocabularySource* VocabularyChooser::current() const {
  return m_chosen >= 0 ? &m_sources[static_cast<std::size_t>(m_chosen)] : nullptr;
}

std::optional<model::VocabularySource> VocabularyChooser::source() const {
  if (!current()) return std::nullopt;
  model::VocabularySource source = *current();
  if (source.kind != model::VocabularySource::Kind::text) return source;
  static const QRegularExpression space("\\s+");
  for (const QString& token : m_special->text().split(space, Qt::SkipEmptyParts))
    source.special.push_back(token.toStdString());
  if (const int order = m_order->currentIndex(); order > 0) source.order = orders[order - 1];
  return source;
}

bool VocabularyChooser::isAnswered() const {
  return current() != nullptr || m_found > 0;
}

}  // namespace rnnvis::gui
