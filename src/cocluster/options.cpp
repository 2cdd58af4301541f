#include "options.h"

#include "rnnvis/base/error.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

void requireClusters(const char* what, int clusters, Eigen::Index members) {
  if (clusters < 1) fail("co-clustering: {} clusters of {}s asked for; ask for at least 1", clusters, what);
  if (clusters > members)
    fail("co-clustering: {} clusters of {}s asked for, but there are {} {}s; ask for at most that", clusters,
         what, members, what);
}

}  // namespace

std::string_view nameOf(Method method) {
  switch (method) {
    case Method::dhillon:
      return "dhillon";
    case Method::absolute:
      return "absolute";
    case Method::positive:
      return "positive";
    case Method::negative:
      return "negative";
    case Method::signedGraph:
      break;
  }
  return "signed";
}

std::string_view nameOf(Polarity polarity) {
  return polarity == Polarity::merge ? "merge" : "split";
}

std::optional<Method> methodNamed(std::string_view name) {
  for (const Method method :
       {Method::signedGraph, Method::dhillon, Method::absolute, Method::positive, Method::negative})
    if (nameOf(method) == name) return method;
  return std::nullopt;
}

std::optional<Polarity> polarityNamed(std::string_view name) {
  for (const Polarity polarity : {Polarity::split, Polarity::merge})
    if (nameOf(polarity) == name) return polarity;
  return std::nullopt;
}

Options fittedTo(Options options, std::ptrdiff_t words, std::ptrdiff_t units) {
  const auto fitted = [](int clusters, std::ptrdiff_t members) {
    return static_cast<int>(std::clamp<std::ptrdiff_t>(members, 1, clusters));
  };
  const bool together = isJoint(options.method);
  options.wordClusters = fitted(options.wordClusters, together ? std::min(words, units) : words);
  options.unitClusters = fitted(options.unitClusters, together ? std::min(words, units) : units);
  return options;
}

void requireValid(const Options& options, Eigen::Index words, Eigen::Index units) {
  if (words == 0 || units == 0)
    fail("co-clustering: the matrix is empty ({} words × {} units); give at least one of each", words, units);
  requireClusters("word", options.wordClusters, words);
  requireClusters("unit", options.unitClusters, units);
  if (isJoint(options.method) && options.wordClusters != options.unitClusters)
    fail(
        "co-clustering: {} clusters words and units together, but {} word and {} unit clusters are asked "
        "for; "
        "make the numbers equal or choose the method signed",
        nameOf(options.method), options.wordClusters, options.unitClusters);
  if (options.dimensions && *options.dimensions < 1)
    fail("co-clustering: {} dimensions asked for; ask for at least 1", *options.dimensions);
  if (options.restarts < 1)
    fail("co-clustering: {} restarts asked for; ask for at least 1", options.restarts);
}

}  // namespace rnnvis::cocluster
