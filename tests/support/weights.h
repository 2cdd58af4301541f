#pragma once

#include "rnnvis/checkpoint/safetensors.h"

#include "random.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rnnvis::test {

/// Named tensors of floats in the order of a weights file, open to be tampered with.
class Weights {
 public:
  using Shape = std::vector<std::int64_t>;

  void add(const std::string& name, const Shape& shape, std::vector<float> values) {
    m_tensors.push_back({name, shape, std::move(values)});
  }
  /// Values are uniform in [−scale, scale).
  void add(const std::string& name, const Shape& shape, Random& random, double scale) {
    std::vector<float> values(static_cast<std::size_t>(
        std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
    for (float& value : values) value = static_cast<float>(random.uniform(-scale, scale));
    add(name, shape, std::move(values));
  }
  void rename(const std::string& from, const std::string& to) { at(from).name = to; }
  void prefixAll(const std::string& prefix) {
    for (Tensor& tensor : m_tensors) tensor.name = prefix + tensor.name;
  }
  void remove(const std::string& name) {
    std::erase_if(m_tensors, [&](const Tensor& tensor) { return tensor.name == name; });
  }
  void reverse() { std::reverse(m_tensors.begin(), m_tensors.end()); }
  std::vector<float>& values(const std::string& name) { return at(name).values; }

  checkpoint::NamedArrays arrays() const {
    checkpoint::NamedArrays arrays;
    for (const Tensor& tensor : m_tensors) {
      const auto owned = std::make_shared<const std::vector<float>>(tensor.values);
      arrays.push_back(
          {tensor.name, {checkpoint::DType::float32, tensor.shape, std::as_bytes(std::span(*owned)), owned}});
    }
    return arrays;
  }

  void write(const std::filesystem::path& path) const {
    std::vector<checkpoint::OutputArray> arrays;
    for (const Tensor& tensor : m_tensors)
      arrays.push_back(
          {tensor.name, checkpoint::DType::float32, tensor.shape, std::as_bytes(std::span(tensor.values))});
    checkpoint::writeSafetensors(path, arrays);
  }

 private:
  struct Tensor {
    std::string name;
    Shape shape;
    std::vector<float> values;
  };

  Tensor& at(const std::string& name) {
    const auto found = std::find_if(m_tensors.begin(), m_tensors.end(),
                                    [&](const Tensor& tensor) { return tensor.name == name; });
    if (found == m_tensors.end()) throw std::logic_error("no tensor " + name);
    return *found;
  }

  std::vector<Tensor> m_tensors;
};

}  // namespace rnnvis::test
