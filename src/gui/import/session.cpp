#include "import/session.h"

namespace rnnvis::gui {
namespace {

constexpr std::size_t sampleBytes = 60000;

Trials trialsOf(const model::Inspection& inspection, const model::ImportChoices& choices,
                const QString& sample, const RunControl& control) {
  std::vector<model::Candidate> candidates = candidatesOf(inspection, choices);
  control.throwIfStopped();
  auto trials = std::make_shared<std::vector<model::Trial>>();
  if (!sample.isEmpty()) {
    *trials = tryCandidates(inspection, candidates, sample.toStdString(), sampleBytes, control);
    return trials;
  }
  trials->resize(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) (*trials)[i].candidate = std::move(candidates[i]);
  return trials;
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
             [this](const Trials& trials) {
               m_trials = trials;
               Q_EMIT tried();
             });
}

void ImportSession::preview(std::size_t trial, const QString& line) {
  if (!m_previewed || trial != m_previewedTrial) {
    m_previewedTrial = trial;
    m_previewed = std::make_shared<Previewed>();
  }
  m_preview.run(
      [inspection = m_inspection, trials = m_trials, trial, previewed = m_previewed,
       line](const RunControl& control) {
        if (!previewed->model)
          previewed->model =
              std::make_shared<const model::TextModel>(modelOf(*inspection, (*trials)[trial].candidate));
        control.throwIfStopped();
        return previewOf(*previewed->model, line);
      },
      [this](const Preview& preview) { Q_EMIT previewed(preview); });
}

void ImportSession::write(std::size_t trial, const ImportTarget& target) {
  m_work.run(
      [inspection = m_inspection, trials = m_trials, trial, target](const RunControl&) {
        model::Candidate candidate = (*trials)[trial].candidate;
        candidate.manifest.name = target.name.toStdString();
        writeModelFolder(*inspection, candidate, target.folder.toStdString());
        return target.folder;
      },
      [this](const QString& folder) { Q_EMIT written(folder); });
}

void ImportSession::forget() {
  cancel();
  m_trials = std::make_shared<const std::vector<model::Trial>>();
  m_previewed.reset();
}

void ImportSession::cancel() {
  m_work.cancel();
  m_preview.cancel();
}

}  // namespace rnnvis::gui
