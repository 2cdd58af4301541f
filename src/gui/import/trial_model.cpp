#include "import/trial_model.h"

#include "architecture_text.h"
#include "drawing.h"

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr char nothing[] = "–";

struct Heading {
  const char* title;
  const char* explanation;
};

constexpr Heading headings[TrialModel::columns] = {
    {"Settings", "What the model may have been trained under, best first"},
    {"Nats a token", "Mean negative log likelihood of a prediction; depends on what a token is"},
    {"Score",
     "Nats a character of the text, unknown and skipped characters spelled out: settings that read less of "
     "the "
     "text do not gain by it"},
    {"Accuracy", "Share of right predictions"},
    {"Unknown", "Tokens that the vocabulary lacks and that are read as the unknown token"},
    {"Skipped", "Tokens that the vocabulary lacks and that are left out"}};

QString shareOf(std::size_t part, std::size_t whole) {
  if (part == 0 || whole == 0) return QString::number(part);
  const double percent = 100 * static_cast<double>(part) / static_cast<double>(whole);
  return percent < 0.1 ? QStringLiteral("< 0.1 %") : QString::number(percent, 'f', 1) + " %";
}

}  // namespace

void TrialModel::setTrials(const Trials& trials, bool hasSample) {
  beginResetModel();
  m_trials = trials;
  m_hasSample = hasSample;
  describeTrials();
  endResetModel();
}

int TrialModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_trials->size());
}

/// Settings are told apart by what not all of them share; what tokens are is always said.
void TrialModel::describeTrials() {
  std::vector<QStringList> descriptions;
  QStringList common;
  for (const model::Trial& trial : *m_trials) {
    descriptions.push_back(toQt(trial.candidate.describe()).split(", "));
    if (descriptions.size() == 1)
      common = descriptions.front();
    else
      erase_if(common, [&](const QString& part) { return !descriptions.back().contains(part); });
  }
  m_settings.clear();
  for (QStringList& parts : descriptions) {
    const QString first = parts.front();
    if (m_trials->size() > 1) erase_if(parts, [&](const QString& part) { return common.contains(part); });
    if (parts.isEmpty()) parts << first;
    m_settings << parts.join(", ");
  }
  m_common = m_trials->size() > 1 ? common.join(", ") : QString();
}

bool TrialModel::isUseful(int column) const {
  if (column == settings) return true;
  if (!m_hasSample || m_trials->empty()) return false;
  const model::Task task = m_trials->front().candidate.manifest.task;
  if (column == loss) return task != model::Task::encoder;
  if (column == score) return task == model::Task::languageModel;
  if (column == accuracy) return task == model::Task::classifier;
  return std::any_of(m_trials->begin(), m_trials->end(), [&](const model::Trial& trial) {
    return (column == unknown ? trial.unknown : trial.skipped) > 0;
  });
}

QString TrialModel::textAt(std::size_t row, int column) const {
  if (column == settings) return m_settings[static_cast<int>(row)];
  const model::Trial& trial = (*m_trials)[row];
  if (!m_hasSample || !trial.problem.empty()) return nothing;
  switch (column) {
    case loss:
      return QString::number(trial.loss, 'f', 3);
    case score:
      return QString::number(trial.score, 'f', 3);
    case accuracy:
      return QString::number(100 * trial.accuracy, 'f', 1) + " %";
    case unknown:
      return shareOf(trial.unknown, trial.tokens + trial.skipped);
    default:
      return shareOf(trial.skipped, trial.tokens + trial.skipped);
  }
}

QVariant TrialModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const model::Trial& trial = (*m_trials)[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return textAt(static_cast<std::size_t>(index.row()), index.column());
    case Qt::ToolTipRole:
      if (!trial.problem.empty()) return toQt(trial.problem);
      return index.column() == settings
                 ? toQt(trial.candidate.describe())
                 : QStringLiteral("%1 tokens read, %2 of them unknown; %3 skipped")
                       .arg(grouped(trial.tokens), grouped(trial.unknown), grouped(trial.skipped));
    case Qt::TextAlignmentRole:
      return int(Qt::AlignVCenter | (index.column() == settings ? Qt::AlignLeft : Qt::AlignRight));
    default:
      return {};
  }
}

QVariant TrialModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::DisplayRole) return headings[section].title;
  if (role == Qt::ToolTipRole) return headings[section].explanation;
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (section == settings ? Qt::AlignLeft : Qt::AlignRight));
  return {};
}

/// Settings that cannot be tried cannot be imported either, but are shown as such.
Qt::ItemFlags TrialModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  const bool works = index.isValid() && (*m_trials)[static_cast<std::size_t>(index.row())].problem.empty();
  return works ? flags : flags & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
}

}  // namespace rnnvis::gui
