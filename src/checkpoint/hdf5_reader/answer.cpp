#include "answer.h"

#include "budget.h"
#include "dataset.h"
#include "describe.h"
#include "keras_order.h"
#include "safetensors_header.h"
#include "shape.h"

#include <hdf5_hl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace rnnvis::checkpoint {
namespace {

/// The library's own messages and plug-ins are not wanted.
void quieten() {
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
}

std::vector<Dataset> openAll(hid_t file, const std::vector<std::string>& paths) {
  std::vector<Dataset> datasets;
  for (const std::string& path : paths)
    if (auto dataset = openDataset(file, path)) datasets.push_back(std::move(*dataset));
  return datasets;
}

/// Where each array will lie; its bytes are taken from `budget`.
std::vector<SafetensorsEntry> placesOf(const std::vector<Dataset>& datasets, Budget& budget) {
  std::vector<SafetensorsEntry> entries;
  std::size_t end = 0;
  for (const Dataset& dataset : datasets) {
    const auto bytes = byteCount(dataset.shape, sizeOf(dataset.type));
    if (!bytes)
      fail("array {} has the impossible shape {}; {}", inQuotes(dataset.path), describeShape(dataset.shape),
           kDamaged);
    if (!isUtf8(dataset.path)) fail("the name {} is not UTF-8; {}", inQuotes(dataset.path), kDamaged);
    budget.spend(*bytes, "array " + inQuotes(dataset.path));
    entries.push_back({dataset.path, dataset.type, dataset.shape, end, end + *bytes});
    end += *bytes;
  }
  return entries;
}

/// A memory file as long as what is to be written into it.
class Output {
 public:
  Output(int descriptor, std::size_t size) : m_size(size) {
    if (::ftruncate(descriptor, static_cast<off_t>(size)) != 0) throw std::bad_alloc();
    m_address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (m_address == MAP_FAILED) throw std::bad_alloc();
  }
  ~Output() { ::munmap(m_address, m_size); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  std::byte* begin() const { return static_cast<std::byte*>(m_address); }

 private:
  void* m_address = nullptr;
  std::size_t m_size;
};

void write(const std::vector<Dataset>& datasets, const SafetensorsHeader& header, int descriptor) {
  const std::string text = formatSafetensorsHeader(header);
  const std::uint64_t length = text.size();
  const std::size_t data = header.entries.empty() ? 0 : header.entries.back().end;
  const Output output(descriptor, sizeof length + text.size() + data);
  std::memcpy(output.begin(), &length, sizeof length);
  std::memcpy(output.begin() + sizeof length, text.data(), text.size());
  std::byte* const first = output.begin() + sizeof length + text.size();
  for (std::size_t i = 0; i < datasets.size(); ++i)
    if (header.entries[i].begin < header.entries[i].end)
      readElements(datasets[i], first + header.entries[i].begin);
}

}  // namespace

void answer(std::span<std::byte> image, int output) {
  quieten();
  Budget budget(image.size());
  const Handle file(H5LTopen_file_image(image.data(), image.size(),
                                        H5LT_FILE_IMAGE_DONT_COPY | H5LT_FILE_IMAGE_DONT_RELEASE),
                    H5Fclose, "the directory");
  const Contents contents = contentsOf(file.get());
  const std::vector<Dataset> datasets = openAll(file.get(), arraysInOrder(file.get(), contents, budget));
  SafetensorsHeader header;
  header.metadata = kerasMetadata(file.get(), contents, budget);
  header.entries = placesOf(datasets, budget);
  write(datasets, header, output);
}

}  // namespace rnnvis::checkpoint
