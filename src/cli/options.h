#pragma once

#include "rnnvis/model/reading.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/scene/clustering.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>

namespace rnnvis::cli {

// Groups of options that several subcommands share. Each adds its options to a parser and, once they are
// parsed, gives what they stand for. Values out of range are wrong usage.

/// --corpus --context --batch --warmup --threads
class ReadingFlags {
 public:
  explicit ReadingFlags(CLI::App& parser, const std::string& defaultCorpus = "test");
  const std::string& corpus() const { return m_corpus; }
  model::ReadingOptions options() const;

 private:
  std::string m_corpus;
  std::string m_context;
  std::size_t m_batch = 0;
  std::size_t m_warmup = model::ReadingOptions{}.warmup;
  unsigned m_threads = 0;
};

/// ReadingFlags, --samples and --sample-seed
class AnalyzeFlags {
 public:
  explicit AnalyzeFlags(CLI::App& parser);
  const std::string& corpus() const { return m_reading.corpus(); }
  response::AnalyzeOptions options() const;

 private:
  ReadingFlags m_reading;
  std::string m_samples = std::to_string(response::AnalyzeOptions{}.sampleLimit);
  std::uint64_t m_seed = response::AnalyzeOptions{}.seed;
};

/// --layer --state, or with a suffix --layer-b --state-b
class LayerFlags {
 public:
  explicit LayerFlags(CLI::App& parser, const std::string& suffix = "");
  /// What was not given stays as it is.
  void applyTo(scene::ClusteringSettings& settings) const;

 private:
  std::string m_layer;
  std::string m_state;
};

/// LayerFlags, --words --min-count --shrink, and how to cluster.
class ClusterFlags {
 public:
  /// `threads` adds --threads, for commands that do not take ReadingFlags.
  ClusterFlags(CLI::App& parser, bool threads);
  scene::ClusteringSettings settings() const;

 private:
  LayerFlags m_layer;
  scene::ClusteringSettings m_settings;
  std::optional<int> m_clusters;
  std::optional<int> m_unitClusters;
  int m_dimensions = 0;
  std::string m_method = "signed";
  std::string m_polarity = "split";
};

}  // namespace rnnvis::cli
