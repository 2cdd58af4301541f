#include "part_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

namespace rnnvis::cli {
namespace {

constexpr std::size_t longestName = 60;

std::string safeName(std::string_view part) {
  constexpr std::string_view safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string name(part.substr(0, longestName));
  std::replace_if(
      name.begin(), name.end(), [&](char c) { return safe.find(c) == std::string_view::npos; }, '_');
  return name.empty() ? "_" : name;
}

}  // namespace

std::vector<std::filesystem::path> partFiles(const std::filesystem::path& out,
                                             const std::vector<std::string>& parts) {
  const std::string stem = out.extension() == ".rnnvis" ? out.stem().string() : out.filename().string();
  std::set<std::string> taken;
  std::vector<std::filesystem::path> files;
  for (const std::string& part : parts) {
    std::string name = safeName(part);
    for (int number = 2; !taken.insert(name).second; ++number)
      name = fmt::format("{}_{}", safeName(part), number);
    files.push_back(out.parent_path() / fmt::format("{}.{}.rnnvis", stem, name));
  }
  return files;
}

}  // namespace rnnvis::cli
