#include "rnnvis/scene/workspace.h"

#include "first_picture.h"
#include "target.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/beginning.h"
#include "rnnvis/response/cache.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr std::size_t longText = 20'000;
constexpr int draftRestarts = 2;
/// Words and units × clusters × restarts; more take longer than a frame or two on the screen.
constexpr double quickSearch = 1e6;

/// Whether measures by clusters of units are the same by both.
bool hasSameUnits(const Clustering& a, const Clustering& b) {
  return a.layer == b.layer && a.state == b.state && a.unitClusters == b.unitClusters &&
         a.groups.unitLabels == b.groups.unitLabels;
}

class Computation {
 public:
  Computation(const AnalyticState& state, const ComputedState& previous, const RunControl& control,
              const std::function<void(Stage)>& entering, const response::AnalyzeOptions& analyze,
              const std::function<void(ComputedState)>& meanwhile)
      : m_state(state),
        m_previous(previous),
        m_control(control),
        m_entering(entering),
        m_analyze(analyze),
        m_meanwhile(meanwhile) {}

  ComputedState run() {
    Workspace workspace;
    const Workspace& before = m_previous.workspace;
    bool same = before.model && m_state.model == m_previous.state.model;
    workspace.model = same ? before.model : (enter(Stage::openingModel), model::openModel(m_state.model));
    same = same && before.analysis && !before.isPreliminary() && m_state.corpus == m_previous.state.corpus;
    workspace.analysis = same ? before.analysis : (enter(Stage::analysing), analyze(workspace));
    const Clustering* known = same ? before.computed.get() : nullptr;
    same = known && !before.isDraft && m_state.clustering == m_previous.state.clustering;
    workspace.computed = same ? before.computed : (enter(Stage::clustering), clusterAnew(workspace, known));
    workspace.clustering = same && m_state.edits.makeSameClusters(m_previous.state.edits)
                               ? before.clustering
                               : editedBy(workspace);
    tagWords(workspace);
    readSentences(workspace);
    decomposeOutputs(m_state, workspace);
    return {m_state, std::move(workspace)};
  }

 private:
  void enter(Stage stage) const {
    m_control.throwIfStopped();
    if (m_entering) m_entering(stage);
  }

  std::shared_ptr<const response::Analysis> analyze(const Workspace& workspace) const {
    const model::TextModel& model = *workspace.model;
    const text::Corpus corpus = openCorpus(model, m_state.corpus);
    if (m_meanwhile && corpus.ids.size() > longText && !model.recording) {
      if (auto cached = findCached(model, corpus, m_state.corpus, m_analyze)) return cached;
      showBeginning(workspace, corpus);
    }
    return analyzeCached(model, corpus, m_state.corpus, m_analyze, m_control);
  }

  RunControl silent() const { return {m_control.stop, {}}; }

  std::shared_ptr<const Clustering> clusterAnew(const Workspace& workspace, const Clustering* known) const {
    const response::Analysis& analysis = *workspace.analysis;
    if (!m_meanwhile) return cluster(analysis, m_state.clustering, m_control, known);
    ClusteringSettings quick = m_state.clustering;
    quick.options.restarts = std::min(quick.options.restarts, draftRestarts);
    quick.stabilitySamples = 0;
    const auto draft = cluster(analysis, quick, silent(), known);
    if (isLong(*draft)) showDraft(workspace, draft);
    return cluster(analysis, m_state.clustering, m_control, draft.get());
  }

  bool isLong(const Clustering& draft) const {
    const auto items = static_cast<double>(draft.words.size() + draft.groups.unitLabels.size());
    const int clusters = std::max(draft.wordClusters, draft.unitClusters);
    return items * clusters * m_state.clustering.options.restarts > quickSearch;
  }

  void showDraft(Workspace workspace, const std::shared_ptr<const Clustering>& draft) const {
    if (!m_state.edits.list.empty()) return;  // They name clusters by numbers that a draft does not know.
    workspace.isDraft = true;
    workspace.computed = draft;
    show(std::move(workspace));
  }

  std::shared_ptr<const Clustering> editedBy(const Workspace& workspace) const {
    return edited(workspace.computed, *workspace.analysis, m_state.clustering, m_state.edits);
  }

  void showBeginning(Workspace workspace, const text::Corpus& corpus) const {
    const RunControl quiet = silent();
    const FirstPicture picture = firstPictureOf(workspace.model->network);
    response::AnalyzeOptions options = m_analyze;
    if (picture.context) options.reading.context = picture.context;
    try {
      workspace.analysis =
          analyzeBeginning(*workspace.model, corpus, m_state.corpus, picture.tokens, options, quiet);
      workspace.computed = cluster(*workspace.analysis, m_state.clustering, quiet);
    } catch (const Error&) {
      return;  // The whole text has more words, and says what is wrong where it is.
    }
    show(std::move(workspace));
  }

  /// To look at meanwhile.
  void show(Workspace workspace) const {
    workspace.clustering = editedBy(workspace);
    readSentences(workspace);
    decomposeOutputs(m_state, workspace);
    m_meanwhile({m_state, std::move(workspace)});
  }

  void tagWords(Workspace& workspace) const {
    if (workspace.analysis == m_previous.workspace.analysis) workspace.tags = m_previous.workspace.tags;
    if (workspace.tags || !m_state.grammar.isShown) return;
    enter(Stage::tagging);
    workspace.tags = scene::tagWords(*workspace.model, m_state.corpus, m_control);
  }

  void readSentences(Workspace& workspace) const {
    const Clustering& clustering = *workspace.clustering;
    const auto& before = m_previous.workspace.clustering;
    const bool hasMeasures = before && hasSameUnits(*before, clustering);
    for (const std::string& text : m_state.sentences) {
      const SentenceReading* known = nullptr;
      if (workspace.model == m_previous.workspace.model)
        for (const SentenceReading& reading : m_previous.workspace.sentences)
          if (reading.text == text) known = &reading;
      if (!known && !workspace.isPreliminary() && !workspace.isDraft) enter(Stage::readingSentences);
      SentenceReading reading = known ? *known : read(*workspace.model, text);
      if (reading.sentence && !(known && hasMeasures))
        reading.measures = sequence::measure(reading.sentence->trace, clustering.layer, clustering.state,
                                             clustering.groups.unitLabels, clustering.unitClusters);
      workspace.sentences.push_back(std::move(reading));
    }
  }

  static SentenceReading read(const model::TextModel& model, const std::string& text) {
    SentenceReading reading;
    reading.text = text;
    sequence::SentenceOptions options;
    options.mostTokens = SentenceReading::mostTokens;
    try {
      auto sentence = std::make_shared<sequence::Sentence>(sequence::readSentence(model, text, options));
      if (model.predicts()) reading.predictions = sequence::predictions(sentence->trace);
      sentence->trace.logits.resize(0, 0);  // 200 MB for a long sentence and a large vocabulary.
      reading.sentence = std::move(sentence);
    } catch (const Error& error) {
      reading.problem = error.what();
    }
    return reading;
  }

  const AnalyticState& m_state;
  const ComputedState& m_previous;
  const RunControl& m_control;
  const std::function<void(Stage)>& m_entering;
  const response::AnalyzeOptions& m_analyze;
  const std::function<void(ComputedState)>& m_meanwhile;
};

}  // namespace

std::string nameOf(Stage stage) {
  switch (stage) {
    case Stage::openingModel:
      return "Opening the model";
    case Stage::analysing:
      return "Reading the corpus";
    case Stage::clustering:
      return "Clustering units and words";
    case Stage::tagging:
      return "Telling the parts of speech";
    case Stage::readingSentences:
      break;
  }
  return "Reading the sentences";
}

ComputedState compute(const AnalyticState& state, const ComputedState& previous, const RunControl& control,
                      const std::function<void(Stage)>& entering, const response::AnalyzeOptions& analyze,
                      const std::function<void(ComputedState)>& meanwhile) {
  return Computation(state, previous, control, entering, analyze, meanwhile).run();
}

}  // namespace rnnvis::scene
