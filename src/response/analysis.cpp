#include "rnnvis/response/analysis.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/half.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace rnnvis::response {
namespace {

/// The elements of a mapped array, copied only where the file does not align them.
template <class Element>
std::pair<std::shared_ptr<const void>, const Element*> elementsOf(const checkpoint::Array& array) {
  const auto* data = array.bytes().data();
  if (reinterpret_cast<std::uintptr_t>(data) % alignof(Element) == 0)
    return {std::make_shared<checkpoint::Array>(array), reinterpret_cast<const Element*>(data)};
  auto copy = std::make_shared<std::vector<Element>>(array.size());
  std::memcpy(copy->data(), data, array.bytes().size());
  const Element* elements = copy->data();
  return {std::move(copy), elements};
}

void requireType(const checkpoint::Array& array, checkpoint::DType type) {
  if (array.type() != type || array.shape().size() != 2)
    fail("expected a {} array of two dimensions, not {} {}", nameOf(type), nameOf(array.type()),
         checkpoint::describeShape(array.shape()));
}

template <class Element>
std::shared_ptr<void> zeros(std::size_t count) {
  std::shared_ptr<void> result(std::calloc(std::max<std::size_t>(1, count), sizeof(Element)), std::free);
  if (!result) throw std::bad_alloc();
  return result;
}

}  // namespace

template <class Number>
RowsOf<Number>::RowsOf(Values values) : m_rows(values.rows()), m_columns(values.cols()) {
  auto owned = std::make_shared<Values>(std::move(values));
  m_data = owned->data();
  m_owner = std::move(owned);
}

template <class Number>
RowsOf<Number>::RowsOf(const checkpoint::Array& array) {
  requireType(array, std::is_same_v<Number, float> ? checkpoint::DType::float32 : checkpoint::DType::float64);
  std::tie(m_owner, m_data) = elementsOf<Number>(array);
  m_rows = array.shape()[0];
  m_columns = array.shape()[1];
}

template <class Number>
RowsOf<Number>::RowsOf(std::size_t rows, std::size_t columns)
    : m_owner(zeros<Number>(rows * columns)),
      m_data(static_cast<const Number*>(m_owner.get())),
      m_rows(static_cast<Eigen::Index>(rows)),
      m_columns(static_cast<Eigen::Index>(columns)) {}

template <class Number>
RowsOf<Number>::RowsOf(std::shared_ptr<const void> owner, const Number* data, std::size_t rows,
                       std::size_t columns)
    : m_owner(std::move(owner)),
      m_data(data),
      m_rows(static_cast<Eigen::Index>(rows)),
      m_columns(static_cast<Eigen::Index>(columns)) {}

template class RowsOf<float>;
template class RowsOf<double>;

HalfRows::HalfRows(std::size_t rows, std::size_t columns)
    : m_owner(zeros<std::uint16_t>(rows * columns)),
      m_bits(static_cast<const std::uint16_t*>(m_owner.get()), rows * columns),
      m_columns(columns) {}

HalfRows::HalfRows(std::shared_ptr<const void> owner, const std::uint16_t* bits, std::size_t rows,
                   std::size_t columns)
    : m_owner(std::move(owner)), m_bits(bits, rows * columns), m_columns(columns) {}

HalfRows::HalfRows(const checkpoint::Array& array) {
  requireType(array, checkpoint::DType::float16);
  const auto [owner, data] = elementsOf<std::uint16_t>(array);
  m_owner = owner;
  m_bits = {data, array.size()};
  m_columns = static_cast<std::size_t>(array.shape()[1]);
}

float HalfRows::at(std::size_t row, std::size_t column) const {
  return checkpoint::fromHalf(m_bits[row * m_columns + column]);
}

const Responses& Analysis::responses(LayerId layer, model::Signal state) const {
  if (layer.value < 0 || layer.index() >= layers.size())
    fail("there is no layer {}; the model has layers 0 to {}", layer.value / static_cast<int>(directions()),
         layers.size() / directions() - 1);
  const auto& states = layers[layer.index()].responses;
  const auto found = states.find(state);
  if (found != states.end()) return found->second;
  std::string names;
  for (const auto& [known, responses] : states)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", model::nameOf(known));
  fail("there is no state {}; the cell has {}", model::nameOf(state), names);
}

}  // namespace rnnvis::response
