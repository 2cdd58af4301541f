#pragma once

#include "rnnvis/base/file.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/checkpoint/array.h"

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

struct SafetensorsHeader;

/// A safetensors file: 8-byte little-endian header length, JSON header, raw arrays.
struct Safetensors {
  NamedArrays arrays;  ///< Ordered by their place in the file; mapped from it, not copied.
  std::map<std::string, std::string> metadata;

  /// The array of that name; throws Error naming it where it is missing.
  const Array& at(const std::string& name) const;
  /// The same, or nullptr.
  const Array* find(const std::string& name) const;
};

/// Reads and checks a whole file: header length, JSON, dtypes, shapes without overflow, offsets that lie
/// inside the file, agree with shape and dtype, and do not overlap. Throws Error naming the file and the
/// array.
Safetensors readSafetensors(const std::filesystem::path& path);

/// An array to be written; `bytes` are its elements, row-major and little-endian.
struct OutputArray {
  std::string name;
  DType type;
  std::vector<std::int64_t> shape;
  std::span<const std::byte> bytes;
};

/// Writes a safetensors file atomically, arrays of wide elements first, else in the given order, without
/// gaps. Throws Error where bytes and shape disagree or the file cannot be written, and Cancelled, leaving
/// what was there before, after a stop request.
void writeSafetensors(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                      const std::map<std::string, std::string>& metadata = {},
                      const RunControl& control = {});

/// An array of a file that is to be filled in; its bytes are zero before.
struct ArrayRoom {
  std::string name;
  DType type;
  std::vector<std::int64_t> shape;
};

/// A safetensors file whose arrays are filled in where they lie, in the order of writeSafetensors(). Nothing
/// is at `path` before commit(); without one, nothing stays.
class SafetensorsOutput {
 public:
  /// Reserves the disk's room for `arrays` and for metadata up to `slack` bytes longer
  /// than `metadata`.
  /// Throws Error as writeSafetensors does.
  SafetensorsOutput(const std::filesystem::path& path, std::span<const ArrayRoom> arrays,
                    const std::map<std::string, std::string>& metadata, std::size_t slack);

  /// The bytes of an array that was named. They are writable until commit().
  std::span<std::byte> at(const std::string& name) const;
  /// Keeps the bytes, for views that outlive the object.
  std::shared_ptr<const void> owner() const { return m_file->owner(); }
  /// As MappedOutput::startWriting().
  void startWriting() { m_file->startWriting(); }
  /// Writes the header and puts the file at its place.
  void commit(const std::map<std::string, std::string>& metadata);

  SafetensorsOutput(SafetensorsOutput&&) noexcept;
  ~SafetensorsOutput();

 private:
  std::filesystem::path m_path;
  std::unique_ptr<SafetensorsHeader> m_header;
  std::size_t m_headerSize = 0;
  std::unique_ptr<MappedOutput> m_file;
};

}  // namespace rnnvis::checkpoint
