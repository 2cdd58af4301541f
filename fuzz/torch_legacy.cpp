#include "torch_legacy.h"

#include "arrays.h"
#include "legacy_file.h"
#include "pickle_checkpoint.h"
#include "pickle_seeds.h"
#include "target.h"

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  using namespace test;
  const std::string six = bytesOf<float>({0, 1, 2, 3, 4, 5}), four = bytesOf<float>({6, 7, 8, 9});
  std::vector<std::string> files;
  for (const std::string& value : {stateDict(), module(), tokenTables()})
    files.push_back(legacyFile(value, {{"0", 6, six}, {"1", 4, four}}));
  const std::string part = pickle::tuple({pickle::text("p"), pickle::integer(2), pickle::integer(3)});
  const std::string view = pickle::tensor(legacyStorage("FloatStorage", "0", 6, part), 0, {3}, {1});
  files.push_back(
      legacyFile(pickle::dict({{"view", view}, {"all", legacyVector("0", 6)}}), {{"0", 6, six}}, false));
  return files;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  const auto bytes = fuzz::asBytes(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] { fuzz::readElements(checkpoint::readTorchLegacy(bytes, nullptr).arrays); });
  fuzz::refusalsOnly([&] { checkpoint::tablesInTorchLegacy(bytes); });
  return 0;
}
