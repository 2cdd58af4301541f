#include "search/searcher.h"

#include "drawing.h"
#include "number_text.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/cluster_edits.h"
#include "rnnvis/scene/display_token.h"
#include "rnnvis/search/questions.h"
#include "rnnvis/search/unit_effects.h"
#include "rnnvis/search/words.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr std::size_t tokensBefore = 8, tokensAfter = 4;
constexpr std::size_t headShown = 24, tailShown = 8;  // Of a long passage.
constexpr std::size_t charactersInToken = 5;          // So many characters are shown in place of a word.
constexpr std::size_t sentenceBefore = 40, sentenceAfter = 8, longestSentence = 160;

QString plural(std::size_t count, const char* what) {
  return QStringLiteral("%1 %2%3").arg(grouped(static_cast<std::int64_t>(count)), what,
                                       count == 1 ? "" : "s");
}

QString shownOf(std::size_t all, std::size_t shown, const char* which) {
  return shown < all ? QStringLiteral("; the %1 %2 are listed").arg(shown).arg(which) : QString();
}

}  // namespace

QString FoundItem::plainText() const {
  const QString text = QStringList{title, value, note, more}.filter(QRegularExpression(".")).join(" · ");
  return hit.isEmpty() ? text : text + ": " + before + "[" + hit + "]" + after;
}

/// A search on its thread.
class Searcher::Work {
 public:
  Work(const Computed& computed, const SearchRequest& request, Read read, const RunControl& control)
      : m_computed(computed),
        m_workspace(computed->workspace),
        m_corpusName(computed->state.corpus),
        m_request(request),
        m_text(request.text.trimmed().toStdString()),
        m_control(control),
        m_read(std::move(read)) {}

  Outcome answer() {
    Answer answer;
    answer.request = m_request;
    if (m_request.kind == SearchKind::words)
      findWords(answer);
    else if (m_request.kind == SearchKind::units)
      findUnits(answer);
    else
      findPassages(answer);
    return {std::move(answer), std::move(m_read)};
  }

 private:
  const response::Analysis& analysis() const { return *m_workspace.analysis; }
  const scene::Clustering& clustering() const { return *m_workspace.clustering; }
  QString nameOf(WordId word) const { return toQt(scene::displayToken(analysis().tokens[word.index()])); }

  void findWords(Answer& answer) {
    search::WordQuery query;
    const auto by = static_cast<WordsBy>(m_request.by);
    if (by == WordsBy::beginning) query.prefix = m_text;
    if (by == WordsBy::expression) query.pattern = m_text;
    if (by == WordsBy::tag) query.tags = {tagNamed(m_text)};
    if (m_request.shownOnly) query.among = clustering().words;
    if (by == WordsBy::tag && !m_read.tags)
      m_read.tags =
          m_workspace.tags ? m_workspace.tags : scene::tagWords(*m_workspace.model, m_corpusName, m_control);
    const auto found = search::findWords(query, analysis().tokens, analysis().count,
                                         m_read.tags ? *m_read.tags : scene::WordTags());
    const std::size_t shown = std::min(found.size(), mostItems);
    answer.summary = found.empty()
                         ? QStringLiteral("No word is found.")
                         : plural(found.size(), "word") + shownOf(found.size(), shown, "most frequent");
    for (std::size_t i = 0; i < shown; ++i) {
      FoundItem item;
      item.title = nameOf(found[i].word);
      item.value = plural(static_cast<std::size_t>(found[i].count), "time");
      item.word = found[i].word;
      answer.items.push_back(std::move(item));
    }
  }

  static text::Tag tagNamed(const std::string& name) {
    std::string names;
    for (std::size_t i = 0; i < text::tagCount; ++i) {
      const auto tag = static_cast<text::Tag>(i);
      if (describe(tag) == name) return tag;
      names += (i == 0 ? "" : i + 1 == text::tagCount ? " or " : ", ") + std::string(describe(tag));
    }
    fail("no part of speech is called \"{}\"; give {}", name, names);
  }

  /// The words of a list, or of a cloud: "he,him", "cloud 2".
  std::vector<WordId> wordsNamed(const std::string& list) const {
    constexpr std::string_view cloud = "cloud ";
    if (list.starts_with(cloud)) {
      const auto question = search::clusterQuestionOf(list.substr(cloud.size()));
      if (question.cluster.value >= clusteringClouds())
        fail("there is no cloud {}; they are 0 to {}", question.cluster.value, clusteringClouds() - 1);
      std::vector<WordId> words;
      for (const std::int32_t word : membersOf(clustering(), scene::Side::words, question.cluster))
        words.push_back(WordId{word});
      return words;
    }
    // Line ends and blanks are typed as they are shown.
    for (std::size_t word = 0; word < analysis().tokens.size(); ++word)
      if (scene::displayToken(analysis().tokens[word]) == list)
        return {WordId{static_cast<std::int32_t>(word)}};
    return search::wordsOf(analysis(), list);
  }
  int clusteringClouds() const { return clustersOf(clustering(), scene::Side::words); }

  void findUnits(Answer& answer) {
    const bool isSeparating = static_cast<UnitsBy>(m_request.by) == UnitsBy::separating;
    const std::size_t slash = m_text.find(" / ");
    if (isSeparating && slash == m_text.npos)
      fail("give two words, or lists of words, with \" / \" between them: he / she");
    const search::UnitEffects effects =
        isSeparating
            ? search::separating(analysis(), clustering().layer, clustering().state,
                                 wordsNamed(m_text.substr(0, slash)), wordsNamed(m_text.substr(slash + 3)))
            : search::answeringTo(analysis(), clustering().layer, clustering().state, wordsNamed(m_text));
    const std::size_t found = effects.positive.size() + effects.negative.size();
    const QString what = isSeparating ? QStringLiteral("separate %1").arg(m_request.text.trimmed())
                                      : QStringLiteral("answer to %1").arg(m_request.text.trimmed());
    answer.summary =
        found == 0 ? QStringLiteral("None of %1 units can be said to %2.").arg(effects.units).arg(what)
                   : QStringLiteral("%1 of %2 units %3, at most 5 % of them by chance; %4")
                         .arg(found)
                         .arg(effects.units)
                         .arg(what, isSeparating ? "differences in standard deviations" : "mean responses");
    for (const auto* side : {&effects.positive, &effects.negative})
      for (const search::UnitEffect& effect : *side) answer.items.push_back(itemOf(effect, isSeparating));
    // Strongest first, whichever way.
    std::stable_sort(answer.items.begin(), answer.items.end(), [](const FoundItem& a, const FoundItem& b) {
      return std::abs(a.sign) > std::abs(b.sign);
    });
  }

  static FoundItem itemOf(const search::UnitEffect& effect, bool isSeparating) {
    FoundItem item;
    item.title = QStringLiteral("unit %1").arg(effect.unit.value);
    item.value = signedText(effect.effect);
    const auto brief = [](double value) {
      return std::isfinite(value) ? (value < 0 ? "−" : "+") + QString::number(std::abs(value), 'f', 2)
                                  : numberText(value);
    };
    item.note = QStringLiteral("95 % %1 to %2").arg(brief(effect.interval.low), brief(effect.interval.high));
    if (isSeparating)
      item.note += QStringLiteral(" · means %1, %2").arg(brief(effect.mean), brief(effect.otherMean));
    item.more = QStringLiteral("q %1").arg(effect.qValue, 0, 'g', 2);
    item.sign = effect.effect < 0 ? -effect.bound() : effect.bound();
    item.unit = effect.unit;
    return item;
  }

  void findPassages(Answer& answer) {
    search::PassageQuery query;
    query.atLeast = static_cast<std::size_t>(std::max(1, m_request.atLeast));
    query.most = mostItems;
    query.where = conditions();
    const response::Analysis& of = analysis();
    if (!m_read.corpus)
      m_read.corpus = std::make_shared<const text::Corpus>(openCorpus(*m_workspace.model, m_corpusName));
    if (!m_read.index)
      m_read.index = indexStatesCached(*m_workspace.model, *m_read.corpus, of, clustering().layer,
                                       clustering().state, {}, m_control);
    const search::Passages found = search::findPassages(*m_read.index, *m_read.corpus, query, m_control);
    answer.summary = summaryOf(found, query);
    for (const search::Passage& hit : found.hits) answer.items.push_back(itemOf(hit));
  }

  std::variant<std::vector<search::UnitCondition>, search::MeanCondition> conditions() const {
    constexpr std::string_view chip = "chip ";
    if (!m_text.starts_with(chip)) return search::conditionsOf(m_text);
    const auto question = search::clusterQuestionOf(m_text.substr(chip.size()));
    const int chips = clustersOf(clustering(), scene::Side::units);
    if (question.cluster.value >= chips)
      fail("there is no chip {}; they are 0 to {}", question.cluster.value, chips - 1);
    return meanOf(question, clustering().groups.unitLabels, clustering().groups.unitPolarity);
  }

  static QString thresholdsOf(const search::Passages& found, const search::PassageQuery& query) {
    const auto beyond = [](search::Direction direction) {
      return direction == search::Direction::above ? QStringLiteral("≥") : QStringLiteral("<");
    };
    if (const auto* mean = std::get_if<search::MeanCondition>(&query.where))
      return QStringLiteral("mean of %1 %2 %3 (to ±%4, as states are kept)")
          .arg(plural(mean->units.size(), "unit"), beyond(mean->direction), numberText(found.thresholds[0]))
          .arg(found.rounding, 0, 'g', 1);
    QStringList texts;
    const auto& units = std::get<std::vector<search::UnitCondition>>(query.where);
    for (std::size_t i = 0; i < units.size(); ++i)
      texts << QStringLiteral("unit %1 %2 %3")
                   .arg(units[i].unit.value)
                   .arg(beyond(units[i].direction), numberText(found.thresholds[i]));
    return texts.join(", ");
  }

  static QString summaryOf(const search::Passages& found, const search::PassageQuery& query) {
    const bool isWhole = found.searched == found.corpusTokens;
    const QString searched =
        isWhole
            ? QStringLiteral("all %1 tokens").arg(grouped(static_cast<std::int64_t>(found.searched)))
            : QStringLiteral("%1 % of the text (%2 of %3 tokens, spread evenly)")
                  .arg(100.0 * static_cast<double>(found.searched) / static_cast<double>(found.corpusTokens),
                       0, 'f', 1)
                  .arg(grouped(static_cast<std::int64_t>(found.searched)),
                       grouped(static_cast<std::int64_t>(found.corpusTokens)));
    const QString where = QStringLiteral("%1 for %2 or more, in %3")
                              .arg(thresholdsOf(found, query), plural(query.atLeast, "token"), searched);
    if (found.count == 0) return QStringLiteral("No passage is found: %1.").arg(where);
    return QStringLiteral("%1: %2%3")
        .arg(plural(found.count, "passage"), where, shownOf(found.count, found.hits.size(), "longest"));
  }

  QString tokensOf(std::size_t begin, std::size_t end) const {
    QStringList tokens;
    for (std::size_t position = begin; position < end; ++position)
      tokens << nameOf(m_read.corpus->ids[position]);
    return tokens.join(separator());
  }
  bool isOfCharacters() const { return m_workspace.model->manifest.text.level == text::Level::character; }
  std::size_t tokensInWord() const { return isOfCharacters() ? charactersInToken : 1; }
  QString separator() const { return isOfCharacters() ? "" : " "; }

  FoundItem itemOf(const search::Passage& hit) const {
    const std::size_t each = tokensInWord(), head = each * headShown, tail = each * tailShown;
    const auto around = surroundings(hit, *m_read.corpus, m_read.index->info().reading.context,
                                     each * tokensBefore, each * tokensAfter);
    FoundItem item;
    item.title = QStringLiteral("token %1").arg(grouped(static_cast<std::int64_t>(hit.begin)));
    item.value = plural(hit.length(), "token");
    item.before = tokensOf(around.begin, hit.begin) + separator();
    item.after = separator() + tokensOf(hit.end, around.end);
    if (hit.length() <= head + tail)
      item.hit = tokensOf(hit.begin, hit.end);
    else
      item.hit = QStringLiteral("%1 … %2 more … %3")
                     .arg(tokensOf(hit.begin, hit.begin + head))
                     .arg(grouped(static_cast<std::int64_t>(hit.length() - head - tail)))
                     .arg(tokensOf(hit.end - tail, hit.end));
    item.sentence = sentenceOf(hit);
    return item;
  }

  /// The passage from the beginning of its line on, as far as it is near, without ends of lines.
  QString sentenceOf(const search::Passage& hit) const {
    const text::Corpus& corpus = *m_read.corpus;
    const std::size_t line = corpus.starts[hit.document];
    const std::size_t each = tokensInWord();
    const std::size_t begin = hit.begin - std::min(hit.begin - line, each * sentenceBefore);
    const std::size_t end =
        std::min({hit.end + each * sentenceAfter, begin + each * longestSentence, corpus.ids.size()});
    QStringList tokens;
    for (std::size_t position = begin; position < end; ++position) {
      if (corpus.ids[position] == m_workspace.model->endOfLine) {
        if (position >= hit.end) break;
        continue;
      }
      tokens << toQt(analysis().tokens[corpus.ids[position].index()]);
    }
    return tokens.join(separator());
  }

  const Computed m_computed;
  const scene::Workspace& m_workspace;
  const std::string& m_corpusName;
  const SearchRequest m_request;
  const std::string m_text;
  const RunControl& m_control;
  Read m_read;
};

Searcher::Searcher(QObject* parent) : QObject(parent) {
  connect(&m_job, &BackgroundJob::progressed, this, &Searcher::progressed);
  connect(&m_job, &BackgroundJob::failed, this, [this](const QString& message) {
    m_read.index.reset();  // It may be what was damaged.
    Q_EMIT failed(message);
  });
}

bool Searcher::follow(const Computed& computed) {
  const scene::Workspace& workspace = computed->workspace;
  const bool isSame = workspace.analysis == m_analysis && workspace.clustering &&
                      workspace.clustering->layer == m_layer && workspace.clustering->state == m_state;
  if (isSame) return false;
  cancel();
  m_read = {};
  m_analysis = workspace.analysis;
  if (workspace.clustering) {
    m_layer = workspace.clustering->layer;
    m_state = workspace.clustering->state;
  }
  return true;
}

void Searcher::search(const Computed& computed, const SearchRequest& request) {
  follow(computed);
  m_job.run([computed, request, read = m_read](
                const RunControl& control) { return Work(computed, request, read, control).answer(); },
            [this](Outcome outcome) {
              m_read = std::move(outcome.read);
              Q_EMIT found(outcome.answer);
            });
}

void Searcher::cancel() {
  m_job.cancel();
}

}  // namespace rnnvis::gui
