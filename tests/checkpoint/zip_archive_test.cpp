#include "zip_archive.h"

#include "messages.h"
#include "rnnvis/base/file.h"
#include "torch_file.h"

#include <zlib.h>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using pickle::littleEndian;

namespace {

std::span<const std::byte> bytesIn(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string read(const ZipArchive& archive, const std::string& name) {
  Budget budget(1 << 20);
  const auto bytes = archive.read(name, budget);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string messageFor(const std::string& contents) {
  return messageOf([&] { read(ZipArchive(bytesIn(contents)), "a"); });
}

/// An archive of the stored entry "a", in which everything is told in 64 bits.
struct Archive64 {
  std::string contents = "hello";
  std::uint64_t size = 5;
  std::uint64_t headerAt = 0;
  std::uint64_t entries = 1;
  std::uint64_t endMoved = 0;

  std::string write() const {
    const std::uint64_t crc = crc32_z(0, reinterpret_cast<const Bytef*>(contents.data()), contents.size());
    const std::string narrow = littleEndian(0xffffffff, 4);
    const std::string sizes = littleEndian(size, 8) + littleEndian(size, 8);
    const std::string common =
        littleEndian(0, 8) + littleEndian(crc, 4) + narrow + narrow + littleEndian(1, 2);
    const std::string local = "PK\3\4" + littleEndian(45, 2) + common + littleEndian(20, 2) + "a" +
                              littleEndian(1, 2) + littleEndian(16, 2) + sizes + contents;
    const std::string foreign = littleEndian(9, 2) + littleEndian(0, 2);
    const std::string extra =
        foreign + littleEndian(1, 2) + littleEndian(24, 2) + sizes + littleEndian(headerAt, 8);
    const std::string entry = "PK\1\2" + littleEndian(45, 2) + littleEndian(45, 2) + common +
                              littleEndian(extra.size(), 2) + std::string(10, '\0') + narrow + "a";
    const std::string directory = entry + extra;
    const std::uint64_t at = local.size();
    const std::string end64 = "PK\6\6" + littleEndian(44, 8) + littleEndian(45, 2) + littleEndian(45, 2) +
                              littleEndian(0, 8) + littleEndian(entries, 8) + littleEndian(entries, 8) +
                              littleEndian(directory.size(), 8) + littleEndian(at, 8);
    const std::string locator = "PK\6\7" + littleEndian(0, 4) +
                                littleEndian(at + directory.size() + endMoved, 8) + littleEndian(1, 4);
    const std::string end = "PK\5\6" + littleEndian(0, 4) + littleEndian(0xffff, 2) +
                            littleEndian(0xffff, 2) + narrow + narrow + littleEndian(0, 2);
    return local + directory + end64 + locator + end;
  }
};

}  // namespace

TEST_CASE("an archive in 64 bits") {
  CHECK(read(ZipArchive(bytesIn(Archive64().write())), "a") == "hello");
  Archive64 empty;
  empty.contents.clear();
  empty.size = 0;
  CHECK(read(ZipArchive(bytesIn(empty.write())), "a").empty());
}

TEST_CASE("64-bit numbers that lead outside are refused") {
  for (const std::uint64_t wrong : {std::uint64_t{6}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
    INFO(wrong);
    Archive64 archive;
    archive.size = wrong;
    CHECK(isOneLine(messageFor(archive.write())));
    archive = {};
    archive.headerAt = wrong;
    CHECK(isOneLine(messageFor(archive.write())));
    archive = {};
    archive.entries = wrong;
    CHECK(isOneLine(messageFor(archive.write())));
    archive = {};
    archive.endMoved = wrong;
    CHECK(isOneLine(messageFor(archive.write())));
  }
}

TEST_CASE("more entries than 16 bits count") {
  constexpr std::uint64_t count = 70'000;
  const TemporaryFolder folder;
  zip_t* archive = zip_open((folder / "many.zip").c_str(), ZIP_CREATE, nullptr);
  REQUIRE(archive);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto index =
        zip_file_add(archive, ("e" + std::to_string(i)).c_str(), zip_source_buffer(archive, "x", 1, 0), 0);
    REQUIRE(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  REQUIRE(zip_close(archive) == 0);
  const std::string contents = readFile(folder / "many.zip");
  const ZipArchive many(bytesIn(contents));
  CHECK(many.names().size() == count);
  CHECK(read(many, "e69999") == "x");
}

TEST_CASE("a stored entry is a view of the archive, a deflated one a copy") {
  const TemporaryFolder folder;
  const std::string text(1000, 't');
  for (const auto method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    const auto contents =
        std::make_shared<std::string>(readFile(writeZip(folder, "a.zip", {{"a", text}, {"b", ""}}, method)));
    const ZipArchive archive(bytesIn(*contents));
    Budget budget(0);
    const Storage storage = archive.view("a", budget, contents);
    CHECK(std::ranges::equal(storage.bytes, bytesIn(text)));
    const auto* first = bytesIn(*contents).data();
    const bool inside = storage.bytes.data() >= first && storage.bytes.data() < first + contents->size();
    CHECK(inside == (method == ZIP_CM_STORE));
    CHECK(read(archive, "b").empty());
  }
}

TEST_CASE("views of a stored entry are limited too, since entries can overlap") {
  const TemporaryFolder folder;
  const std::string contents = readFile(writeZip(folder, "a.zip", {{"a", std::string(100'000, 't')}}));
  const ZipArchive archive(bytesIn(contents));
  Budget budget(0);
  int views = 0;
  const std::string message = messageOf([&] {
    for (; views < 1000; ++views) archive.view("a", budget, nullptr);
  });
  CHECK_THAT(message, Catch::Contains("out of proportion"));
  CHECK(views == 10);
}

TEST_CASE("a wrong checksum is refused, in a view too") {
  const TemporaryFolder folder;
  for (const auto method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    std::string contents = readFile(writeZip(folder, "a.zip", {{"a", "some text, some text"}}, method));
    // The checksum in the directory, which decides.
    contents[contents.find("PK\1\2") + 16] ^= 1;
    const ZipArchive archive(bytesIn(contents));
    Budget budget(1000);
    CHECK_THROWS_WITH(archive.read("a", budget), Catch::Contains("checksum"));
    CHECK_THROWS_WITH(archive.view("a", budget, nullptr), Catch::Contains("checksum"));
  }
}

TEST_CASE("a comment at the end is allowed, bytes after the archive are not") {
  const TemporaryFolder folder;
  std::string contents = readFile(writeZip(folder, "a.zip", {{"a", "hello"}}));
  CHECK(isOneLine(messageFor(contents + "more")));
  contents.replace(contents.size() - 2, 2, littleEndian(4, 2));
  CHECK(read(ZipArchive(bytesIn(contents + "more")), "a") == "hello");
}

TEST_CASE("a directory that contradicts the entries is refused") {
  const TemporaryFolder folder;
  const std::string good = readFile(writeZip(folder, "a.zip", {{"a", "hello"}}));
  std::string renamed = good;
  renamed[30] = 'b';
  CHECK_THAT(messageFor(renamed), Catch::Contains("not where the directory says"));
  std::string two = good;
  two[two.rfind("PK\5\6") + 10] = 2;
  CHECK_THAT(messageFor(two), Catch::Contains("fewer entries") || Catch::Contains("cut off"));
  std::string none = good;
  none[none.rfind("PK\5\6") + 10] = 0;
  CHECK_THAT(messageFor(none), Catch::Contains("more entries"));
  CHECK_THAT(messageFor("PK\5\6" + std::string(18, '\0')), Catch::Contains("missing"));
  CHECK_THAT(messageFor(""), Catch::Contains("end is missing"));
}
