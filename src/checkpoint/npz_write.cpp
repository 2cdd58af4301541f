#include "rnnvis/checkpoint/npz.h"

#include "guard.h"
#include "npy_header.h"
#include "output_array.h"
#include "rnnvis/base/file.h"

#include <zip.h>

#include <memory>

namespace rnnvis::checkpoint {
namespace {

struct SourceFree {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, SourceFree>;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

void require(bool success) {
  if (!success) fail("the archive cannot be made in memory; write fewer or smaller arrays");
}

std::string npyOf(const OutputArray& array) {
  std::string npy = formatNpyHeader(array.type, array.shape);
  npy.append(reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size());
  return npy;
}

/// `npy` must stay until the archive is closed.
void add(zip_t* archive, const std::string& name, const std::string& npy) {
  Source source(zip_source_buffer(archive, npy.data(), npy.size(), 0));
  require(source != nullptr);
  const zip_int64_t added = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  require(added >= 0);
  (void)source.release();
  const auto index = static_cast<zip_uint64_t>(added);
  constexpr zip_uint16_t firstOfJanuary1980 = 1 << 5 | 1;
  require(zip_set_file_compression(archive, index, ZIP_CM_STORE, 0) == 0);
  require(zip_file_set_dostime(archive, index, 0, firstOfJanuary1980, 0) == 0);
}

std::string contentsOf(zip_source_t* source) {
  require(zip_source_open(source) == 0);
  zip_stat_t status;
  zip_stat_init(&status);
  require(zip_source_stat(source, &status) == 0 && (status.valid & ZIP_STAT_SIZE) != 0);
  std::string contents(status.size, '\0');
  const zip_int64_t count = zip_source_read(source, contents.data(), contents.size());
  zip_source_close(source);
  require(count == static_cast<zip_int64_t>(contents.size()));
  return contents;
}

std::string archiveOf(std::span<const OutputArray> arrays) {
  if (arrays.empty()) fail("there are no arrays to write");
  checkOutput(arrays, {});
  const Source target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  require(target != nullptr);
  zip_source_keep(target.get());  // the archive frees one reference
  Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) zip_source_free(target.get());
  require(archive != nullptr);
  std::vector<std::string> files;
  for (const OutputArray& array : arrays) files.push_back(npyOf(array));
  for (std::size_t i = 0; i < arrays.size(); ++i) add(archive.get(), arrays[i].name + ".npy", files[i]);
  require(zip_close(archive.get()) == 0);
  (void)archive.release();
  return contentsOf(target.get());
}

}  // namespace

void writeNpz(const std::filesystem::path& path, std::span<const OutputArray> arrays) {
  const std::string bytes = guarded(path, "numpy archive", [&] { return archiveOf(arrays); });
  writeFileAtomically(path, [&](std::ostream& stream) {
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

}  // namespace rnnvis::checkpoint
