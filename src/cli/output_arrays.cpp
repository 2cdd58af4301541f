#include "output_arrays.h"

#include <cassert>

namespace rnnvis::cli {

void OutputArrays::add(const std::string& name, const MatrixView& values) {
  assert(values.outerStride() == values.cols());
  m_arrays.push_back({name,
                      checkpoint::DType::float32,
                      {values.rows(), values.cols()},
                      std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())))});
}

void OutputArrays::addText(const std::string& name, const std::string& text) {
  m_arrays.push_back({name,
                      checkpoint::DType::uint8,
                      {static_cast<std::int64_t>(text.size())},
                      std::as_bytes(std::span(text))});
}

}  // namespace rnnvis::cli
