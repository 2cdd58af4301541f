#include "npz_read.h"

#include "arrays.h"
#include "npy.h"
#include "npy_file.h"
#include "target.h"
#include "zip_bytes.h"

// The first byte of an input decides: 0, a single array follows; 1, entries that an archive is made of; 2, an
// archive.

namespace rnnvis::fuzz {
namespace {

const std::vector<std::string> kNames{"tokens.npy", "layer0.h.npy", "a/b.npy", "readme.txt", ".npy"};

std::vector<std::string> arrays() {
  const std::string data(24, '\1');
  std::vector<std::string> files;
  for (const char* type :
       {"<f4", ">f4", "<f8", "<f2", "<i8", ">i4", "<i2", "|i1", "|u1", "<u2", ">u4", "|b1"})
    files.push_back(test::npyFile(type, "(1, 3)", data.substr(0, 3u * static_cast<unsigned>(type[2] - '0'))));
  files.push_back(test::npyFile("<f4", "(2, 3)", data, true));
  files.push_back(test::npyFile("<f4", "()", "1234"));
  files.push_back(test::npyFile("<U3", "(2,)", data));
  files.push_back(test::npyFile("|O", "(2,)", data));
  files.push_back(test::npyFile("{'shape': (6,), 'fortran_order': False, 'descr': \"<f4\"}\n", data, 2));
  return files;
}

void readSingle(std::string_view input) {
  refusalsOnly([&] {
    checkpoint::Budget budget(input.size());
    if (const auto array = checkpoint::readNpy(asBytes(input), nullptr, budget))
      readElements({{"array", *array}});
  });
}

void readArchive(std::string_view input) {
  refusalsOnly([&] { readElements(checkpoint::readNpz(asBytes(input), nullptr)); });
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> inputs;
  for (const std::string& array : arrays()) inputs.push_back(std::string(1, '\0') + array);
  const std::string some = arrays()[0], other = arrays()[4];
  inputs.push_back("\1" + fuzzedEntry(0, other) + fuzzedEntry(1, some, true) + fuzzedEntry(3, "text"));
  inputs.push_back("\2" + zipOf({{"tokens.npy", other, false}, {"h.npy", some, true}}));
  return inputs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis::fuzz;
  std::string_view input = textOf(data, size);
  const unsigned kind = takeByte(input) % 3;
  if (kind == 0) readSingle(input);
  if (kind == 1) readArchive(zipOf(input, kNames));
  if (kind == 2) readArchive(input);
  return 0;
}
