#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using namespace std::string_literals;

namespace {

std::string refusal(const std::filesystem::path& path) {
  const std::string message = messageOf([&] { readCheckpoint(path); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::Contains(path.string()));
  return message;
}

std::string refusalOf(const std::string& contents) {
  const TemporaryFolder folder;
  return refusal(folder.write("file.pt", contents));
}

}  // namespace

TEST_CASE("missing files and folders are refused") {
  const TemporaryFolder folder;
  refusal(folder / "missing.pt");
  refusal(folder.path());
}

TEST_CASE("files of other kinds are called by their name, with a remedy") {
  CHECK_THAT(refusalOf(""), Catch::Contains("empty"));
  CHECK_THAT(refusalOf("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."s),
             Catch::Contains("PyTorch legacy"));
  CHECK_THAT(refusalOf("\x89HDF\r\n\x1a\n rest"), Catch::Contains("HDF5"));
  CHECK_THAT(refusalOf(std::string(512, '\0') + "\x89HDF\r\n\x1a\n"), Catch::Contains("HDF5"));
  CHECK_THAT(refusalOf("\x93NUMPY\1\0"s), Catch::Contains("numpy"));
  CHECK_THAT(refusalOf("\x1f\x8b\x08\0"s), Catch::Contains("compressed"));
  CHECK_THAT(refusalOf("7z\xbc\xaf\x27\x1c"), Catch::Contains("compressed"));
  CHECK_THAT(refusalOf(std::string(257, 'a') + "ustar"), Catch::Contains("tar"));
  CHECK_THAT(refusalOf("\x80\x04}."), Catch::Contains("pickle"));
  CHECK_THAT(refusalOf("version https://git-lfs.github.com/spec/v1\n"), Catch::Contains("git lfs pull"));
  CHECK_THAT(refusalOf("<!DOCTYPE html>\n"), Catch::Contains("web page"));
  CHECK_THAT(refusalOf("cposix\nsystem\n(Vtouch\ntR."), Catch::Contains("text file"));
  CHECK_THAT(refusalOf("[\n 1234\n{}"), Catch::Contains("text file"));
  CHECK_THAT(refusalOf("\1\2\3\4"), Catch::Contains("torch.save"));
  CHECK_THAT(refusalOf("PK\3\4 and no more"), Catch::Contains("truncated"));
}

TEST_CASE("zip archives of other kinds are called by their name") {
  const TemporaryFolder folder;
  CHECK_THAT(refusal(writeZip(folder, "a.npz", {{"x.npy", "1"}})), Catch::Contains("numpy"));
  CHECK_THAT(refusal(writeZip(folder, "a.keras", {{"model.weights.h5", "1"}})), Catch::Contains("Keras"));
  CHECK_THAT(refusal(writeZip(folder, "a.zip", {{"deep/in/data.pkl", "1"}})), Catch::Contains("data.pkl"));
}

TEST_CASE("encrypted archives are refused") {
  const TemporaryFolder folder;
  const auto path = writeZip(folder, "a.pt", {{"a/data.pkl", "N."}});
  zip_t* archive = zip_open(path.c_str(), 0, nullptr);
  REQUIRE(archive);
  REQUIRE(zip_file_set_encryption(archive, 0, ZIP_EM_AES_256, "secret") == 0);
  REQUIRE(zip_close(archive) == 0);
  CHECK_THAT(refusal(path), Catch::Contains("encrypted"));
}
