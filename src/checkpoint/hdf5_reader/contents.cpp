#include "contents.h"

#include "describe.h"
#include "handle.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t kMostObjects = 20'000;
constexpr int kDeepest = 64;

struct Links {
  std::vector<std::string> names;
  bool tooMany = false;
};

/// Called by the library, through which no exception may pass.
herr_t addHardLink(hid_t, const char* name, const H5L_info_t* info, void* data) {
  auto& links = *static_cast<Links*>(data);
  if (info->type != H5L_TYPE_HARD) return 0;
  links.tooMany = links.names.size() >= kMostObjects;
  if (links.tooMany) return -1;
  try {
    links.names.emplace_back(name);
  } catch (...) {
    return -1;
  }
  return 0;
}

[[noreturn]] void refuseNumber() {
  fail("the file holds more than {} objects, which no recurrent model has; is it the right file?",
       kMostObjects);
}

bool tracksCreation(hid_t group) {
  const Handle properties(H5Gget_create_plist(group), H5Pclose, "a group");
  unsigned flags = 0;
  return H5Pget_link_creation_order(properties.get(), &flags) >= 0 && (flags & H5P_CRT_ORDER_INDEXED) != 0;
}

std::vector<std::string> linksOf(hid_t group, const std::string& what) {
  Links links;
  const bool tracked = tracksCreation(group);
  const herr_t status = H5Literate(group, tracked ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, nullptr,
                                   addHardLink, &links);
  if (links.tooMany) refuseNumber();
  if (status < 0) fail("{} cannot be read; {}", what, kDamaged);
  if (!tracked) std::ranges::stable_sort(links.names, naturallyLess);
  return std::move(links.names);
}

class Walk {
 public:
  Contents contents;

  void visit(hid_t group, const std::string& path, int depth) {
    const std::string what = "group " + inQuotes("/" + path);
    if (depth > kDeepest) fail("{} is nested too deep; {}", what, kDamaged);
    for (const std::string& name : linksOf(group, what)) {
      const std::string inner = path.empty() ? name : path + "/" + name;
      if (inner == "optimizer_weights" || inner == "optimizer") continue;
      visitLink(group, name, inner, depth);
    }
  }

 private:
  std::set<haddr_t> m_groups;
  std::size_t m_objects = 0;

  void visitLink(hid_t group, const std::string& name, const std::string& path, int depth) {
    if (++m_objects > kMostObjects) refuseNumber();
    H5O_info_t info;
    if (H5Oget_info_by_name2(group, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0)
      fail("{} cannot be read; {}", inQuotes("/" + path), kDamaged);
    if (info.type == H5O_TYPE_DATASET) contents.datasets.push_back(path);
    if (info.type != H5O_TYPE_GROUP || !m_groups.insert(info.addr).second) return;
    contents.groups.insert(path);
    const Handle inner(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, "group " + inQuotes("/" + path));
    visit(inner.get(), path, depth + 1);
  }
};

bool isDigit(char character) {
  return std::isdigit(static_cast<unsigned char>(character)) != 0;
}

/// The run of digits that `text` begins with, leading zeros left out; takes it from the front.
std::string_view takeNumber(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, isDigit);
  std::string_view number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(number.size());
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

}  // namespace

bool naturallyLess(const std::string& first, const std::string& second) {
  std::string_view a = first, b = second;
  while (!a.empty() && !b.empty()) {
    if (isDigit(a.front()) && isDigit(b.front())) {
      const std::string_view m = takeNumber(a), n = takeNumber(b);
      if (m.size() != n.size()) return m.size() < n.size();
      if (m != n) return m < n;
    } else {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.size() < b.size();
}

Contents contentsOf(hid_t file) {
  Walk walk;
  const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "the root group");
  walk.visit(root.get(), "", 0);
  return std::move(walk.contents);
}

}  // namespace rnnvis::checkpoint
