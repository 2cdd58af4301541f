#include "recognise.h"

#include "onnx.h"
#include "rnnvis/base/error.h"
#include "zip_archive.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace std::string_view_literals;

namespace rnnvis::checkpoint {
namespace {

struct Signature {
  std::size_t offset;
  std::string_view magic;
  std::string_view explanation;
};

constexpr std::string_view kPacked = "is compressed; unpack it and open what was in it";
constexpr std::string_view kHdf5Magic = "\x89HDF\r\n\x1a\n"sv;

/// The first that fits decides, hence the special before the general.
constexpr std::array kSignatures{
    Signature{0, "\x1f\x8b"sv, kPacked},
    Signature{0, "7z\xbc\xaf\x27\x1c"sv, kPacked},
    Signature{0,
              "\xfd"
              "7zXZ\0"sv,
              kPacked},
    Signature{0, "BZh"sv, kPacked},
    Signature{0, "\x28\xb5\x2f\xfd"sv, kPacked},
    Signature{0, "Rar!"sv, kPacked},
    Signature{257, "ustar"sv, "is a tar archive; unpack it and open the weights file that was in it"},
    Signature{0, "GGUF"sv,
              "is a GGUF file, whose models are not recurrent; open a PyTorch or safetensors file"},
    Signature{0, "version https://git-lfs"sv,
              "is a Git LFS pointer, not the weights themselves; fetch them with git lfs pull"},
};

/// Where torch.save() before PyTorch 1.6 begins with the pickle of this number, in any protocol.
constexpr std::string_view kTorchLegacyNumber = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;
constexpr std::size_t kTorchLegacyStart = 32;

/// How pickles begin: protocols 2 to 5 say so; of 0 and 1, what can hold arrays or tokens.
constexpr std::array kPickleStarts{
    "\x80\x02"sv, "\x80\x03"sv, "\x80\x04"sv, "\x80\x05"sv,       "}q\0"sv,        "]q\0"sv,        "(dp0"sv,
    "(dp1"sv,     "(lp0"sv,     "(lp1"sv,     "ccollections\n"sv, "ccopy_reg\n"sv, "cnumpy.core."sv};

std::string_view asText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isPrintable(char character) {
  const auto code = static_cast<unsigned char>(character);
  return code >= 0x20 ? code != 0x7f : code == '\t' || code == '\n' || code == '\r' || code == '\f';
}

/// A file whose ninth byte opens a JSON object. Text can do that too, but then its first eight bytes are no
/// plausible length.
bool looksLikeSafetensors(std::string_view text) {
  return text.size() > 8 && text[8] == '{' && !std::ranges::all_of(text.substr(0, 8), isPrintable);
}

bool looksLikeTorchLegacy(std::string_view text) {
  return text.starts_with('\x80') &&
         text.substr(0, kTorchLegacyStart).find(kTorchLegacyNumber) != std::string_view::npos;
}

bool looksLikePickle(std::string_view text) {
  return std::ranges::any_of(kPickleStarts, [&](std::string_view start) { return text.starts_with(start); });
}

/// At the beginning or after a block of the user's, whose size is a power of two.
bool isHdf5(std::string_view text) {
  for (std::size_t place = 0; place < text.size(); place = place == 0 ? 512 : 2 * place)
    if (text.substr(place).starts_with(kHdf5Magic)) return true;
  return false;
}

/// One of PyTorch's unless its entries say otherwise: its reader explains what is wrong with any other.
Container recogniseArchive(std::span<const std::byte> bytes) {
  try {
    const ZipArchive archive(bytes);
    const auto any = [&](std::string_view suffix) {
      return std::ranges::any_of(archive.names(),
                                 [&](const std::string& name) { return name.ends_with(suffix); });
    };
    if (any("data.pkl")) return Container::torchZip;
    if (any(".h5")) return Container::kerasArchive;
    return any(".npy") ? Container::npz : Container::torchZip;
  } catch (const Error&) {
    return Container::torchZip;
  }
}

}  // namespace

Container recognise(std::span<const std::byte> bytes) {
  const std::string_view text = asText(bytes);
  if (text.starts_with("PK\3\4"sv) || text.starts_with("PK\5\6"sv)) return recogniseArchive(bytes);
  if (text.starts_with("\x93NUMPY"sv)) return Container::npy;
  if (isHdf5(text)) return Container::hdf5;
  if (looksLikeTorchLegacy(text)) return Container::torchLegacy;
  if (looksLikeOnnx(bytes)) return Container::onnx;
  if (looksLikeSafetensors(text)) return Container::safetensors;
  if (looksLikePickle(text)) return Container::pickle;
  return Container::unsupported;
}

std::string explainUnsupported(std::span<const std::byte> bytes) {
  const std::string_view text = asText(bytes);
  if (text.empty()) return "is empty; copy or download it again";
  for (const Signature& signature : kSignatures)
    if (text.size() > signature.offset && text.substr(signature.offset).starts_with(signature.magic))
      return std::string(signature.explanation);
  const std::string_view start = text.substr(0, 4096);
  if (std::ranges::all_of(start, isPrintable))
    return start.front() == '<' ? "is a web page, not a weights file; download the file itself"
                                : "is a text file; name the weights file (*.pt, *.pth, *.safetensors)";
  return "is none of the weights files known here; save the model with torch.save(model.state_dict(), "
         "\"weights.pt\"), or as safetensors";
}

}  // namespace rnnvis::checkpoint
