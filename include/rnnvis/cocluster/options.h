#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rnnvis::cocluster {

/// All but `signedGraph` cluster words and units together: the algorithm of Dhillon (2001) on W less its
/// minimum where that is negative, on |W|, on max(W, 0) and on max(−W, 0).
enum class Method { signedGraph, dhillon, absolute, positive, negative };
enum class Polarity { split, merge };

std::string_view nameOf(Method method);      ///< "signed", "dhillon", "absolute", "positive", "negative"
std::string_view nameOf(Polarity polarity);  ///< "split", "merge"
/// The inverse; nothing for another name.
std::optional<Method> methodNamed(std::string_view name);
std::optional<Polarity> polarityNamed(std::string_view name);

/// Whether words and units share their clusters.
inline bool isJoint(Method method) {
  return method != Method::signedGraph;
}

struct Options {
  Method method = Method::signedGraph;
  Polarity polarity = Polarity::split;  ///< Of `signed`: whether units that answer with opposite signs part.
  int wordClusters = 10;
  int unitClusters = 10;
  std::optional<int>
      dimensions;      ///< Singular triplets used by `signed`; by the largest relative gap where absent.
  int restarts = 100;  ///< Of k-means.
  std::uint64_t seed = 1;
  bool center = false;   ///< Subtract each unit's unweighted mean over the words first.
  bool scale = false;    ///< Divide each unit by its standard deviation over the words first.
  unsigned threads = 0;  ///< 0: all. Labels do not depend on it.

  friend bool operator==(const Options&, const Options&) = default;
};

/// The options with no more clusters than there are words and units; equal numbers stay equal where the
/// method wants that. At least one of each.
Options fittedTo(Options options, std::ptrdiff_t words, std::ptrdiff_t units);

}  // namespace rnnvis::cocluster
