#include "pickle_checkpoint.h"

#include "describe.h"
#include "pickle_object.h"
#include "rnnvis/base/error.h"
#include "token_tables.h"
#include "torch_collect.h"
#include "torch_legacy.h"

#include <fmt/ranges.h>

namespace rnnvis::checkpoint {
namespace {

[[noreturn]] void refuseWithoutArrays(const Value& root, const std::vector<TokenTable>& tables) {
  constexpr std::string_view remedy = "save the model with torch.save(model.state_dict(), \"weights.pt\")";
  if (!tables.empty())
    fail(
        "it holds no tensors but a vocabulary of {} tokens; name it as the model's vocabulary, and as its "
        "weights "
        "a file that has them",
        tables.front().tokens.size());
  const Object* object = root.asObject();
  if (object && !className(*object).empty())
    fail("it holds no tensors but a {}, which was not run; {}", inQuotes(className(*object)), remedy);
  fail("it holds no tensors; {}", remedy);
}

}  // namespace

Checkpoint checkpointOf(const Pickle& pickle, std::string container, StorageLookup lookUp, Budget& budget) {
  TensorReader tensors(std::move(lookUp), budget);
  CollectedArrays collected = collectArrays(pickle, tensors, budget);
  Checkpoint checkpoint{
      std::move(container), std::move(collected.arrays), {}, collectTokenTables(pickle, budget)};
  if (!collected.unsupported.empty()) {
    if (checkpoint.arrays.empty()) fail("tensor {}", collected.unsupported.front());
    checkpoint.metadata["unsupported"] = fmt::format("{}", fmt::join(collected.unsupported, "\n"));
  }
  if (checkpoint.arrays.empty()) refuseWithoutArrays(pickle.root(), checkpoint.tokenTables);
  return checkpoint;
}

Checkpoint readTorchLegacy(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner) {
  const TorchLegacy file(bytes, owner);
  Budget budget(bytes.size());
  return checkpointOf(
      file.pickle(), "PyTorch legacy", [&](const std::string& key, std::size_t) { return file.find(key); },
      budget);
}

Checkpoint readPlainPickle(std::span<const std::byte> bytes) {
  Budget budget(bytes.size());
  return checkpointOf(
      unpickle(bytes), "Python pickle",
      [](const std::string& key, std::size_t) -> Storage {
        fail("storage {} lies outside of the pickle; open the file that torch.save wrote", inQuotes(key));
      },
      budget);
}

std::vector<TokenTable> tablesInTorchLegacy(std::span<const std::byte> bytes) {
  Budget budget(bytes.size());
  return collectTokenTables(TorchLegacy(bytes, nullptr).pickle(), budget);
}

std::vector<TokenTable> tablesInPlainPickle(std::span<const std::byte> bytes) {
  Budget budget(bytes.size());
  return collectTokenTables(unpickle(bytes), budget);
}

}  // namespace rnnvis::checkpoint
