#include "recent_results.h"

#include "reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace rnnvis::gui {
namespace {

namespace fs = std::filesystem;

std::string stampOf(const fs::path& file) {
  std::error_code error;
  const auto time = fs::last_write_time(file, error).time_since_epoch().count();
  const auto size = fs::file_size(file, error);
  return fmt::format("{}:{}:{}\n", file.string(), time, error ? 0 : size);
}

/// Names, times and sizes of the files that the state's model and text may be in.
std::string filesOf(const scene::AnalyticState& state) {
  std::set<std::string> stamps{stampOf(state.corpus)};
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(state.model, error))
    stamps.insert(stampOf(entry.path()));
  std::string files;
  for (const std::string& stamp : stamps) files += stamp;
  return files;
}

}  // namespace

void RecentResults::add(const std::shared_ptr<const scene::ComputedState>& result) {
  if (result->workspace.isDraft || result->workspace.isPreliminary()) return;
  std::erase_if(m_results, [&](const Kept& known) { return known.result->state == result->state; });
  m_results.insert(m_results.begin(), {result, filesOf(result->state)});
  if (m_results.size() > most) m_results.pop_back();
  std::set<const response::Analysis*> analyses;
  const auto last = std::find_if(m_results.begin(), m_results.end(), [&](const Kept& known) {
    analyses.insert(known.result->workspace.analysis.get());
    return analyses.size() > mostAnalyses;
  });
  m_results.erase(last, m_results.end());
}

std::shared_ptr<const scene::ComputedState> RecentResults::nearest(const scene::AnalyticState& state) const {
  const auto found = std::min_element(m_results.begin(), m_results.end(), [&](const Kept& a, const Kept& b) {
    return reachOf(a.result->state, state) < reachOf(b.result->state, state);
  });
  if (found == m_results.end() || reachOf(found->result->state, state) == Reach::analysis) return nullptr;
  return found->files == filesOf(state) ? found->result : nullptr;
}

}  // namespace rnnvis::gui
