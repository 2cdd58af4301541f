#include "import/session.h"

namespace rnnvis::gui {
namespace {

std::vector<model::Trial> trialsOf(const model::Inspection& inspection, const model::ImportChoices& choices,
                                   const QString& sample, const RunControl& control) {
  std::vector<model::Candidate> candidates = candidatesOf(inspection, choices);
  control.throwIfStopped();
  if (!sample.isEmpty()) return tryCandidates(inspection, candidates, sample.toStdString(), 60000, control);
  std::vector<model::Trial> untried(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) untried[i].candidate = std::move(candidates[i]);
  return untried;
}

}  // namespace

ImportSession::ImportSession(QObject* parent) : QObject(parent) {
  connect(&m_work, &BackgroundJob::progressed, this, &ImportSession::progressed);
  connect(&m_work, &BackgroundJob::failed, this, &ImportSession::failed);
  connect(&m_preview, &BackgroundJob::failed, this, [this](const QString& message) {
    Q_EMIT previewed({{}, {}, message});
  });
}

void ImportSession::inspect(const QString& file) {
  forget();
  m_inspection.reset();
  m_work.run(
      [path = file.toStdString()](const RunControl&) {
        return std::make_shared<const model::Inspection>(model::inspectWeights(path));
      },
      [this](const Inspected& inspection) {
        m_inspection = inspection;
        Q_EMIT inspected();
      });
}

void ImportSession::tryOut(const model::ImportChoices& choices, const QString& sample) {
  forget();
  m_work.run([inspection = m_inspection, choices,
              sample](const RunControl& control) { return trialsOf(*inspection, choices, sample, control); },
             [this](std::vector<model::Trial> trials) {
               m_trials = std::move(trials);
               Q_EMIT tried();
             });
}

void ImportSession::preview(std::size_t trial, const QString& line) {
  if (!m_previewed || trial != m_previewedTrial) {
    m_previewedTrial = trial;
    m_previewed = std::make_shared<Previewed>();
  }
  m_preview.run(
      [inspection = m_inspection, candidate = m_trials[trial].candidate, previewed = m_previewed,
       line](const RunControl& control) {
        if (!previewed->model)
          previewed->model = std::make_shared<const model::TextModel>(modelOf(*inspection, candidate));
        control.throwIfStopped();
        return previewOf(*previewed->model, line);
      },
      [this](const Preview& preview) { Q_EMIT previewed(preview); });
}

void ImportSession::write(std::size_t trial, const ImportTarget& target) {
  model::Candidate candidate = m_trials[trial].candidate;
  candidate.manifest.name = target.name.toStdString();
  m_work.run(
      [inspection = m_inspection, candidate = std::move(candidate),
       folder = target.folder](const RunControl&) {
        writeModelFolder(*inspection, candidate, folder.toStdString());
        return folder;
      },
      [this](const QString& folder) { Q_EMIT written(folder); });
}

void ImportSession::forget() {
  cancel();
  m_trials.clear();
  m_previewed.reset();
}

void ImportSession::cancel() {
  m_work.cancel();
  m_preview.cancel();
}

}  // namespace rnnvis::gui
