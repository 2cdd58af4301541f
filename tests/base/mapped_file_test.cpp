#include "rnnvis/base/file.h"

#include "rnnvis/base/error.h"

#include "temporary_folder.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <optional>

using Catch::Matchers::Contains;
using rnnvis::Error;
using rnnvis::MappedFile;
using rnnvis::readFile;
using rnnvis::test::TemporaryFolder;

namespace {

std::string textOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE("a mapped file shows the file's bytes") {
  const TemporaryFolder folder;
  const std::string contents("a\0b\r\n\xff", 6);
  const auto path = folder.write("some file", contents);
  CHECK(textOf(MappedFile(path).bytes()) == contents);
  CHECK(readFile(path) == contents);
}

TEST_CASE("an empty file maps to no bytes") {
  const TemporaryFolder folder;
  const auto path = folder.write("empty", "");
  CHECK(MappedFile(path).bytes().empty());
  CHECK(readFile(path).empty());
}

TEST_CASE("a mapping lives as long as a copy or its owner, the file's removal included") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "contents");
  std::optional<MappedFile> first(path);
  const MappedFile copy = *first;
  const auto owner = first->owner();
  const auto bytes = first->bytes();
  first.reset();
  std::filesystem::remove(path);
  CHECK(textOf(copy.bytes()) == "contents");
  CHECK(textOf(bytes) == "contents");
  CHECK(owner.use_count() == 2);
}

TEST_CASE("what is not a readable file is refused by name") {
  const TemporaryFolder folder;
  SECTION("missing") {
    CHECK_THROWS_WITH(MappedFile(folder / "absent"), Contains("absent") && Contains("No such file"));
  }
  SECTION("a folder") {
    CHECK_THROWS_WITH(MappedFile(folder.path()), Contains(folder.path().string()) && Contains("folder"));
  }
  SECTION("a pipe without a writer does not block") {
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_WITH(MappedFile(folder / "pipe"), Contains("pipe") && Contains("not a regular file"));
  }
  SECTION("a device") {
    CHECK_THROWS_AS(MappedFile("/dev/zero"), Error);
  }
  SECTION("a path through a file") {
    folder.write("file", "");
    CHECK_THROWS_AS(MappedFile(folder / "file" / "below"), Error);
  }
}

TEST_CASE("readFile keeps to its limit") {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "12345");
  CHECK(readFile(path, 5) == "12345");
  CHECK_THROWS_WITH(readFile(path, 4), Contains("5 bytes") && Contains("more than the 4"));
}
