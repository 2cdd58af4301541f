#include "reference.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "temporary_folder.h"
#include "torch_file.h"

#include <cstdlib>
#include <sstream>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

/// "name|type|shape", as the script writes it.
std::string described(const NamedArray& named) {
  std::string line = named.name + "|" + std::string(nameOf(named.array.type())) + "|";
  for (std::size_t k = 0; k < named.array.shape().size(); ++k)
    line += (k > 0 ? "," : "") + std::to_string(named.array.shape()[k]);
  return line + "\n";
}

/// Holds NAME.pt against what the script wrote beside it. PyTorch orders a TorchScript module's arrays by its
/// own rules, hence any order.
void check(std::filesystem::path path) {
  INFO(path);
  std::map<std::string, std::vector<float>> found;
  for (const NamedArray& named : readCheckpoint(path).arrays)
    found[described(named)] = named.array.toFloats();
  std::istringstream lines(readFile(path.replace_extension(".txt")));
  const std::string raw = readFile(path.replace_extension(".raw"));
  std::size_t at = 0;
  std::size_t expected = 0;
  for (std::string line; std::getline(lines, line); ++expected) {
    INFO(line);
    const auto array = found.find(line + "\n");
    REQUIRE(array != found.end());
    const std::string bytes = bytesOf(array->second);
    CHECK(bytes == raw.substr(at, bytes.size()));
    at += bytes.size();
  }
  CHECK(at == raw.size());
  CHECK(found.size() == expected);
}

}  // namespace

TEST_CASE("files that PyTorch and numpy write are read to the bit") {
  const std::string python = "/usr/bin/python3";
  if (std::system((python + " -c 'import torch, numpy' >/dev/null 2>&1").c_str()) != 0) {
    WARN("skipped: " << python << " has no torch");
    return;
  }
  const TemporaryFolder folder;
  const auto script = sourceFolder() / "tests/checkpoint/write_torch_files.py";
  const std::string command =
      python + " -W ignore '" + script.string() + "' '" + folder.path().string() + "' 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    if (file.path().extension() == ".pt") {
      check(file.path());
      ++files;
    }
  CHECK(files == 31);
}
