#include "search/search_panel.h"

#include "appearance.h"
#include "drawing.h"
#include "labelled_control.h"
#include "scrolled_column.h"
#include "search/proof_card.h"
#include "segmented_buttons.h"
#include "table_file.h"
#include "text_scale.h"

#include "rnnvis/scene/cluster_titles.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr int wholeProgress = 1000, longestField = 4000, spacing = 8;

struct KindText {
  QStringList by;
  QStringList examples;  // Of the field, a way each.
};

KindText textOf(SearchKind kind) {
  if (kind == SearchKind::words)
    return {{"that begin with", "that match a regular expression", "of a part of speech"},
            {"lor", "^h(e|is)$", "noun, verb, pronoun, …"}};
  if (kind == SearchKind::units)
    return {{"that answer to words", "that separate words"}, {"he or he,him or cloud 2", "he / she"}};
  return {{}, {"12>0.5 7<0, or 12, or chip 3"}};
}

/// Whether chips and clouds have the same members: their numbers stand in questions and answers.
bool haveSameClusters(const Computed& before, const Computed& now) {
  const auto* a = before ? before->workspace.clustering.get() : nullptr;
  const auto* b = now->workspace.clustering.get();
  return a == b || (a && b && a->words == b->words && a->groups.wordLabels == b->groups.wordLabels &&
                    a->groups.unitLabels == b->groups.unitLabels);
}

/// A button whose text gives way where there is little room, and is told in full by its tip.
class QuestionButton : public QPushButton {
 public:
  explicit QuestionButton(const Question& question) : m_text(question.text) {
    setObjectName(question.name);
    setProperty("role", "question");
    setToolTip(m_text);
    setAccessibleName(m_text);
    fit();
  }
  QSize minimumSizeHint() const override { return {0, QPushButton::minimumSizeHint().height()}; }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QPushButton::resizeEvent(event);
    fit();
  }

 private:
  void fit() {
    constexpr int margins = 22;
    ensurePolished();
    const QString cut =
        isVisible() ? fontMetrics().elidedText(m_text, Qt::ElideMiddle, width() - scaled(margins)) : m_text;
    setText(QString(cut).replace('&', "&&"));
  }

  QString m_text;
};

}  // namespace

SearchPanel::SearchPanel(QWidget* parent)
    : QWidget(parent),
      m_layout(new QVBoxLayout(this)),
      m_kinds(new SegmentedButtons("searchKind")),
      m_how(new QComboBox),
      m_field(new QLineEdit),
      m_shownOnly(new QCheckBox("Only words in the clouds")),
      m_lengthRow(new QWidget),
      m_atLeast(new QSpinBox),
      m_questionHint(wrappedLabel("questionHint", "faint")),
      m_questionRows(new QVBoxLayout),
      m_proof(new ProofCard),
      m_status(wrappedLabel("searchStatus", "muted")),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton("Cancel")),
      m_results(new FoundList),
      m_light(new QPushButton("Light these units")),
      m_export(new QPushButton("Export…")) {
  setObjectName("searchPanel");
  setAccessibleName("Search");
  setFocusProxy(m_field);
  m_layout->setContentsMargins(16, 14, 16, 12);
  m_layout->setSpacing(spacing);
  m_asking = makeAsking();
  m_layout->addWidget(m_asking);
  m_layout->addWidget(makeAnswers(), 1);
  m_results->hide();
  connectParts();
  fitToKind(SearchKind::words);
  m_light->hide();
  m_export->hide();
  showQuestions();
  showJob();
}

QWidget* SearchPanel::makeAsking() {
  auto* asking = new QWidget;
  auto* layout = new QVBoxLayout(asking);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(spacing);
  makeField(*layout);
  m_questionRows->setSpacing(4);
  layout->addWidget(m_questionHint);
  layout->addLayout(m_questionRows);
  return asking;
}

QWidget* SearchPanel::makeAnswers() {
  auto* answers = new QWidget;
  auto* layout = new QVBoxLayout(answers);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(spacing);
  layout->addWidget(m_proof);
  layout->addWidget(m_status);
  layout->addWidget(makeJobRow());
  layout->addWidget(m_results, 1);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_light);
  buttons->addWidget(m_export);
  buttons->addStretch(1);
  layout->addLayout(buttons);
  layout->addStretch(0);
  return answers;
}

void SearchPanel::setWide() {
  static_cast<QVBoxLayout*>(m_asking->layout())->addStretch(1);
  QScrollArea* column = scrolledColumn(m_asking);
  column->setFocusPolicy(Qt::NoFocus);
  setLeastSize(*column, {264, 0});
  m_layout->setDirection(QBoxLayout::LeftToRight);
  m_layout->setSpacing(2 * spacing);
  m_layout->insertWidget(0, column, 1);
}

void SearchPanel::makeField(QVBoxLayout& layout) {
  m_kinds->setSegments({"Words", "Units", "Passages"},
                       {"Words of the vocabulary", "Units by what they answer to",
                        "Passages of the text where units are high or low together"});
  m_how->setObjectName("searchHow");
  m_how->setAccessibleName("How the field is read");
  m_field->setObjectName("searchField");
  m_field->setAccessibleName("What is looked for");
  m_field->setMaxLength(longestField);
  addClearButton(*m_field);
  m_field->setToolTip("Press Enter to search, Down to walk what is found");
  m_shownOnly->setObjectName("searchShownOnly");
  m_atLeast->setObjectName("searchAtLeast");
  m_atLeast->setAccessibleName("Tokens that a passage has at least");
  m_atLeast->setRange(1, 100'000);
  m_atLeast->setValue(SearchRequest{}.atLeast);
  auto* row = new QHBoxLayout(m_lengthRow);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(new QLabel("for at least"));
  row->addWidget(m_atLeast);
  row->addWidget(new QLabel("tokens in a row"), 1);
  layout.addWidget(m_kinds);
  layout.addWidget(m_how);
  layout.addWidget(m_field);
  layout.addWidget(m_shownOnly);
  layout.addWidget(m_lengthRow);
}

QWidget* SearchPanel::makeJobRow() {
  auto* row = new QWidget;
  m_progress->setObjectName("searchProgress");
  m_progress->setAccessibleName("Progress of the search");
  m_progress->setTextVisible(false);
  m_progress->setFixedHeight(6);
  m_progress->setRange(0, wholeProgress);
  m_cancel->setObjectName("searchCancel");
  m_light->setObjectName("lightFound");
  m_light->setToolTip("Light the units that were found on the chips");
  m_export->setObjectName("exportFound");
  m_export->setToolTip("Write what was found as comma-separated values or JSON");
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_progress, 1);
  layout->addWidget(m_cancel);
  return row;
}

void SearchPanel::connectParts() {
  connect(m_kinds, &SegmentedButtons::picked, this, [this](int kind) {
    fitToKind(static_cast<SearchKind>(kind));
    search();
  });
  connect(m_how, &QComboBox::activated, this, [this](int by) {
    m_field->setPlaceholderText(textOf(m_kind).examples.value(by));
    search();
  });
  connect(m_field, &QLineEdit::returnPressed, this, &SearchPanel::search);
  // Words are there at once; passages may first want the text to be read.
  connect(m_field, &QLineEdit::textEdited, this, [this] {
    if (m_kind == SearchKind::words) search();
  });
  connect(m_shownOnly, &QCheckBox::clicked, this, &SearchPanel::search);
  connect(m_atLeast, &QSpinBox::editingFinished, this, &SearchPanel::search);
  connect(&m_searcher, &Searcher::found, this, &SearchPanel::show);
  connect(&m_searcher, &Searcher::failed, this, &SearchPanel::showProblem);
  connect(&m_searcher, &Searcher::progressed, this, [this](double fraction) {
    m_progress->setValue(static_cast<int>(wholeProgress * fraction));
    m_progress->setVisible(true);
    m_cancel->setVisible(true);
    if (m_kind == SearchKind::passages) m_status->setText("The states of the text are indexed, once…");
  });
  connect(m_cancel, &QPushButton::clicked, this, [this] {
    m_searcher.cancel();
    m_status->setText("Cancelled.");
    showJob();
  });
  connect(m_results, &FoundList::chosen, this, &SearchPanel::take);
  connect(m_light, &QPushButton::clicked, this, &SearchPanel::light);
  connect(m_export, &QPushButton::clicked, this, &SearchPanel::exportFound);
  m_field->installEventFilter(this);
}

void SearchPanel::fitToKind(SearchKind kind) {
  if (m_kind != SearchKind::passages) m_by[static_cast<int>(m_kind)] = std::max(0, m_how->currentIndex());
  m_kind = kind;
  const KindText text = textOf(kind);
  const int by = kind == SearchKind::passages ? 0 : m_by[static_cast<int>(kind)];
  m_kinds->setCurrent(static_cast<int>(kind));
  m_how->clear();
  m_how->addItems(text.by);
  m_how->setCurrentIndex(text.by.isEmpty() ? -1 : by);
  m_how->setVisible(!text.by.isEmpty());
  m_field->setPlaceholderText(text.examples.value(by));
  m_shownOnly->setVisible(kind == SearchKind::words);
  m_lengthRow->setVisible(kind == SearchKind::passages);
}

void SearchPanel::setRequest(const SearchRequest& request) {
  fitToKind(request.kind);
  m_how->setCurrentIndex(request.kind == SearchKind::passages ? -1 : request.by);
  m_field->setPlaceholderText(textOf(request.kind).examples.value(request.by));
  m_field->setText(request.text);
}

SearchRequest SearchPanel::request() const {
  return {m_kind, std::max(0, m_how->currentIndex()), m_field->text(), m_shownOnly->isChecked(),
          m_atLeast->value()};
}

void SearchPanel::forget() {
  m_results->showItems({});
  m_results->hide();
  m_light->hide();
  m_export->hide();
}

void SearchPanel::search() {
  forget();
  m_searcher.cancel();
  const bool isReady = m_computed && m_computed->workspace.analysis && m_computed->workspace.clustering &&
                       !m_computed->workspace.isPreliminary();
  if (m_field->text().trimmed().isEmpty())
    m_status->clear();
  else if (!isReady)
    m_status->setText(m_computed ? "The text is still being read; search once it is."
                                 : "Open a model first.");
  else
    m_searcher.search(m_computed, request());
  showJob();
}

void SearchPanel::show(const Answer& answer) {
  m_status->setText(answer.summary);
  m_results->showItems(answer.items);
  m_results->setVisible(!answer.items.empty());
  m_light->setVisible(answer.request.kind == SearchKind::units && !answer.items.empty());
  m_export->setVisible(!answer.items.empty());
  showJob();
}

void SearchPanel::exportFound() {
  const scene::DetailTable table = m_results->table();
  exportTable(
      *this,
      [table](const std::filesystem::path& path) {
        std::vector<std::size_t> rows(table.rows());
        std::iota(rows.begin(), rows.end(), 0);
        writeTable(path, table, rows);
      },
      [this](const QString& reason) { showProblem(reason); });
}

void SearchPanel::showProblem(const QString& message) {
  m_status->setText(message);
  showJob();
}

void SearchPanel::showJob() {
  // It appears with the first progress: most searches end before the eye would see it.
  if (m_searcher.isRunning() && m_progress->isVisible()) return;
  m_progress->setValue(0);
  m_progress->hide();
  m_cancel->hide();
}

void SearchPanel::showComputed(const Computed& computed) {
  const bool isOther = m_searcher.follow(computed) || !haveSameClusters(m_computed, computed);
  m_computed = computed;
  if (isOther) {
    m_searcher.cancel();
    m_proof->cancel();
    m_proof->hide();
    forget();
    m_status->clear();
    showJob();
  }
  showQuestions();
}

void SearchPanel::showQuestions() {
  m_questions.clear();
  if (m_computed)
    m_questions =
        questionsAbout(m_computed->workspace, m_computed->state.selection, m_computed->state.brushed);
  while (QLayoutItem* item = m_questionRows->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // It may be what was clicked.
    delete item;
  }
  QWidget* before = m_atLeast;
  for (const Question& question : m_questions) {
    auto* button = new QuestionButton(question);
    connect(button, &QPushButton::clicked, this, [this, question] { ask(question); });
    m_questionRows->addWidget(button);
    setTabOrder(before, button);
    before = button;
  }
  m_questionHint->setText("Select a word, a unit, a chip or a cloud for questions about it.");
  m_questionHint->setVisible(m_questions.empty());
}

void SearchPanel::ask(const Question& question) {
  Q_EMIT asked();
  switch (question.kind) {
    case Question::Kind::search:
      setRequest(question.request);
      search();
      return;
    case Question::Kind::switchOff:
      return m_proof->switchOff(m_computed, question.units, question.text.section(' ', 1, -2));
    case Question::Kind::halves:
      return m_proof->testHalves(
          m_computed, question.side, question.cluster,
          toQt(scene::referenceTo(*m_computed->workspace.clustering, question.side, question.cluster)));
    case Question::Kind::table: {
      scene::DetailSettings settings = m_computed->state.detail;
      settings.topic = scene::DetailTopic::responses;
      settings.table = true;
      Q_EMIT commanded(scene::SetDetail{settings});
      Q_EMIT tableAsked();
      return;
    }
  }
}

bool SearchPanel::askNamed(QString name) {
  name = "ask" + name.remove('-');
  const auto asked = std::find_if(m_questions.begin(), m_questions.end(), [&](const Question& question) {
    return question.name.compare(name, Qt::CaseInsensitive) == 0;
  });
  if (asked == m_questions.end()) return false;
  ask(Question(*asked));
  return true;
}

void SearchPanel::addQuestions(QMenu& menu, const scene::Hit& hit) {
  if (!m_computed) return;
  scene::Selection about = m_computed->state.selection;
  const auto isAmong = [](const auto& list, const auto& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  };
  // What was hit is asked about together with the selection that it belongs to, else alone.
  if (const auto* word = std::get_if<WordId>(&hit.item)) {
    if (!isAmong(about.words, *word)) (about = {}).words = {*word};
  } else if (const auto* unit = std::get_if<UnitId>(&hit.item)) {
    if (!isAmong(about.units, *unit)) (about = {}).units = {*unit};
  } else if (hit.chip) {
    (about = {}).chip = hit.chip;
  } else if (hit.cloud) {
    (about = {}).cloud = hit.cloud;
  }
  menu.addSeparator();
  for (const Question& question : questionsAbout(m_computed->workspace, about, m_computed->state.brushed)) {
    if (question.kind == Question::Kind::table) continue;  // Of the selection alone.
    menu.addAction(QString(question.text).replace('&', "&&"), this, [this, question] { ask(question); })
        ->setObjectName(question.name);
  }
}

void SearchPanel::take(const FoundItem& item, bool extend) {
  const scene::Selection& selected = m_computed->state.selection;
  // Choosing again what is selected would clear it.
  if (item.word && (extend || selected.words != std::vector{*item.word}))
    Q_EMIT commanded(scene::SelectWord{*item.word, extend});
  if (item.unit && (extend || selected.units != std::vector{*item.unit}))
    Q_EMIT commanded(scene::SelectUnit{*item.unit, extend});
  if (!item.sentence.isEmpty()) Q_EMIT commanded(scene::AddSentence{item.sentence.toStdString()});
}

void SearchPanel::light() {
  std::vector<UnitId> units;
  for (const FoundItem& item : m_results->found())
    if (item.unit) units.push_back(*item.unit);
  std::sort(units.begin(), units.end());
  Q_EMIT commanded(scene::BrushUnits{units});
}

bool SearchPanel::isBusy() const {
  return m_searcher.isRunning() || m_proof->isRunning();
}

void SearchPanel::setTheme(const Theme& theme) {
  m_results->setTheme(theme);
}

bool SearchPanel::eventFilter(QObject* watched, QEvent* event) {
  const auto* key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
  if (!key || key->key() != Qt::Key_Down || m_results->count() == 0)
    return QWidget::eventFilter(watched, event);
  m_results->setFocus();
  return true;
}

}  // namespace rnnvis::gui
