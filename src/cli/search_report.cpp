#include "search_report.h"

#include "command.h"

#include "rnnvis/scene/display_token.h"

namespace rnnvis::cli {
namespace {

using nlohmann::json;

constexpr std::size_t headShown = 20, tailShown = 10;  // Of a long passage.

json toJson(const std::vector<search::UnitEffect>& effects, std::size_t top) {
  json list = json::array();
  for (std::size_t i = 0; i < std::min(top, effects.size()); ++i)
    list.push_back({{"unit", effects[i].unit.value},
                    {"mean", effects[i].mean},
                    {"other_mean", effects[i].otherMean},
                    {"effect", effects[i].effect},
                    {"low", effects[i].interval.low},
                    {"high", effects[i].interval.high},
                    {"p", effects[i].pValue},
                    {"q", effects[i].qValue}});
  return list;
}

/// "all 45,998 tokens", or which share of them.
std::string describeSearched(const search::Passages& found) {
  if (found.searched == found.corpusTokens) return fmt::format("all {} tokens", found.searched);
  return fmt::format("{} of {} tokens ({:.1f} %), in passages spread evenly over the text", found.searched,
                     found.corpusTokens,
                     100 * static_cast<double>(found.searched) / static_cast<double>(found.corpusTokens));
}

std::string describeThresholds(const search::Passages& found, const search::PassageQuery& query) {
  if (const auto* mean = std::get_if<search::MeanCondition>(&query.where))
    return fmt::format("mean of {} units {} {:.4f} (rounded by at most {:.4f})", mean->units.size(),
                       mean->direction == search::Direction::above ? "at least" : "below",
                       found.thresholds[0], found.rounding);
  std::string text;
  const auto& units = std::get<std::vector<search::UnitCondition>>(query.where);
  for (std::size_t i = 0; i < units.size(); ++i)
    text += fmt::format("{}unit {} {} {:.4f}", i == 0 ? "" : ", ", units[i].unit.value,
                        units[i].direction == search::Direction::above ? "at least" : "below",
                        found.thresholds[i]);
  return text;
}

}  // namespace

void report(const std::vector<search::FoundWord>& words, const response::Analysis& analysis, std::size_t top,
            bool asJson) {
  const std::size_t shown = std::min(top, words.size());
  if (asJson) {
    json list = json::array();
    for (std::size_t i = 0; i < shown; ++i)
      list.push_back({{"word", analysis.tokens[words[i].word.index()]},
                      {"index", words[i].word.value},
                      {"count", words[i].count}});
    return printJson({{"found", words.size()}, {"words", list}});
  }
  if (words.empty()) return printLine("no word is found");
  printLine(fmt::format("{} words{}", words.size(),
                        shown < words.size() ? fmt::format(", the {} most frequent", shown) : ""));
  for (std::size_t i = 0; i < shown; ++i)
    printLine(fmt::format("  {:<16} {} times", scene::displayToken(analysis.tokens[words[i].word.index()]),
                          words[i].count));
}

void report(const search::UnitEffects& effects, const std::pair<std::string, std::string>& question,
            std::size_t top, bool asJson) {
  const auto& [words, others] = question;
  if (asJson) {
    json result = {{"words", words},
                   {"units", effects.units},
                   {"false_discovery_rate", search::UnitEffects::falseDiscoveryRate},
                   {"found_positive", effects.positive.size()},
                   {"found_negative", effects.negative.size()},
                   {"positive", toJson(effects.positive, top)},
                   {"negative", toJson(effects.negative, top)}};
    if (!others.empty()) result["others"] = others;
    return printJson(result);
  }
  const std::string what =
      others.empty() ? fmt::format("answer to {}", words) : fmt::format("tell {} from {}", words, others);
  const std::size_t found = effects.positive.size() + effects.negative.size();
  if (found == 0)
    return printLine(fmt::format("none of {} units can be said to {}, at a false discovery rate of 5 %",
                                 effects.units, what));
  printLine(fmt::format("{} of {} units {}, at a false discovery rate of 5 %; effect in {}", found,
                        effects.units, what, others.empty() ? "the state" : "standard deviations"));
  for (const auto* side : {&effects.positive, &effects.negative}) {
    printLine(side == &effects.positive ? "positive" : "negative");
    for (std::size_t i = 0; i < std::min(top, side->size()); ++i) {
      const search::UnitEffect& effect = (*side)[i];
      printLine(
          fmt::format("  unit {:<5} {:+.3f}  95 % [{:+.3f}, {:+.3f}]  mean {:+.3f} and {:+.3f}; q = {:.2g}",
                      effect.unit.value, effect.effect, effect.interval.low, effect.interval.high,
                      effect.mean, effect.otherMean, effect.qValue));
    }
  }
}

void report(const search::Passages& found, const response::StateIndex& index, const text::Corpus& corpus,
            const response::Analysis& analysis, const search::PassageQuery& query,
            const SearchContext& context, bool asJson) {
  json list = json::array();
  std::vector<std::string> lines;
  for (const search::Passage& hit : found.hits) {
    const auto around =
        surroundings(hit, corpus, index.info().reading.context, context.before, context.after);
    std::string line = fmt::format("  token {}, {} long, {:+.3f}:", hit.begin, hit.length(), hit.strength);
    json tokens = json::array();
    for (std::size_t position = around.begin; position < around.end; ++position) {
      const std::string& token = analysis.tokens[corpus.ids[position].index()];
      tokens.push_back(token);
      if (position == hit.begin + headShown && hit.length() > headShown + tailShown)
        line += fmt::format(" … {} more …", hit.length() - headShown - tailShown);
      if (position >= hit.begin + headShown && position + tailShown < hit.end) continue;
      line += position == hit.begin ? " [" : " ";
      line += scene::displayToken(token);
      if (position + 1 == hit.end) line += "]";
    }
    lines.push_back(std::move(line));
    list.push_back({{"position", hit.begin},
                    {"length", hit.length()},
                    {"document", hit.document},
                    {"strength", hit.strength},
                    {"at", hit.begin - around.begin},
                    {"tokens", tokens}});
  }
  const response::IndexInfo& info = index.info();
  if (asJson)
    return printJson({{"passages", list},
                      {"found", found.count},
                      {"tokens", found.tokens},
                      {"searched", found.searched},
                      {"corpus_tokens", found.corpusTokens},
                      {"thresholds", found.thresholds},
                      {"rounding", found.rounding},
                      {"at_least", query.atLeast},
                      {"layer", info.layer.value},
                      {"state", std::string(1, nameOf(info.state))},
                      {"context", nameOf(info.reading.context)},
                      {"batch", info.reading.batch},
                      {"warmup", info.reading.warmup},
                      {"residual", info.reading.residual}});
  const std::string where =
      fmt::format("{} for {} token{} or more, in {}", describeThresholds(found, query), query.atLeast,
                  query.atLeast == 1 ? "" : "s", describeSearched(found));
  if (found.count == 0) return printLine("no passage is found: " + where);
  printLine(fmt::format("{} passages of {} tokens: {}", found.count, found.tokens, where));
  if (found.hits.size() < found.count) printLine(fmt::format("the {} longest", found.hits.size()));
  for (const std::string& line : lines) printLine(line);
}

}  // namespace rnnvis::cli
