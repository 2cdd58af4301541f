#pragma once

#include "background_job.h"
#include "computation.h"
#include "search/search_request.h"

#include "rnnvis/response/state_index.h"
#include "rnnvis/scene/grammar.h"
#include "rnnvis/text/corpus.h"

#include <memory>
#include <optional>
#include <vector>

namespace rnnvis::gui {

/// One of the things that were found.
struct FoundItem {
  QString title;               ///< "unit 24", "he", "token 3,696".
  QString value;               ///< "+1.60", "589 times", "12 tokens".
  QString note;                ///< One line of numbers; empty for none.
  QString more;                ///< What is told where there is room, and copied; empty for nothing.
  QString before, hit, after;  ///< Of a passage; empty for others.
  double sign = 0;             ///< Of an effect.
  std::optional<WordId> word = {};
  std::optional<UnitId> unit = {};
  QString sentence = {};  ///< Of a passage, to be read by the model.

  QString plainText() const;
};

/// What a search found.
struct Answer {
  SearchRequest request;
  QString summary;  ///< How many, of what, which sampling.
  std::vector<FoundItem> items;
};

/// Searches in the background; the newest search wins. What it needs to read first, the index of the states
/// and the words' parts of speech, is kept as long as model, text, layer and state stay.
class Searcher : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t mostItems = 200;

  explicit Searcher(QObject* parent = nullptr);

  /// Answers come as found(), or failed() where there is none.
  void search(const Computed& computed, const SearchRequest& request);
  void cancel();
  bool isRunning() const { return m_job.isRunning(); }
  /// Forgets what belongs to another model, text, layer or state; whether that was so.
  bool follow(const Computed& computed);

 Q_SIGNALS:
  void found(const rnnvis::gui::Answer& answer);
  void failed(const QString& message);
  void progressed(double fraction);

 private:
  struct Read {
    std::shared_ptr<const text::Corpus> corpus;
    std::shared_ptr<const response::StateIndex> index;
    std::shared_ptr<const scene::WordTags> tags;
  };
  struct Outcome {
    Answer answer;
    Read read;
  };
  class Work;

  std::shared_ptr<const response::Analysis> m_analysis;  // That m_read belongs to, with …
  LayerId m_layer;                                       // … these.
  model::Signal m_state = model::Signal::h;
  Read m_read;
  BackgroundJob m_job;
};

}  // namespace rnnvis::gui
