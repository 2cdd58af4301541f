#include "legacy_file.h"
#include "messages.h"
#include "reference.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "same_arrays.h"
#include "torch_file.h"

#include <random>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

/// Whether reading the file ends in an error of one line.
bool isRefused(const std::filesystem::path& path) {
  return isOneLine(messageOf([&] { readCheckpoint(path); }));
}

/// Whether reading ends in exactly the values or an error: the archive's checksums notice every change.
bool isSameOrRefused(const std::filesystem::path& path, const NamedArrays& expected) {
  NamedArrays arrays;
  const std::string message = messageOf([&] { arrays = readCheckpoint(path).arrays; });
  return message.empty() ? sameArrays(arrays, expected) : isOneLine(message);
}

void checkDamaged(const std::filesystem::path& path) {
  const TemporaryFolder folder;
  const std::string whole = readFile(path);
  const NamedArrays expected = readCheckpoint(path).arrays;
  int wrong = 0;
  // Every variant is a new file: overwriting one makes the file system wait for the disk.
  for (std::size_t part = 0; part < 64; ++part)
    wrong += !isRefused(folder.write(std::to_string(part), whole.substr(0, whole.size() * part / 64)));
  CHECK(wrong == 0);

  std::mt19937 random(3);
  for (int change = 0; change < 1000; ++change) {
    std::string damaged = whole;
    // Half of the changes hit the directory at the end, where most of what can go wrong is.
    const std::size_t directory = std::min<std::size_t>(whole.size(), 2000);
    const std::size_t place = change % 2 ? random() % whole.size() : whole.size() - 1 - random() % directory;
    damaged[place] = static_cast<char>(damaged[place] ^ static_cast<char>(1 + random() % 255));
    wrong += !isSameOrRefused(folder.write("changed-" + std::to_string(change), damaged), expected);
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("a damaged checkpoint is refused or read right") {
  const TemporaryFolder folder;
  const auto path = writeTorch(
      folder, bytes::orderedDict({{"a.weight", floatTensor("0", {2, 3})}, {"a.bias", floatTensor("1", {1})}}),
      {{"0", bytesOf<float>({0, 1, 2, 3, 4, 5})}, {"1", bytesOf<float>({9})}}, {}, ZIP_CM_DEFLATE);
  checkDamaged(path);
}

TEST_CASE("a damaged golden model is refused or read right") {
  REQUIRE_REFERENCE("golden/cells/lstm");
  checkDamaged(reference("golden/cells/lstm/state_dict.pt"));
  checkDamaged(reference("golden/cells/gru/script.pt"));
}

TEST_CASE("a legacy file, which has no checksum, is read as its bytes say") {
  const TemporaryFolder folder;
  const std::vector<float> numbers{0, 1, 2, 3, 4, 5};
  const std::string whole =
      legacyFile(bytes::dict({{"a", legacyVector("0", 6)}, {"b", legacyVector("1", 6)}}),
                 {{"0", 6, bytesOf(numbers)}, {"1", 6, bytesOf(numbers)}});
  const std::size_t elements = 6 * sizeof(float);
  const std::size_t secondAt = whole.size() - elements;
  const std::size_t firstAt = secondAt - sizeof(std::int64_t) - elements;
  std::mt19937 random(5);
  int wrong = 0;
  for (int change = 0; change < 1000; ++change) {
    std::string damaged = whole;
    const std::size_t place = random() % whole.size();
    damaged[place] = static_cast<char>(damaged[place] ^ static_cast<char>(1 + random() % 255));
    const auto path = folder.write("changed-" + std::to_string(change), damaged);
    NamedArrays arrays;
    const std::string message = messageOf([&] { arrays = readCheckpoint(path).arrays; });
    const bool inElements = place >= secondAt || (place >= firstAt && place < firstAt + elements);
    if (!inElements) {
      wrong += !message.empty() && !isOneLine(message);
      wrong += place >= firstAt && message.empty();  // the number of elements
      continue;
    }
    if (arrays.size() != 2) {
      ++wrong;
      continue;
    }
    const auto spelt = [&](std::size_t at) {
      return std::as_bytes(std::span(damaged)).subspan(at, elements);
    };
    wrong += !std::ranges::equal(arrays[0].array.bytes(), spelt(firstAt));
    wrong += !std::ranges::equal(arrays[1].array.bytes(), spelt(secondAt));
  }
  CHECK(wrong == 0);
}

TEST_CASE("damaged legacy files and pickles of others end in a result or an error of one line") {
  REQUIRE_REFERENCE("golden/cells/gru");
  const TemporaryFolder folder;
  std::mt19937 random(9);
  for (const char* name : {"golden/cells/gru/legacy.pt", "models/third-party/airline-rnn-128/vocab.pkl"}) {
    const std::string whole = readFile(reference(name));
    int wrong = 0;
    for (int change = 0; change < 300; ++change) {
      std::string damaged = whole;
      // The pickles lie at the front.
      const std::size_t place = random() % std::min<std::size_t>(whole.size(), 2500);
      damaged[place] = static_cast<char>(random());
      const auto path = folder.write("changed-" + std::to_string(change), damaged);
      for (const std::string& message :
           {messageOf([&] { readCheckpoint(path); }), messageOf([&] { readTokenTables(path); })})
        wrong += !message.empty() && !isOneLine(message);
      std::filesystem::remove(path);
    }
    CHECK(wrong == 0);
  }
}
