#pragma once

#include "rnnvis/base/error.h"

#include <hdf5.h>

#include <string>
#include <utility>

namespace rnnvis::checkpoint {

/// What ends most messages of this reader.
constexpr const char* kDamaged = "the file is damaged: copy or download it again";

/// Owns an identifier of the HDF5 library.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  /// Throws Error naming `what` where the library refused to make one.
  Handle(hid_t id, Close close, const std::string& what) : m_id(id), m_close(close) {
    if (id < 0) fail("{} cannot be read; {}", what, kDamaged);
  }
  ~Handle() {
    if (m_id >= 0) m_close(m_id);
  }
  Handle(Handle&& other) noexcept : m_id(std::exchange(other.m_id, -1)), m_close(other.m_close) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(m_id, other.m_id);
    std::swap(m_close, other.m_close);
    return *this;
  }
  hid_t get() const { return m_id; }

 private:
  hid_t m_id;
  Close m_close;
};

}  // namespace rnnvis::checkpoint
