#include "rnnvis/response/merge.h"

#include "distribution.h"
#include "moments.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/sha256.h"

#include <algorithm>

namespace rnnvis::response {
namespace {

void requireMergeable(const Analysis& a, const Analysis& b) {
  const AnalysisInfo &x = a.info, &y = b.info;
  const auto require = [&](bool same, std::string_view what) {
    if (!same)
      fail("cannot merge the analyses of {} and {}: their {} differ; analyse both alike", x.corpusName,
           y.corpusName, what);
  };
  require(x.modelSha256 == y.modelSha256, "models");
  require(x.reading.context == y.reading.context, "contexts");
  require(x.seed == y.seed, "seeds");
  require(a.tokens == b.tokens && x.states == y.states && x.recorded == y.recorded, "vocabularies or states");
  require(std::ranges::equal(a.layers, b.layers,
                             [](const LayerAnalysis& of, const LayerAnalysis& other) {
                               return of.units == other.units && of.outputs == other.outputs;
                             }),
          "layers");
  const bool isPartOfOther = x.part.empty() || y.part.empty() || x.part == y.part;
  if (x.corpusSha256 == y.corpusSha256 && isPartOfOther)
    fail("cannot merge analyses of the same text, {}; give those of different texts or of its parts",
         x.corpusName);
}

AnalysisInfo mergedInfo(const AnalysisInfo& a, const AnalysisInfo& b) {
  AnalysisInfo result = a;
  const auto name = [](const AnalysisInfo& info) {
    return info.part.empty() ? info.corpusName : fmt::format("{} ({})", info.corpusName, info.part);
  };
  result.corpusName = name(a) + " + " + name(b);
  // The same whichever comes first.
  const auto key = [](const AnalysisInfo& info) { return info.corpusSha256 + " " + info.part; };
  result.corpusSha256 = Sha256().add(std::min(key(a), key(b))).add(std::max(key(a), key(b))).hexDigest();
  result.part.clear();
  result.tokens += b.tokens;
  result.documents += b.documents;
  result.unknown += b.unknown;
  result.skipped += b.skipped;
  result.reading.residual = std::max(a.reading.residual, b.reading.residual);
  const auto least = [](std::size_t x, std::size_t y) {
    return x == 0 || y == 0 ? std::max(x, y) : std::min(x, y);
  };
  result.sampleLimit = least(a.sampleLimit, b.sampleLimit);
  result.samplesWanted = least(a.samplesWanted, b.samplesWanted);
  return result;
}

/// A sample of one of two analyses.
struct Source {
  bool fromB;
  std::size_t row;
  std::uint64_t hash;
};

/// For each word the samples of both with the smallest hashes.
std::vector<std::vector<Source>> chooseSources(const Analysis& a, const Analysis& b, std::size_t limit) {
  std::vector<std::vector<Source>> chosen(a.words());
  for (std::size_t word = 0; word < a.words(); ++word) {
    for (const Analysis* of : {&a, &b})
      for (auto i = static_cast<std::size_t>(of->sampleOffsets[word]);
           i < static_cast<std::size_t>(of->sampleOffsets[word + 1]); ++i)
        chosen[word].push_back({of == &b, i, of->sampleHashes[i]});
    std::stable_sort(chosen[word].begin(), chosen[word].end(),
                     [](const Source& x, const Source& y) { return x.hash < y.hash; });
    if (limit > 0) chosen[word].resize(std::min(limit, chosen[word].size()));
  }
  return chosen;
}

void mergeSamples(const HalfRows& a, const HalfRows& b, const std::vector<std::vector<Source>>& sources,
                  HalfRows& merged) {
  std::uint16_t* to = merged.writable();
  for (const auto& ofWord : sources)
    for (const Source& source : ofWord)
      to = std::ranges::copy((source.fromB ? b : a).bits().subspan(source.row * a.columns(), a.columns()), to)
               .out;
}

std::shared_ptr<const Analysis> mergeTwo(const Analysis& a, const Analysis& b, const RunControl& control) {
  auto result = std::make_shared<Analysis>();
  result->info = mergedInfo(a.info, b.info);
  result->tokens = a.tokens;
  const WordCounts counts = mergedCounts(countsOf(a), countsOf(b));
  result->count = counts.count;
  result->blocks = counts.blocks;
  result->pairs = counts.pairs;
  result->row = rowsOfPositive(counts.count);
  const auto sources = chooseSources(a, b, result->info.sampleLimit);
  result->sampleOffsets.push_back(0);
  for (const auto& ofWord : sources) {
    for (const Source& source : ofWord) result->sampleHashes.push_back(source.hash);
    result->sampleOffsets.push_back(static_cast<std::int64_t>(result->sampleHashes.size()));
  }
  if (!a.losses.empty() && !b.losses.empty()) {
    result->losses = a.losses;
    result->losses.insert(result->losses.end(), b.losses.begin(), b.losses.end());
  }
  for (std::size_t l = 0; l < a.layers.size(); ++l) {
    LayerAnalysis& layer =
        result->layers.emplace_back(LayerAnalysis{a.layers[l].units, a.layers[l].outputs, {}, {}});
    for (const auto& [state, ofA] : a.layers[l].responses) {
      control.throwIfStopped();
      const Responses& ofB = b.layers[l].responses.at(state);
      Responses& merged = layer.responses[state] = responsesFor(
          layer.sizeOf(state), ofA.written.matrix().size() > 0, counts, result->sampleHashes.size());
      mergeSamples(ofA.samples, ofB.samples, sources, merged.samples);
      summarise(
          mergedMoments(momentsOf(ofA, countsOf(a)), countsOf(a), momentsOf(ofB, countsOf(b)), countsOf(b)),
          counts, merged);
    }
    for (const auto& [signal, ofA] : a.layers[l].values)
      layer.values[signal] =
          mergedDistribution(ofA, static_cast<std::int64_t>(a.info.tokens), b.layers[l].values.at(signal),
                             static_cast<std::int64_t>(b.info.tokens));
  }
  return result;
}

}  // namespace

std::shared_ptr<const Analysis> merge(const std::vector<std::shared_ptr<const Analysis>>& analyses,
                                      const RunControl& control) {
  if (analyses.size() < 2) fail("a merge needs at least two analyses, {} given", analyses.size());
  for (std::size_t i = 0; i < analyses.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) requireMergeable(*analyses[j], *analyses[i]);
  std::shared_ptr<const Analysis> result = analyses.front();
  for (std::size_t i = 1; i < analyses.size(); ++i) {
    result = mergeTwo(*result, *analyses[i], control);
    control.report(static_cast<double>(i) / static_cast<double>(analyses.size() - 1));
  }
  return result;
}

}  // namespace rnnvis::response
