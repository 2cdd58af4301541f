#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rnnvis::cli {

/// Files for the parts of a split beside `out`: "F.<part>.rnnvis" for "F.rnnvis". What is no letter, digit,
/// '-' or
/// '_' of ASCII in a part's name becomes '_', long names are cut, and names that are the same then get a
/// number.
std::vector<std::filesystem::path> partFiles(const std::filesystem::path& out,
                                             const std::vector<std::string>& parts);

}  // namespace rnnvis::cli
