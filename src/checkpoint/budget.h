#pragma once

#include <cstddef>
#include <string_view>

namespace rnnvis::checkpoint {

/// What reading one file may allocate for arrays and names: a multiple of the file's own size. A few bytes of
/// a compressed archive, of a view with strides of 0 or of a dictionary that holds another one twice, can
/// stand for any amount.
class Budget {
 public:
  explicit Budget(std::size_t fileSize);

  /// Takes `bytes` for `purpose` ("data/0"). Throws Error naming the purpose where less is left.
  void spend(std::size_t bytes, std::string_view purpose);

 private:
  std::size_t m_left;
};

}  // namespace rnnvis::checkpoint
