#include "pickle.h"

#include "arrays.h"
#include "legacy_file.h"
#include "pickle_checkpoint.h"
#include "pickle_seeds.h"
#include "target.h"

namespace rnnvis::fuzz {
namespace {

using checkpoint::Storage;

/// The same storage under every key, so that tensors are made whatever storages they name.
Storage storageOf(const std::string&, std::size_t) {
  static const Storage storage = checkpoint::owned(std::vector<std::byte>(64, std::byte{1}));
  return storage;
}

/// How pickle.dump() writes a storage: as a legacy file in a byte string.
std::string embeddedStorage() {
  using namespace test::pickle;
  const std::string file =
      test::legacyFile(test::legacyStorage("FloatStorage", "7", 2), {{"7", 2, std::string(8, '\1')}});
  const std::string stored = call("torch.storage", "_load_from_bytes", tuple({byteString(file)}));
  return dict({{"w", tensor(stored, 0, {2}, {1})}});
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> programs;
  for (const std::string& value : pickledValues()) programs.push_back(test::pickle::program(value));
  programs.push_back(test::pickle::program(embeddedStorage()));
  return programs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  const auto bytes = fuzz::asBytes(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] {
    checkpoint::Budget budget(size);
    fuzz::readElements(checkpointOf(checkpoint::unpickle(bytes), "", fuzz::storageOf, budget).arrays);
  });
  fuzz::refusalsOnly([&] { checkpoint::readPlainPickle(bytes); });
  fuzz::refusalsOnly([&] { checkpoint::tablesInPlainPickle(bytes); });
  return 0;
}
