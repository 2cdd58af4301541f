#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/arrays_file.h"

#include <deque>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::cli {

/// Named arrays on their way to an npz or safetensors file. Matrices and text must outlive it; integers are
/// kept.
class OutputArrays {
 public:
  void add(const std::string& name, const MatrixView& values);
  void addText(const std::string& name, const std::string& text);
  /// One integer for each of `values`.
  template <class Range, class ToInteger>
  void addIntegers(const std::string& name, const Range& values, ToInteger toInteger) {
    auto& kept = m_integers.emplace_back();
    for (const auto& value : values) kept.push_back(static_cast<std::int64_t>(toInteger(value)));
    m_arrays.push_back({name,
                        checkpoint::DType::int64,
                        {static_cast<std::int64_t>(kept.size())},
                        std::as_bytes(std::span(kept))});
  }
  void write(const std::filesystem::path& path,
             const std::map<std::string, std::string>& metadata = {}) const {
    checkpoint::writeArrays(path, m_arrays, metadata);
  }

 private:
  std::vector<checkpoint::OutputArray> m_arrays;
  std::deque<std::vector<std::int64_t>> m_integers;
};

}  // namespace rnnvis::cli
