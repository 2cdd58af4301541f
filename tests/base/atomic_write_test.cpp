#include "rnnvis/base/file.h"

#include "rnnvis/base/error.h"

#include "file_size_limit.h"
#include "temporary_folder.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <thread>
#include <vector>

using Catch::Matchers::Contains;
using rnnvis::Cancelled;
using rnnvis::Error;
using rnnvis::readFile;
using rnnvis::writeFileAtomically;
using rnnvis::test::FileSizeLimit;
using rnnvis::test::TemporaryFolder;

namespace {

void writeText(const std::filesystem::path& path, const std::string& text) {
  writeFileAtomically(path, [&](std::ostream& out) { out << text; });
}

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("an atomic write makes and replaces files, parent folders included") {
  const TemporaryFolder folder;
  const auto path = folder / "new" / "deeper" / "file";
  writeText(path, "first");
  CHECK(readFile(path) == "first");
  writeText(path, "2nd");
  CHECK(readFile(path) == "2nd");
  CHECK(namesIn(path.parent_path()) == std::vector<std::string>{"file"});
}

TEST_CASE("an atomic write keeps every byte, however the stream is used") {
  const TemporaryFolder folder;
  const std::string large(300'000, 'x');
  std::string expected;
  writeFileAtomically(folder / "file", [&](std::ostream& out) {
    for (int i = 0; i < 70'000; ++i) out.put(static_cast<char>(i));
    out.write(large.data(), static_cast<std::streamsize>(large.size()));
    out << "end" << std::flush;
  });
  for (int i = 0; i < 70'000; ++i) expected += static_cast<char>(i);
  CHECK(readFile(folder / "file") == expected + large + "end");
}

TEST_CASE("a mapping of the old file outlives its replacement") {
  const TemporaryFolder folder;
  const rnnvis::MappedFile old(folder.write("file", "old"));
  writeText(folder / "file", "new and longer");
  CHECK(static_cast<char>(old.bytes()[0]) == 'o');
  CHECK(old.bytes().size() == 3);
}

TEST_CASE("what the writer throws leaves the old file and nothing else") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "old");
  const auto writeAndThrow = [&](const auto& thrown) {
    writeFileAtomically(path, [&](std::ostream& out) {
      out << std::string(200'000, 'n') << std::flush;
      throw thrown;
    });
  };
  CHECK_THROWS_AS(writeAndThrow(std::runtime_error("writer")), std::runtime_error);
  CHECK_THROWS_AS(writeAndThrow(Cancelled{}), Cancelled);
  CHECK(readFile(path) == "old");
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("a stream that the writer left failed is an error") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "old");
  CHECK_THROWS_AS(writeFileAtomically(path, [](std::ostream& out) { out.setstate(std::ios::failbit); }),
                  Error);
  CHECK(readFile(path) == "old");
  CHECK(namesIn(folder.path()).size() == 1);
}

TEST_CASE("a write that the system refuses is an error with its cause") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "old");
  {
    const FileSizeLimit limit(100'000);
    CHECK_THROWS_WITH(writeText(path, std::string(200'000, 'n')),
                      Contains("file") && Contains("File too large"));
  }
  CHECK(readFile(path) == "old");
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("impossible places are refused") {
  const TemporaryFolder folder;
  folder.write("file", "old");
  CHECK_THROWS_WITH(writeText(folder.path(), ""), Contains("it is a folder"));
  CHECK_THROWS_WITH(writeText(folder / "file" / "below", ""), Contains("cannot make the folder"));
  CHECK_THROWS_AS(writeText(folder / std::string(300, 'n'), ""), Error);
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("somebody else's file of a temporary name is left alone") {
  const TemporaryFolder folder;
  // The names hold the process id and count up, from a number that other test cases decide.
  for (int i = 0; i < 200; ++i)
    folder.write(".file." + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp", "theirs");
  writeText(folder / "file", "ours");
  CHECK(readFile(folder / "file") == "ours");
  const auto names = namesIn(folder.path());
  CHECK(names.size() == 201);
  for (const std::string& name : names)
    if (name.ends_with(".tmp")) CHECK(readFile(folder / name) == "theirs");
}

TEST_CASE("threads that write one file leave one of the contents whole") {
  const TemporaryFolder folder;
  const auto path = folder / "file";
  {
    std::vector<std::jthread> writers;
    for (char letter : {'a', 'b', 'c', 'd'})
      writers.emplace_back([&path, letter] {
        for (int i = 0; i < 5; ++i) writeText(path, std::string(100'000, letter));
      });
  }
  const std::string contents = readFile(path);
  CHECK(contents == std::string(100'000, contents.front()));
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("a mapped output is at its place once it is committed, and stays readable") {
  const TemporaryFolder folder;
  const auto path = folder / "new" / "file";
  rnnvis::MappedOutput output(path, 10'000);
  REQUIRE(output.bytes().size() == 10'000);
  CHECK(std::ranges::all_of(output.bytes(), [](std::byte byte) { return byte == std::byte{0}; }));
  output.bytes()[9'999] = std::byte{'x'};
  output.startWriting();
  CHECK_FALSE(std::filesystem::exists(path));
  output.commit();
  CHECK(readFile(path) == std::string(9'999, '\0') + "x");
  CHECK(output.bytes()[9'999] == std::byte{'x'});
  CHECK(namesIn(path.parent_path()) == std::vector<std::string>{"file"});
}

TEST_CASE("a mapped output that is given up leaves nothing, but its bytes to those who hold them") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "old");
  std::shared_ptr<void> owner;
  std::span<std::byte> bytes;
  {
    rnnvis::MappedOutput output(path, 5'000);
    owner = output.owner();
    bytes = output.bytes();
  }
  bytes[4'999] = std::byte{1};
  CHECK(bytes[4'999] == std::byte{1});
  CHECK(readFile(path) == "old");
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("a mapped output that finds no room is an error, not a crash later") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "old");
  {
    const FileSizeLimit limit(100'000);
    CHECK_THROWS_WITH(rnnvis::MappedOutput(path, 200'000), Contains("file") && Contains("File too large"));
  }
  CHECK(readFile(path) == "old");
  CHECK(namesIn(folder.path()) == std::vector<std::string>{"file"});
  rnnvis::MappedOutput(path, 0).commit();
  CHECK(readFile(path).empty());
}
