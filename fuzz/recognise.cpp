#include "recognise.h"

#include "target.h"

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  using namespace std::string_literals;
  return {"\x89HDF\r\n\x1a\n"s,
          "PK\3\4"s,
          "PK\5\6"s,
          "\x80\2}."s,
          "(dp0\n."s,
          "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."s,
          "\x02\0\0\0\0\0\0\0{}"s,
          "\x93NUMPY"s,
          "\x1f\x8b"s,
          "BZh"s,
          "Rar!"s,
          std::string(257, '\0') + "ustar",
          "GGUF"s,
          "<!DOCTYPE html>"s,
          "version https://git-lfs"s,
          "\x08\x07\x12\x07pytorch"s};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  const auto bytes = fuzz::asBytes(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] {
    if (checkpoint::recognise(bytes) == checkpoint::Container::unsupported)
      checkpoint::explainUnsupported(bytes);
  });
  return 0;
}
