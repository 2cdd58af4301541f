#include "torch_zip.h"

#include "arrays.h"
#include "pickle_seeds.h"
#include "target.h"
#include "zip_bytes.h"

// The first byte of an input decides: even, an archive follows as it is; odd, entries that one is made of.

namespace rnnvis::fuzz {
namespace {

const std::vector<std::string> kNames{"m/data.pkl", "m/data/0",        "m/data/1",         "m/byteorder",
                                      "m/version",  "m/constants.pkl", "m/code/m.py",      "data.pkl",
                                      "data/0",     "n/data.pkl",      "model/config.json"};

std::string entriesOf(const std::string& value, const std::string& byteOrder, bool deflated) {
  return "\1" + fuzzedEntry(0, test::pickle::program(value), deflated) +
         fuzzedEntry(1, std::string(24, '\2'), deflated) + fuzzedEntry(2, std::string(16, '\3')) +
         (byteOrder.empty() ? "" : fuzzedEntry(3, byteOrder)) + fuzzedEntry(4, "3\n");
}

void read(std::string_view archive) {
  const auto bytes = asBytes(archive);
  refusalsOnly([&] { readElements(checkpoint::readTorchZip(bytes, nullptr).arrays); });
  refusalsOnly([&] { checkpoint::tablesInTorchZip(bytes); });
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> inputs;
  for (const std::string& value : pickledValues()) inputs.push_back(entriesOf(value, "", false));
  inputs.push_back(entriesOf(stateDict(), "big", false));
  inputs.push_back(entriesOf(oddTensors(), "little", true));
  inputs.push_back(entriesOf(script(), "", true) + fuzzedEntry(5, ").") + fuzzedEntry(6, "pass"));
  for (bool deflated : {false, true})
    inputs.push_back(std::string(1, '\0') +
                     zipOf({{"m/data.pkl", test::pickle::program(stateDict()), deflated},
                            {"m/data/0", std::string(24, '\2'), deflated},
                            {"m/data/1", std::string(16, '\3'), false}}));
  return inputs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis::fuzz;
  std::string_view input = textOf(data, size);
  if (takeByte(input) % 2 == 0)
    read(input);
  else
    read(zipOf(input, kNames));
  return 0;
}
