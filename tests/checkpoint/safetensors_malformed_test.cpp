#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "torch_file.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;

namespace {

/// A file of that header, its length in front, and `dataSize` bytes.
std::string fileOf(const std::string& header, std::size_t dataSize) {
  return test::pickle::littleEndian(header.size(), 8) + header + std::string(dataSize, 'x');
}

/// What reading the file says, which names the file in one line.
std::string refusal(const std::string& contents) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("bad.safetensors", contents);
  const std::string message = test::messageOf([&] { readSafetensors(path); });
  INFO(message);
  CHECK(test::isOneLine(message));
  CHECK_THAT(message, Catch::Contains(path.string()));
  return message;
}

std::string refusalOf(const std::string& header, std::size_t dataSize) {
  return refusal(fileOf(header, dataSize));
}

}  // namespace

TEST_CASE("a header that the file cannot hold is refused") {
  CHECK_THAT(refusal(""), Catch::Contains("truncated"));
  CHECK_THAT(refusal("1234567"), Catch::Contains("truncated"));
  CHECK_THAT(refusal(test::pickle::littleEndian(std::uint64_t{1} << 60, 8) + "{}"),
             Catch::Contains("1152921504606846976"));
  CHECK_THAT(refusal(test::pickle::littleEndian(3, 8) + "{}"), Catch::Contains("truncated"));
  CHECK_THAT(refusal(std::string(8, '\xff') + "{}"), Catch::Contains("header"));
}

TEST_CASE("a header that is no JSON object is refused") {
  for (const char* header : {"", "{", "[]", "3", "{\"a\":}", "{} {}", "{\"\xff\":{}}"})
    CHECK_THAT(refusalOf(header, 0), Catch::Contains("header"));
}

TEST_CASE("a nested header neither overflows the stack nor is accepted") {
  CHECK_THAT(refusalOf("{\"a\":" + test::pickle::repeated("[", 1'000'000), 0), Catch::Contains("nested"));
  CHECK_THAT(refusalOf(test::pickle::repeated("{\"a\":", 100'000), 0), Catch::Contains("nested"));
}

TEST_CASE("a name that occurs twice is refused") {
  const std::string entry = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  CHECK_THAT(refusalOf("{" + entry + "," + entry + "}", 8), Catch::Contains("\"a\" occurs twice"));
  CHECK_THAT(refusalOf(R"({"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}})", 4),
             Catch::Contains("\"dtype\" occurs twice"));
}

TEST_CASE("an array's faults are refused with its name") {
  const auto array = [](const std::string& description) {
    const std::string message = refusalOf("{\"w.x\":" + description + "}", 64);
    CHECK_THAT(message, Catch::Contains("\"w.x\""));
    return message;
  };
  CHECK_THAT(array(R"({"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]})"), Catch::Contains("F8_E4M3"));
  CHECK_THAT(array(R"({"shape":[4],"data_offsets":[0,4]})"), Catch::Contains("dtype"));
  CHECK_THAT(array(R"({"dtype":7,"shape":[4],"data_offsets":[0,4]})"), Catch::Contains("dtype"));
  CHECK_THAT(array(R"({"dtype":"F32","data_offsets":[0,4]})"), Catch::Contains("shape"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":"4","data_offsets":[0,4]})"), Catch::Contains("shape"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"), Catch::Contains("shape"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,4]})"), Catch::Contains("shape"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]})"),
             Catch::Contains("shape"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[1]})"), Catch::Contains("data_offsets"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[1],"data_offsets":[0]})"), Catch::Contains("data_offsets"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[1],"data_offsets":[4,0]})"), Catch::Contains("data_offsets"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[1],"data_offsets":[-4,0]})"), Catch::Contains("data_offsets"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})"), Catch::Contains("[2]"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[8,3],"data_offsets":[0,96]})"), Catch::Contains("truncated"));
  CHECK_THAT(array(R"({"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,64]})"),
             Catch::Contains("4611686018427387904"));
  CHECK_THAT(array("[]"), Catch::Contains("object"));
}

TEST_CASE("arrays that share elements are refused") {
  CHECK_THAT(refusalOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                       R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
                       64),
             Catch::Contains("\"a\"") && Catch::Contains("\"b\""));
}

TEST_CASE("metadata other than strings is refused") {
  CHECK_THAT(refusalOf(R"({"__metadata__":{"a":1}})", 0), Catch::Contains("\"a\""));
  CHECK_THAT(refusalOf(R"({"__metadata__":[]})", 0), Catch::Contains("__metadata__"));
}

TEST_CASE("a name with a line break is still reported in one line") {
  CHECK_THAT(refusalOf("{\"a\\nb\":{}}", 0), Catch::Contains("\"a\\nb\""));
}

TEST_CASE("a file cut anywhere is an error through the general reader too") {
  const test::TemporaryFolder folder;
  const std::string whole = fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto path = folder.write(std::to_string(length), whole.substr(0, length));
    CHECK(test::isOneLine(test::messageOf([&] { readCheckpoint(path); })));
  }
}
