#include "rnnvis/response/cache.h"

#include "command.h"

#include <memory>
#include <optional>

namespace rnnvis::cli {
namespace {

void print(const std::vector<response::CachedFile>& files, bool asJson) {
  std::uint64_t bytes = 0;
  nlohmann::json list = nlohmann::json::array();
  for (const response::CachedFile& file : files) {
    bytes += file.bytes;
    list.push_back({{"path", file.path.string()},
                    {"bytes", file.bytes},
                    {"used", std::chrono::duration<double>(file.used).count()},
                    {"old", file.isOld}});
  }
  const std::string folder = response::cacheFolder().string();
  if (asJson)
    return printJson(
        {{"folder", folder}, {"limit", response::cacheLimit()}, {"bytes", bytes}, {"files", list}});
  constexpr double mebibyte = 1 << 20;
  printLine(fmt::format("{}: {} files, {:.1f} of at most {:.1f} MiB", folder, files.size(),
                        static_cast<double>(bytes) / mebibyte,
                        static_cast<double>(response::cacheLimit()) / mebibyte));
}

}  // namespace

Runner setUpCache(CLI::App& parser) {
  struct Arguments {
    std::string limit;
    bool clear = false, json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  parser.add_flag("--clear", arguments->clear, "Remove every analysis that is kept");
  parser.add_option("--limit", arguments->limit,
                    "What may be kept from now on: bytes, or a number followed by K, M, G or T");
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session&) {
    if (arguments->clear) response::clearCache();
    if (!arguments->limit.empty()) response::setCacheLimit(response::parseSize(arguments->limit));
    print(response::cachedFiles(), arguments->json);
  };
}

}  // namespace rnnvis::cli
