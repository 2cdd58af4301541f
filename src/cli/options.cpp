#include "options.h"

namespace rnnvis::cli {
namespace {

constexpr std::string_view reverseSuffix = ".reverse";

}  // namespace
namespace {

constexpr int mostClusters = 100'000;
constexpr int mostParts = 1024;  // Each takes memory of its own.
constexpr int mostThreads = 1024;

}  // namespace

ReadingFlags::ReadingFlags(CLI::App& parser, const std::string& defaultCorpus) : m_corpus(defaultCorpus) {
  parser.add_option("--corpus", m_corpus, "Corpus of the manifest, or a text file")->capture_default_str();
  parser.add_option("--context", m_context, "Carry the state across lines, or start each from zero")
      ->check(CLI::IsMember({"stream", "sentence"}));
  parser
      .add_option("--batch", m_batch,
                  "Parts that a stream is cut into; 1: exact, 0: as many as are worth while")
      ->check(CLI::Range(0, mostParts))
      ->capture_default_str();
  parser.add_option("--warmup", m_warmup, "Tokens before each part that it is warmed up on")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  parser.add_option("--threads", m_threads, "0: all")
      ->check(CLI::Range(0, mostThreads))
      ->capture_default_str();
}

model::ReadingOptions ReadingFlags::options() const {
  return {model::contextNamed(m_context), m_batch, m_warmup, m_threads};
}

AnalyzeFlags::AnalyzeFlags(CLI::App& parser) : m_reading(parser) {
  const auto isLimit = [](const std::string& text) {
    const bool digits =
        !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
    return text == "all" || (digits && std::stoul(text) > 0) ? std::string()
                                                             : "must be a positive number or all";
  };
  parser.add_option("--samples", m_samples, "Responses kept a word for its distribution: a number, or all")
      ->check(isLimit)
      ->capture_default_str();
  parser.add_option("--sample-seed", m_seed, "Chooses them")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

response::AnalyzeOptions AnalyzeFlags::options() const {
  response::AnalyzeOptions options;
  options.reading = m_reading.options();
  options.sampleLimit = m_samples == "all" ? 0 : std::stoul(m_samples);
  options.seed = m_seed;
  return options;
}

LayerFlags::LayerFlags(CLI::App& parser, const std::string& suffix) {
  const auto isLayer = [](std::string name) {
    if (name.ends_with(reverseSuffix)) name.resize(name.size() - reverseSuffix.size());
    const bool isNumber =
        !name.empty() && name.size() < 9 && name.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? std::string() : "must be a number, or one followed by .reverse";
  };
  parser
      .add_option("--layer" + suffix, m_layer,
                  suffix.empty() ? "Recurrent layer, 0 next to the input; the top one by default. L.reverse: "
                                   "the second direction of a bidirectional layer"
                                 : "The layer of B where it is another")
      ->check(isLayer);
  parser
      .add_option("--state" + suffix, m_state,
                  suffix.empty() ? "Cell state c, hidden state h or inner cell state C; c of an LSTM, nested "
                                   "or not, by default"
                                 : "The state of B where it is another")
      ->check(CLI::IsMember({"c", "h", "C"}));
}

void LayerFlags::applyTo(scene::ClusteringSettings& settings) const {
  if (!m_layer.empty()) {
    settings.layer = LayerId{std::stoi(m_layer)};
    settings.reverse = m_layer.ends_with(reverseSuffix);
  }
  if (!m_state.empty()) settings.state = model::signalNamed(m_state);
}

ClusterFlags::ClusterFlags(CLI::App& parser, bool threads) : m_layer(parser) {
  cocluster::Options& options = m_settings.options;
  parser.add_option("--words", m_settings.words, "At most so many words, the most frequent")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_option("--min-count", m_settings.minimumCount, "Words that occur at least so often")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  parser.add_option("--shrink", m_settings.shrink, "Shrink responses by n/(n + this)")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  parser
      .add_option("--clusters", m_clusters,
                  "Word clusters, and unit clusters too; 10, or fewer where there are fewer words or units")
      ->check(CLI::Range(1, mostClusters));
  parser.add_option("--unit-clusters", m_unitClusters, "Unit clusters where they are not as many")
      ->check(CLI::Range(1, mostClusters));
  parser.add_option("--method", m_method)
      ->check(CLI::IsMember({"signed", "dhillon", "absolute", "positive", "negative"}))
      ->capture_default_str();
  parser.add_option("--polarity", m_polarity, "Whether units that answer with opposite signs part")
      ->check(CLI::IsMember({"split", "merge"}))
      ->capture_default_str();
  parser.add_option("--dimensions", m_dimensions, "Singular triplets used; by the largest gap where absent")
      ->check(CLI::Range(1, mostClusters));
  parser.add_flag("--center", options.center, "Subtract each unit's mean over the words");
  parser.add_flag("--scale", options.scale, "Divide each unit by its standard deviation over the words");
  parser.add_option("--restarts", options.restarts, "Of k-means")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  parser.add_option("--seed", options.seed)->check(CLI::NonNegativeNumber)->capture_default_str();
  if (threads)
    parser.add_option("--threads", options.threads, "0: all")
        ->check(CLI::Range(0, mostThreads))
        ->capture_default_str();
}

scene::ClusteringSettings ClusterFlags::settings() const {
  scene::ClusteringSettings settings = m_settings;
  m_layer.applyTo(settings);
  settings.options.method = *cocluster::methodNamed(m_method);
  settings.options.polarity = *cocluster::polarityNamed(m_polarity);
  settings.fitClusters = !m_clusters && !m_unitClusters;
  settings.options.wordClusters = m_clusters.value_or(settings.options.wordClusters);
  settings.options.unitClusters = m_unitClusters.value_or(settings.options.wordClusters);
  if (m_dimensions > 0) settings.options.dimensions = m_dimensions;
  return settings;
}

}  // namespace rnnvis::cli
