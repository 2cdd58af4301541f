#include "rnnvis/search/questions.h"
#include "rnnvis/search/unit_effects.h"
#include "rnnvis/search/words.h"

#include "command.h"
#include "open.h"
#include "options.h"
#include "search_report.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/cache.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/grammar.h"

#include <map>
#include <memory>

namespace rnnvis::cli {
namespace {

using search::Direction;
using search::UnitCondition;

struct SearchArguments {
  std::string model, prefix, regex, answersTo, budget = "512M";
  std::set<text::Tag> tags;
  bool shown = false, json = false;
  std::vector<std::string> separate, units;
  std::optional<int> cluster;
  std::optional<double> above, below;
  std::size_t atLeast = 1, top = 20;
  SearchContext context;
  AnalyzeFlags analyze;
  ClusterFlags clusterFlags;
  explicit SearchArguments(CLI::App& app) : analyze(app), clusterFlags(app, false) {}

  bool asksForWords() const { return !prefix.empty() || !regex.empty() || !tags.empty(); }
  bool asksForUnits() const { return !answersTo.empty() || !separate.empty(); }
  bool asksForPassages() const { return !units.empty() || cluster; }
};

/// What the questions are asked of.
struct Subject {
  std::shared_ptr<const model::TextModel> model;
  std::shared_ptr<const response::Analysis> analysis;
  scene::ClusteringSettings settings;
  LayerId layer;
  model::Signal state = model::Signal::h;
};

Subject open(const SearchArguments& arguments, const RunControl& control) {
  Subject subject;
  subject.model = openModel(arguments.model);
  subject.settings = arguments.clusterFlags.settings();
  subject.analysis = response::analyzeCached(*subject.model, arguments.analyze.corpus(),
                                             arguments.analyze.options(), control);
  subject.layer = scene::layerOf(subject.settings, *subject.analysis);
  subject.state = scene::stateOf(subject.settings, *subject.analysis);
  return subject;
}

search::MeanCondition conditionOf(int cluster, const SearchArguments& arguments, const Subject& subject,
                                  const RunControl& control) {
  const auto clustering = scene::cluster(*subject.analysis, subject.settings, control);
  if (cluster >= clustering->unitClusters)
    fail("there is no cluster {}; the units are in clusters 0 to {}", cluster, clustering->unitClusters - 1);
  const search::ClusterQuestion question{ClusterId{cluster},
                                         arguments.below ? Direction::below : Direction::above,
                                         arguments.below ? arguments.below : arguments.above};
  return meanOf(question, clustering->groups.unitLabels, clustering->groups.unitPolarity);
}

void findWords(const SearchArguments& arguments, const Subject& subject, const RunControl& control) {
  const response::Analysis& analysis = *subject.analysis;
  search::WordQuery query{arguments.prefix, arguments.regex, arguments.tags, {}};
  if (arguments.shown)
    query.among = frequentWords(analysis, subject.settings.words, subject.settings.minimumCount);
  std::shared_ptr<const scene::WordTags> tags;
  if (!arguments.tags.empty()) tags = scene::tagWords(*subject.model, arguments.analyze.corpus(), control);
  const auto found =
      search::findWords(query, analysis.tokens, analysis.count, tags ? *tags : scene::WordTags());
  report(found, analysis, arguments.top, arguments.json);
}

void findUnits(const SearchArguments& arguments, const Subject& subject) {
  const response::Analysis& analysis = *subject.analysis;
  const auto words = [&](const std::string& list) { return search::wordsOf(analysis, list); };
  if (!arguments.separate.empty())
    return report(search::separating(analysis, subject.layer, subject.state, words(arguments.separate[0]),
                                     words(arguments.separate[1])),
                  {arguments.separate[0], arguments.separate[1]}, arguments.top, arguments.json);
  report(search::answeringTo(analysis, subject.layer, subject.state, words(arguments.answersTo)),
         {arguments.answersTo, ""}, arguments.top, arguments.json);
}

void findPassages(const SearchArguments& arguments, const Subject& subject, const RunControl& control) {
  const text::Corpus corpus = openCorpus(*subject.model, arguments.analyze.corpus());
  search::PassageQuery query;
  query.atLeast = arguments.atLeast;
  query.most = arguments.top;
  std::vector<UnitCondition> units;
  for (const std::string& unit : arguments.units) units.push_back(search::conditionOf(unit));
  if (arguments.cluster)
    query.where = conditionOf(*arguments.cluster, arguments, subject, control.part(0, 0.1));
  else
    query.where = std::move(units);
  response::IndexOptions options{arguments.analyze.options().reading, response::parseSize(arguments.budget)};
  const auto index = indexStatesCached(*subject.model, corpus, *subject.analysis, subject.layer,
                                       subject.state, options, control.part(0.1, 1));
  const search::Passages found = search::findPassages(*index, corpus, query, control);
  report(found, *index, corpus, *subject.analysis, query, arguments.context, arguments.json);
}

}  // namespace

Runner setUpSearch(CLI::App& parser) {
  auto arguments = std::make_shared<SearchArguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  auto* words = parser.add_option_group("words", "Words of the vocabulary");
  words->add_option("--prefix", arguments->prefix, "Words that begin so; capitals count where it has one");
  words->add_option("--regex", arguments->regex, "Words that match a regular expression of RE2");
  std::map<std::string, text::Tag> tags;
  for (std::size_t i = 0; i < text::tagCount; ++i)
    tags.emplace(describe(static_cast<text::Tag>(i)), static_cast<text::Tag>(i));
  words->add_option("--tag", arguments->tags, "Words of that part of speech; repeatable")
      ->transform(CLI::CheckedTransformer(tags));
  words->add_flag("--shown", arguments->shown, "Only words that would be clustered");
  auto* units = parser.add_option_group("units", "Units by what they answer to");
  units->add_option("--answers-to", arguments->answersTo, "Units that answer to a word, or to words: he,him");
  units->add_option("--separate", arguments->separate, "Units that tell one word from another, or two lists")
      ->expected(2)
      ->excludes("--answers-to");
  auto* passages = parser.add_option_group("passages", "Passages of the text");
  passages->add_option(
      "--unit", arguments->units,
      "Where a unit is at least, or below, a value: \"12>0.5\" \"7<-0.2\"; alone: its highest 9 %");
  passages->add_option("--cluster", arguments->cluster, "Where the mean of a cluster's units is …")
      ->check(CLI::NonNegativeNumber)
      ->excludes("--unit");
  auto* above =
      passages->add_option("--above", arguments->above, "… at least so high; by default its highest 9 %");
  passages->add_option("--below", arguments->below, "… or below this")->excludes(above)->needs("--cluster");
  above->needs("--cluster");
  passages->add_option("--at-least", arguments->atLeast, "For so many tokens, one after the other")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  passages->add_option("--before", arguments->context.before, "Tokens shown before a passage")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  passages->add_option("--after", arguments->context.after, "Tokens shown after it")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  passages->add_option("--index-size", arguments->budget, "What the index may take: bytes, or with K, M, G")
      ->capture_default_str();
  parser.add_option("--top", arguments->top, "How many to list (of each sign)")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_flag("--json", arguments->json);
  parser.callback([arguments] {
    if (arguments->asksForWords() + arguments->asksForUnits() + arguments->asksForPassages() != 1)
      throw CLI::ValidationError(
          "search",
          "give one question: --prefix, --regex and --tag for words, --answers-to or --separate for "
          "units, --unit or --cluster for passages");
  });
  return [arguments](const Session& session) {
    const Subject subject = open(*arguments, session.control.part(0, 0.5));
    if (arguments->asksForWords()) return findWords(*arguments, subject, session.control.part(0.5, 1));
    if (arguments->asksForUnits()) return findUnits(*arguments, subject);
    findPassages(*arguments, subject, session.control.part(0.5, 1));
  };
}

}  // namespace rnnvis::cli
