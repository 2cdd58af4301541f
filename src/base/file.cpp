#include "rnnvis/base/file.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file_descriptor.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <streambuf>
#include <utility>

namespace rnnvis {
namespace {

/// Writes to a file descriptor and keeps the first failure's errno.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : m_descriptor(descriptor) {
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
  }
  int failure() const { return m_failure; }

 protected:
  int_type overflow(int_type character) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(character);
      pbump(1);
    }
    return traits_type::not_eof(character);
  }

  std::streamsize xsputn(const char* data, std::streamsize size) override {
    if (size <= 0) return 0;
    if (size < epptr() - pptr()) {
      std::memcpy(pptr(), data, static_cast<std::size_t>(size));
      pbump(static_cast<int>(size));
      return size;
    }
    return sync() == 0 && writeAll(data, size) ? size : 0;
  }

  int sync() override {
    const bool written = writeAll(pbase(), pptr() - pbase());
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
    return written ? 0 : -1;
  }

 private:
  bool writeAll(const char* data, std::streamsize size) {
    while (size > 0) {
      const ssize_t written = ::write(m_descriptor, data, static_cast<std::size_t>(size));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        if (m_failure == 0) m_failure = written < 0 ? errno : EIO;
        return false;
      }
      data += written;
      size -= written;
    }
    return true;
  }

  int m_descriptor;
  int m_failure = 0;
  std::array<char, 1 << 16> m_buffer;
};

std::string describe(int error) {
  return std::error_code(error, std::generic_category()).message();
}

void syncFolder(const std::filesystem::path& folder) {
  const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

[[noreturn]] void failToWrite(const std::filesystem::path& path, int cause) {
  fail("cannot write {}: {}; free some space or choose another place", path.string(), describe(cause));
}

/// A new file beside `path`, removed unless it takes its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& path)
      : m_path(path), m_folder(path.has_parent_path() ? path.parent_path() : ".") {
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
      fail("cannot make the folder {}: {}; choose another place", m_folder.string(), error.message());
    if (std::filesystem::is_directory(path, error))
      fail("cannot write {}: it is a folder; choose another name", path.string());
    m_descriptor = FileDescriptor(open());
    if (m_descriptor.get() < 0)
      fail("cannot write {}: {}; choose another place", path.string(), describe(errno));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!m_kept) ::unlink(m_name.c_str());
  }

  int descriptor() const { return m_descriptor.get(); }

  /// Closes the file; false, with errno, where some of it cannot reach the disk.
  bool sync() { return ::fsync(m_descriptor.get()) == 0 && m_descriptor.close(); }

  void takePlace() {
    if (::rename(m_name.c_str(), m_path.c_str()) != 0)
      fail("cannot replace {}: {}", m_path.string(), describe(errno));
    m_kept = true;
    syncFolder(m_folder);
  }

 private:
  /// Names in use are passed over: process ids repeat where containers share a folder.
  int open() {
    static std::atomic<unsigned> count = 0;
    int descriptor = -1;
    do {
      m_name =
          (m_folder / fmt::format(".{}.{}-{}.tmp", m_path.filename().string(), ::getpid(), count++)).string();
      descriptor = ::open(m_name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EEXIST);
    return descriptor;
  }

  std::filesystem::path m_path, m_folder;
  std::string m_name;
  FileDescriptor m_descriptor;
  bool m_kept = false;
};

}  // namespace

struct MappedFile::Mapping {
  void* address = nullptr;
  std::size_t size = 0;
  ~Mapping() {
    if (address) ::munmap(address, size);
  }
};

MappedFile::MappedFile(const std::filesystem::path& path)
    // O_NONBLOCK: a pipe without a writer must not hang the program; what is not a regular file is refused
    // below.
    : MappedFile(FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), path) {}

MappedFile::MappedFile(const FileDescriptor& descriptor, const std::filesystem::path& name) {
  if (descriptor.get() < 0)
    fail("cannot open {}: {}; check the path and its permissions", name.string(), describe(errno));
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) fail("cannot open {}: {}", name.string(), describe(errno));
  if (S_ISDIR(status.st_mode))
    fail("{} is a folder where a file is expected; name a file in it", name.string());
  if (!S_ISREG(status.st_mode)) fail("{} is not a regular file; copy its contents into one", name.string());
  auto mapping = std::make_shared<Mapping>();
  mapping->size = static_cast<std::size_t>(status.st_size);
  if (mapping->size > 0) {
    void* address = ::mmap(nullptr, mapping->size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
    if (address == MAP_FAILED) fail("cannot read {}: {}", name.string(), describe(errno));
    mapping->address = address;
  }
  m_mapping = std::move(mapping);
}

std::span<const std::byte> MappedFile::bytes() const {
  return {static_cast<const std::byte*>(m_mapping->address), m_mapping->size};
}

std::shared_ptr<const void> MappedFile::owner() const {
  return m_mapping;
}

std::string readFile(const std::filesystem::path& path, std::size_t limit) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  if (bytes.size() > limit)
    fail("{} has {} bytes, more than the {} that are read here; is it the right file?", path.string(),
         bytes.size(), limit);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void writeFileAtomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write) {
  TemporaryFile file(path);
  DescriptorBuffer buffer(file.descriptor());
  std::ostream stream(&buffer);
  write(stream);
  stream.flush();
  // errno says nothing where `write` itself left the stream failed.
  if (!stream) failToWrite(path, buffer.failure() ? buffer.failure() : EIO);
  if (!file.sync()) failToWrite(path, errno);
  file.takePlace();
}

struct MappedOutput::Temporary : TemporaryFile {
  using TemporaryFile::TemporaryFile;
};

MappedOutput::MappedOutput(const std::filesystem::path& path, std::size_t size)
    : m_path(path), m_file(std::make_unique<Temporary>(path)) {
  if (size == 0) return;
  // A page that finds no room on the disk when it is written would end the process.
  int error = 0;
  do error = ::posix_fallocate(m_file->descriptor(), 0, static_cast<off_t>(size));
  while (error == EINTR);
  if (error != 0) failToWrite(path, error);
  void* const address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, m_file->descriptor(), 0);
  if (address == MAP_FAILED) failToWrite(path, errno);
  m_mapping = std::shared_ptr<void>(address, [size](void* of) { ::munmap(of, size); });
  m_bytes = {static_cast<std::byte*>(address), size};
}

MappedOutput::~MappedOutput() = default;

void MappedOutput::startWriting() {
  ::sync_file_range(m_file->descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
}

void MappedOutput::commit() {
  if (!m_file->sync()) failToWrite(m_path, errno);
  m_file->takePlace();
  if (!m_bytes.empty()) ::mprotect(m_bytes.data(), m_bytes.size(), PROT_READ);
}

}  // namespace rnnvis
