#include "zip_write.h"

#include "rnnvis/base/error.h"

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

/// `contents` must stay until the archive is closed.
void add(zip_t* archive, const std::string& name, const std::string& contents) {
  Source source(zip_source_buffer(archive, contents.data(), contents.size(), 0));
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

}  // namespace

std::string zipOf(std::span<const ZipContents> files) {
  const Source target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  require(target != nullptr);
  zip_source_keep(target.get());  // the archive frees one reference
  Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) zip_source_free(target.get());
  require(archive != nullptr);
  for (const ZipContents& file : files) add(archive.get(), file.name, file.contents);
  require(zip_close(archive.get()) == 0);
  (void)archive.release();
  return contentsOf(target.get());
}

}  // namespace rnnvis::checkpoint
