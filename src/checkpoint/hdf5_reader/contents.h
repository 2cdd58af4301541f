#pragma once

#include <hdf5.h>

#include <set>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// What lies in a file, by full paths without the leading slash.
struct Contents {
  std::vector<std::string> datasets;  ///< Group by group, in the order of creation or of natural() names.
  std::set<std::string> groups;
};

/// Visits every group once, through hard links only, so that nothing leaves the file and cycles end; leaves
/// out the state of an optimizer. Throws Error for a damaged group and for too many or too deep ones.
Contents contentsOf(hid_t file);

/// Whether `a` comes before `b` where runs of digits count as numbers: "lstm_2" before "lstm_10".
bool naturallyLess(const std::string& a, const std::string& b);

}  // namespace rnnvis::checkpoint
