// rnnvis-read-hdf5: the HDF5 file at descriptor 0 → a safetensors container in the memory file at descriptor
// 1, or one line at descriptor 2 that says why not. A program of its own, since the HDF5 library has faults
// that a malformed file can use.

#include "answer.h"
#include "rnnvis/base/error.h"
#include "sandbox.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <exception>
#include <string_view>

namespace {

std::span<std::byte> mapInput() {
  struct stat status {};
  if (::fstat(0, &status) != 0 || status.st_size <= 0) rnnvis::fail("the file is empty");
  const auto size = static_cast<std::size_t>(status.st_size);
  void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0, 0);
  if (address == MAP_FAILED) rnnvis::fail("the file cannot be mapped");
  return {static_cast<std::byte*>(address), size};
}

int refuse(std::string_view reason) {
  const auto written = ::write(2, reason.data(), reason.size());
  return written == static_cast<ssize_t>(reason.size()) ? 1 : 2;
}

int run() {
  try {
    const std::span<std::byte> image = mapInput();
    rnnvis::checkpoint::limitResources(image.size());
    rnnvis::checkpoint::denySystem();
    rnnvis::checkpoint::answer(image, 1);
    return 0;
  } catch (const std::bad_alloc&) {
    return refuse("it asks for more memory than its size allows; the file is damaged or too large");
  } catch (const std::exception& error) {
    return refuse(error.what());
  }
}

}  // namespace

int main() {
  ::_exit(run());
}
