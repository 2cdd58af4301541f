#include "command.h"
#include "options.h"

#include "rnnvis/base/file.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/scene/display_token.h"
#include "rnnvis/scene/word_list.h"

#include <iterator>
#include <memory>
#include <sstream>

namespace rnnvis::cli {
namespace {

using nlohmann::json;
using scene::WordListConcentration;

constexpr std::size_t longestList = std::size_t{1} << 24;  // Bytes.

std::vector<std::string> wordsIn(const std::string& path) {
  std::istringstream text(readFile(path, longestList));
  return {std::istream_iterator<std::string>(text), {}};
}

json toJson(const WordListConcentration& found, const response::Analysis& analysis) {
  json words = json::array(), leftOut = json::array(), clusters = json::array(), units = json::array();
  for (WordId word : found.words) words.push_back(analysis.tokens[word.index()]);
  for (const auto& [word, count] : found.leftOut)
    leftOut.push_back({{"word", word}, {"count", count < 0 ? json() : json(count)}});
  for (std::size_t c = 0; c < found.clusters.count.size(); ++c)
    clusters.push_back({{"list", found.clusters.count[c]}, {"all", found.clusters.size[c]}});
  for (const auto& unit : found.units)
    units.push_back({{"unit", unit.unit},
                     {"auc", unit.auc},
                     {"expected", unit.expected},
                     {"p", unit.pValue},
                     {"q", unit.qValue}});
  return {{"words", words},
          {"left_out", leftOut},
          {"clusters", clusters},
          {"together", found.clusters.together},
          {"expected", found.clusters.expected},
          {"p", found.clusters.pValue},
          {"units", units}};
}

void printClusters(const cocluster::ClusterConcentration& clusters, std::size_t words, std::size_t all) {
  printLine(
      fmt::format("two words of the list share a cluster {:.1f} % of the time, of random lists {:.1f} %; "
                  "p = {:.4f}",
                  100 * clusters.together, 100 * clusters.expected, clusters.pValue));
  for (std::size_t c = 0; c < clusters.count.size(); ++c)
    printLine(fmt::format("  cluster {:<3} {:5.1f} % of the list, {:5.1f} % of all words", c,
                          100.0 * static_cast<double>(clusters.count[c]) / static_cast<double>(words),
                          100.0 * static_cast<double>(clusters.size[c]) / static_cast<double>(all)));
}

void printForPeople(const WordListConcentration& found, std::size_t all, std::size_t top) {
  for (const auto& [word, count] : found.leftOut)
    printLine(fmt::format("left out: {} ({})", scene::displayToken(word),
                          count < 0 ? std::string("not in the vocabulary")
                                    : fmt::format("{} times, not among the {} clustered words", count, all)));
  printClusters(found.clusters, found.words.size(), all);
  printLine("units that tell the list from the other words");
  for (std::size_t i = 0; i < std::min(top, found.units.size()); ++i) {
    const cocluster::UnitSeparation& unit = found.units[i];
    printLine(fmt::format("  unit {:<5} AUC {:.3f}, of random lists {:.3f}; p = {:.4f}, q = {:.4f}",
                          unit.unit, unit.auc, unit.expected, unit.pValue, unit.qValue));
  }
}

}  // namespace

Runner setUpLocate(CLI::App& parser) {
  struct Arguments {
    std::string file, listFile;
    std::vector<std::string> list;
    std::size_t permutations = cocluster::ConcentrationOptions{}.permutations, top = 10;
    bool json = false;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : cluster(app, true) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("FILE", arguments->file, "Analysis file (.rnnvis)")->required();
  auto* input = parser.add_option_group("list")->require_option(1);
  input->add_option("--list", arguments->listFile, "A file with the words, white space between them");
  input->add_option("--list-words", arguments->list, "The words, commas between them")->delimiter(',');
  parser.add_option("--permutations", arguments->permutations, "Random lists, chosen by --seed")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  parser.add_option("--top", arguments->top, "How many units to list")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const auto settings = arguments->cluster.settings();
    const auto analysis = response::readAnalysis(arguments->file);
    const auto list = arguments->listFile.empty() ? arguments->list : wordsIn(arguments->listFile);
    const auto clustering = scene::cluster(*analysis, settings, session.control.part(0, 0.5));
    const auto found =
        scene::concentrationOf(list, *analysis, *clustering, settings.shrink,
                               {arguments->permutations, settings.options.seed, settings.options.threads},
                               session.control.part(0.5, 1));
    if (!arguments->json) return printForPeople(found, clustering->words.size(), arguments->top);
    json result = toJson(found, *analysis);
    result.update({{"all", clustering->words.size()},
                   {"permutations", arguments->permutations},
                   {"layer", clustering->layer.value},
                   {"state", std::string(1, nameOf(clustering->state))},
                   {"seed", settings.options.seed}});
    printJson(result);
  };
}

}  // namespace rnnvis::cli
