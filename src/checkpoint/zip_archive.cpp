#include "zip_archive.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <zip.h>

namespace rnnvis::checkpoint {
namespace {

class ZipError {
 public:
  ZipError() { zip_error_init(&m_error); }
  ~ZipError() { zip_error_fini(&m_error); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
  zip_error_t* get() { return &m_error; }
  std::string text() { return zip_error_strerror(&m_error); }

 private:
  zip_error_t m_error;
};

struct EntryClose {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using OpenEntry = std::unique_ptr<zip_file_t, EntryClose>;

[[noreturn]] void refuseArchive(const std::string& reason) {
  fail(
      "the zip archive's directory cannot be read ({}): the file is truncated or damaged; copy or download "
      "it again",
      reason);
}

[[noreturn]] void refuseEntry(const std::string& name, const char* reason) {
  fail("entry {} cannot be read ({}); the file is damaged: copy or download it again", inQuotes(name),
       reason);
}

/// Holds what the directory says about an entry against what is possible. Deflate cannot exceed 1032:1.
void checkStatus(const zip_stat_t& status, const std::string& name, std::size_t archiveSize) {
  constexpr zip_uint64_t needed =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  constexpr std::uint64_t largestRatio = 1032;
  if ((status.valid & needed) != needed) fail("entry {} has no size; the file is damaged", inQuotes(name));
  if (status.encryption_method != ZIP_EM_NONE)
    fail("entry {} is encrypted; save the model again without encryption", inQuotes(name));
  if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
    fail(
        "entry {} is compressed by method {}; only stored and deflated entries are read: save the model "
        "again",
        inQuotes(name), status.comp_method);
  const bool stored = status.comp_method == ZIP_CM_STORE;
  if (status.comp_size > archiveSize ||
      status.size > (stored ? archiveSize : largestRatio * status.comp_size))
    fail("entry {} claims {} bytes, more than the file can hold; it is damaged: copy or download it again",
         inQuotes(name), status.size);
}

}  // namespace

struct ZipArchive::Handle {
  zip_t* archive;
  explicit Handle(zip_t* opened) : archive(opened) {}
  ~Handle() { zip_discard(archive); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
};

ZipArchive::ZipArchive(std::span<const std::byte> bytes) : m_archiveSize(bytes.size()) {
  ZipError error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get());
  if (!source) refuseArchive(error.text());
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, error.get());
  if (!archive) {
    zip_source_free(source);
    refuseArchive(error.text());
  }
  m_handle = std::make_unique<Handle>(archive);

  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<std::uint64_t>(i);
    const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (!name) refuseArchive(zip_strerror(archive));
    if (!m_indices.emplace(name, index).second)
      fail("the zip archive has two entries called {}; the file is damaged: save the model again",
           inQuotes(name));
    m_names.emplace_back(name);
  }
}

ZipArchive::~ZipArchive() = default;

std::vector<std::byte> ZipArchive::read(const std::string& name, Budget& budget) const {
  const auto found = m_indices.find(name);
  if (found == m_indices.end())
    fail("entry {} is missing; the file is damaged: copy or download it again", inQuotes(name));
  zip_stat_t status;
  if (zip_stat_index(m_handle->archive, found->second, 0, &status) != 0)
    refuseArchive(zip_strerror(m_handle->archive));
  checkStatus(status, name, m_archiveSize);
  budget.spend(status.size, inQuotes(name));

  const OpenEntry entry(zip_fopen_index(m_handle->archive, found->second, 0));
  if (!entry) refuseEntry(name, zip_strerror(m_handle->archive));
  std::vector<std::byte> contents(status.size);
  const zip_int64_t count = zip_fread(entry.get(), contents.data(), contents.size());
  // libzip compares the checksum only when it meets the end, so one more byte is asked for.
  std::byte beyond;
  if (count != static_cast<zip_int64_t>(contents.size()) || zip_fread(entry.get(), &beyond, 1) != 0)
    refuseEntry(name, zip_error_code_zip(zip_file_get_error(entry.get())) == ZIP_ER_OK
                          ? "its length is not the announced one"
                          : zip_file_strerror(entry.get()));
  return contents;
}

}  // namespace rnnvis::checkpoint
