#include "cache_store.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/cache.h"

#include <fcntl.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <tuple>

namespace rnnvis::response {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t defaultLimit = std::uint64_t{4} << 30;
constexpr auto abandonedAfter = std::chrono::hours(1);
constexpr const char* limitVariable = "RNNVIS_CACHE_LIMIT";

fs::path limitFile() {
  return cacheFolder() / "limit";
}

/// ".KEY.rnnvis.PID-N.tmp" → PID; 0 for another name.
pid_t writerOf(const fs::path& temporary) {
  const std::string name = temporary.stem().string();
  const std::size_t dot = name.rfind('.');
  pid_t id = 0;
  if (dot != std::string::npos) std::from_chars(name.data() + dot + 1, name.data() + name.size(), id);
  return id;
}

bool isGone(pid_t process) {
  return process <= 0 || (::kill(process, 0) != 0 && errno == ESRCH);
}

/// Removes what a writer that was killed left behind, or an older version of the program an empty folder.
void removeAbandoned(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return;
  if (S_ISDIR(status.st_mode) && path != cacheFolderOfThisVersion()) ::rmdir(path.c_str());
  if (!S_ISREG(status.st_mode)) return;
  const auto age = std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(status.st_mtime);
  if (age < abandonedAfter) return;
  if (path.extension() == ".tmp" && isGone(writerOf(path))) ::unlink(path.c_str());
  if (path.extension() == ".lock") removeUnheld(path);
}

/// Calls visit(path) for every file in the cache folder and the folders of versions in it.
template <class Visit>
void forEachFile(const Visit& visit) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(cacheFolder(), error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry.depth() > 0) entry.disable_recursion_pending();
    visit(entry->path());
  }
}

std::optional<CachedFile> cachedFile(const fs::path& path) {
  struct stat status {};
  if (path.extension() != ".rnnvis" || path.filename().string().starts_with(".") ||
      ::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
    return std::nullopt;
  return CachedFile{
      path, static_cast<std::uint64_t>(status.st_size),
      std::chrono::seconds(status.st_mtim.tv_sec) + std::chrono::nanoseconds(status.st_mtim.tv_nsec),
      path.parent_path() != cacheFolderOfThisVersion()};
}

}  // namespace

std::uint64_t parseSize(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  constexpr std::string_view units = "KMGT";
  const std::size_t power = unit == end ? 0 : units.find(*unit) + 1;
  const bool isWhole = unit == end || (unit + 1 == end && units.find(*unit) != std::string_view::npos);
  const double bytes = std::ldexp(number, static_cast<int>(10 * power));
  if (error != std::errc{} || !isWhole || !(bytes >= 0 && bytes < 0x1p62))
    fail("\"{}\" is no size; give a number of bytes, or one followed by K, M, G or T", text);
  return static_cast<std::uint64_t>(bytes);
}

std::uint64_t cacheLimit() {
  const char* variable = std::getenv(limitVariable);
  try {
    if (variable && *variable) return parseSize(variable);
    std::error_code ignored;
    if (fs::exists(limitFile(), ignored)) return parseSize(readFile(limitFile(), 100));
  } catch (const Error& error) {
    spdlog::warn("the limit of the cache is not understood: {}", error.what());
  }
  return defaultLimit;
}

void setCacheLimit(std::uint64_t bytes) {
  writeFileAtomically(limitFile(), [bytes](std::ostream& out) { out << bytes; });
  evict({});
}

std::vector<CachedFile> cachedFiles() {
  std::vector<CachedFile> files;
  forEachFile([&](const fs::path& path) {
    if (const auto file = cachedFile(path)) files.push_back(*file);
  });
  std::sort(files.begin(), files.end(), [](const CachedFile& a, const CachedFile& b) {
    return std::tuple(!a.isOld, a.used, a.path) < std::tuple(!b.isOld, b.used, b.path);
  });
  return files;
}

void clearCache() {
  for (const CachedFile& file : cachedFiles()) ::unlink(file.path.c_str());
  evict({});
}

fs::path cacheFolderOfThisVersion() {
  return cacheFolder() / fmt::format("{}-{}", RNNVIS_VERSION, analysisFormat);
}

void touch(const fs::path& file) {
  ::utimensat(AT_FDCWD, file.c_str(), nullptr, 0);
}

void evict(const fs::path& keep) {
  const std::vector<CachedFile> files = cachedFiles();
  std::uint64_t bytes = 0;
  for (const CachedFile& file : files) bytes += file.bytes;
  const std::uint64_t limit = cacheLimit();
  for (const CachedFile& file : files) {
    if (bytes <= limit) break;
    if (file.path == keep) continue;
    ::unlink(file.path.c_str());
    bytes -= file.bytes;
  }
  forEachFile(removeAbandoned);
}

}  // namespace rnnvis::response
