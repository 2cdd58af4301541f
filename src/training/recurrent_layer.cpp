#include "recurrent_layer.h"

#include "cell_kernels.h"
#include "loss_kernels.h"

#include <ATen/ops/addmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

namespace rnnvis::training {
namespace {

template <class T>
constexpr at::ScalarType typeOf = c10::CppTypeToScalarType<T>::value;

std::size_t whole(std::int64_t value) {
  return static_cast<std::size_t>(value);
}

enum { weightIh, weightHh, biasIh, biasHh, innerWeightIh, innerWeightHh, innerBiasIh, innerBiasHh };

template <class T>
void sumColumns(const at::Tensor& values, at::Tensor& sums) {
  columnSums(whole(values.size(0)), whole(values.size(1)), values.data_ptr<T>(), sums.data_ptr<T>());
}

}  // namespace

Steps::Steps(const std::vector<std::int64_t>& lanesOfSteps) : lanes(lanesOfSteps) {
  for (std::int64_t count : lanes) {
    first.push_back(rows);
    rows += count;
  }
}

template <class T>
RecurrentLayer<T>::RecurrentLayer(std::int64_t inputs, std::int64_t units, std::int64_t gates)
    : m_units(units), m_gates(empty({0, gates * units})), m_hidden(empty({0, units})) {
  m_recurrent = m_gates;
  addWeight("weight_ih", {gates * units, inputs});
  addWeight("weight_hh", {gates * units, units});
  addWeight("bias_ih", {gates * units});
  addWeight("bias_hh", {gates * units});
}

template <class T>
at::Tensor RecurrentLayer<T>::empty(std::vector<std::int64_t> shape) const {
  return at::empty(shape, typeOf<T>);
}

template <class T>
void RecurrentLayer<T>::resize(at::Tensor& tensor, std::int64_t rows, std::int64_t columns) const {
  if (!tensor.defined()) tensor = empty({rows, columns});
  tensor.resize_({rows, columns});
}

template <class T>
void RecurrentLayer<T>::addWeight(const std::string& name, std::vector<std::int64_t> shape) {
  m_weights.push_back({name, at::zeros(shape, typeOf<T>), at::zeros(shape, typeOf<T>)});
}

template <class T>
void RecurrentLayer<T>::loadStart(const Steps& steps) {
  const auto load = [&](at::Tensor& state, const at::Tensor& start) {
    resize(state, steps.lanes[0] + steps.rows, m_units);
    at::Tensor head = state.narrow(0, 0, steps.lanes[0]);
    m_startH.defined() ? head.copy_(start) : head.zero_();
  };
  load(m_hidden, m_startH);
  m_startCells.resize(cellStates().size());
  for (std::size_t k = 0; k < m_startCells.size(); ++k) load(*cellStates()[k], m_startCells[k]);
}

template <class T>
void RecurrentLayer<T>::keepEnd(const Steps& steps) {
  if (!steps.areUniform()) return clearState();
  const auto last = [&](const at::Tensor& state) {
    return state.narrow(0, steps.rows, steps.lanes[0]).clone();
  };
  m_startH = last(m_hidden);
  for (std::size_t k = 0; k < m_startCells.size(); ++k) m_startCells[k] = last(*cellStates()[k]);
}

template <class T>
at::Tensor RecurrentLayer<T>::forward(const at::Tensor& x, const Steps& steps) {
  m_input = x;
  loadStart(steps);
  prepare(steps);
  const bool isAdded = m_recurrent.is_same(m_gates);
  resize(m_gates, steps.rows, m_gates.size(1));
  const at::Tensor& bias = m_weights[biasIh].value;
  at::addmm_out(m_gates, isAdded ? bias.add(m_weights[biasHh].value) : bias, x,
                m_weights[weightIh].value.t());
  if (!isAdded) {
    resize(m_recurrent, steps.rows, m_gates.size(1));
    m_recurrent.copy_(m_weights[biasHh].value.expand_as(m_recurrent));
  }
  const at::Tensor transposed = m_weights[weightHh].value.t();
  for (std::int64_t t = 0; t < steps.count(); ++t) {
    const std::int64_t lanes = steps.lanes[whole(t)];
    at::Tensor product = m_recurrent.narrow(0, steps.first[whole(t)], lanes);
    product.addmm_(m_hidden.narrow(0, previousRow(steps, t), lanes), transposed);
    stepForward(steps, t);
  }
  keepEnd(steps);
  return m_hidden.narrow(0, steps.lanes[0], steps.rows);
}

/// h' of every row.
template <class T>
at::Tensor RecurrentLayer<T>::previousHidden(const Steps& steps) const {
  if (steps.areUniform()) return m_hidden.narrow(0, 0, steps.rows);
  at::Tensor previous = empty({steps.rows, m_units});
  for (std::int64_t t = 0; t < steps.count(); ++t)
    previous.narrow(0, steps.first[whole(t)], steps.lanes[whole(t)])
        .copy_(m_hidden.narrow(0, previousRow(steps, t), steps.lanes[whole(t)]));
  return previous;
}

template <class T>
at::Tensor RecurrentLayer<T>::backward(at::Tensor dh, const Steps& steps) {
  prepareBackward(steps);
  const bool isAdded = m_recurrent.is_same(m_gates);
  for (std::int64_t t = steps.count() - 1; t >= 0; --t) {
    const std::int64_t first = steps.first[whole(t)], lanes = steps.lanes[whole(t)];
    stepBackward(steps, t, row(dh, first));
    if (t == 0) break;
    at::Tensor before = dh.narrow(0, steps.first[whole(t - 1)], lanes);
    if (!isAdded) before.add_(dh.narrow(0, first, lanes));
    before.addmm_(m_recurrent.narrow(0, first, lanes), m_weights[weightHh].value);
  }
  at::mm_out(m_weights[weightIh].gradient, m_gates.t(), m_input);
  at::mm_out(m_weights[weightHh].gradient, m_recurrent.t(), previousHidden(steps));
  sumColumns<T>(m_gates, m_weights[biasIh].gradient);
  sumColumns<T>(m_recurrent, m_weights[biasHh].gradient);
  finishBackward();
  return at::mm(m_gates, m_weights[weightIh].value);
}

namespace {

template <class T>
class RnnLayer final : public RecurrentLayer<T> {
  using Base = RecurrentLayer<T>;

 public:
  RnnLayer(std::int64_t inputs, std::int64_t units, bool relu) : Base(inputs, units, 1), m_relu(relu) {}

 private:
  void prepare(const Steps&) override {}
  void stepForward(const Steps& steps, std::int64_t t) override {
    rnnForward(whole(steps.lanes[whole(t)]), whole(this->m_units), m_relu,
               this->row(this->m_gates, steps.first[whole(t)]),
               this->row(this->m_hidden, this->stateRow(steps, t)));
  }
  void stepBackward(const Steps& steps, std::int64_t t, T* dh) override {
    rnnBackward(whole(steps.lanes[whole(t)]), whole(this->m_units), m_relu,
                this->row(this->m_gates, steps.first[whole(t)]),
                this->row(this->m_hidden, this->stateRow(steps, t)), dh);
  }

  bool m_relu;
};

template <class T>
class GruLayer final : public RecurrentLayer<T> {
  using Base = RecurrentLayer<T>;

 public:
  GruLayer(std::int64_t inputs, std::int64_t units) : Base(inputs, units, 3) {
    this->m_recurrent = this->empty({0, 3 * units});
  }

 private:
  void prepare(const Steps&) override {}
  void stepForward(const Steps& steps, std::int64_t t) override {
    const std::int64_t first = steps.first[whole(t)];
    gruForward(whole(steps.lanes[whole(t)]), whole(this->m_units), this->row(this->m_gates, first),
               this->row(this->m_recurrent, first), this->row(this->m_hidden, this->previousRow(steps, t)),
               this->row(this->m_hidden, this->stateRow(steps, t)));
  }
  void stepBackward(const Steps& steps, std::int64_t t, T* dh) override {
    const std::int64_t first = steps.first[whole(t)];
    gruBackward(whole(steps.lanes[whole(t)]), whole(this->m_units), this->row(this->m_gates, first),
                this->row(this->m_recurrent, first), this->row(this->m_hidden, this->previousRow(steps, t)),
                dh);
  }
};

template <class T>
class LstmLayer final : public RecurrentLayer<T> {
  using Base = RecurrentLayer<T>;

 public:
  LstmLayer(std::int64_t inputs, std::int64_t units) : Base(inputs, units, 4) {}

 private:
  std::vector<at::Tensor*> cellStates() override { return {&m_cell}; }
  void prepare(const Steps& steps) override { this->resize(m_tanhC, steps.rows, this->m_units); }
  void stepForward(const Steps& steps, std::int64_t t) override {
    const std::int64_t first = steps.first[whole(t)], state = this->stateRow(steps, t);
    lstmForward(whole(steps.lanes[whole(t)]), whole(this->m_units), this->row(this->m_gates, first),
                this->row(m_cell, this->previousRow(steps, t)), this->row(m_cell, state),
                this->row(m_tanhC, first), this->row(this->m_hidden, state));
  }
  void prepareBackward(const Steps& steps) override {
    this->resize(m_dc, steps.lanes[0], this->m_units);
    m_dc.zero_();
  }
  void stepBackward(const Steps& steps, std::int64_t t, T* dh) override {
    const std::int64_t first = steps.first[whole(t)];
    lstmBackward(whole(steps.lanes[whole(t)]), whole(this->m_units), this->row(this->m_gates, first),
                 this->row(m_cell, this->previousRow(steps, t)), this->row(m_tanhC, first), dh,
                 m_dc.data_ptr<T>());
  }

  at::Tensor m_cell, m_tanhC, m_dc;
};

/// Moniz and Krueger 2017: the cell of an LSTM is kept by an LSTM of its own.
template <class T>
class NestedLstmLayer final : public RecurrentLayer<T> {
  using Base = RecurrentLayer<T>;

 public:
  NestedLstmLayer(std::int64_t inputs, std::int64_t units) : Base(inputs, units, 4) {
    this->addWeight("inner_weight_ih", {4 * units, units});
    this->addWeight("inner_weight_hh", {4 * units, units});
    this->addWeight("inner_bias_ih", {4 * units});
    this->addWeight("inner_bias_hh", {4 * units});
  }

 private:
  std::vector<at::Tensor*> cellStates() override { return {&m_cell, &m_innerCell}; }
  void prepare(const Steps& steps) override {
    for (at::Tensor* tensor : {&m_tanhC, &m_innerTanh, &m_innerInput, &m_innerHidden})
      this->resize(*tensor, steps.rows, this->m_units);
    this->resize(m_innerGates, steps.rows, 4 * this->m_units);
    m_innerBias = value(innerBiasIh).add(value(innerBiasHh));
  }
  void stepForward(const Steps& steps, std::int64_t t) override {
    const std::int64_t first = steps.first[whole(t)], lanes = steps.lanes[whole(t)];
    const std::int64_t state = this->stateRow(steps, t), previous = this->previousRow(steps, t);
    T* const gates = this->row(this->m_gates, first);
    nestedGates(whole(lanes), whole(this->m_units), gates, this->row(m_cell, previous),
                this->row(m_innerInput, first), this->row(m_innerHidden, first));
    at::Tensor inner = m_innerGates.narrow(0, first, lanes);
    at::addmm_out(inner, m_innerBias, m_innerInput.narrow(0, first, lanes), value(innerWeightIh).t());
    inner.addmm_(m_innerHidden.narrow(0, first, lanes), value(innerWeightHh).t());
    lstmForward(whole(lanes), whole(this->m_units), this->row(m_innerGates, first),
                this->row(m_innerCell, previous), this->row(m_innerCell, state),
                this->row(m_innerTanh, first), this->row(m_cell, state));
    nestedOutput(whole(lanes), whole(this->m_units), gates, this->row(m_cell, state),
                 this->row(m_tanhC, first), this->row(this->m_hidden, state));
  }
  void prepareBackward(const Steps& steps) override {
    for (at::Tensor* tensor : {&m_dc, &m_dInnerCell}) {
      this->resize(*tensor, steps.lanes[0], this->m_units);
      tensor->zero_();
    }
  }
  void stepBackward(const Steps& steps, std::int64_t t, T* dh) override {
    const std::int64_t first = steps.first[whole(t)], lanes = steps.lanes[whole(t)];
    const std::int64_t previous = this->previousRow(steps, t);
    T* const gates = this->row(this->m_gates, first);
    T* const dc = m_dc.data_ptr<T>();
    nestedOutputBackward(whole(lanes), whole(this->m_units), gates, this->row(m_tanhC, first), dh, dc);
    lstmBackward(whole(lanes), whole(this->m_units), this->row(m_innerGates, first),
                 this->row(m_innerCell, previous), this->row(m_innerTanh, first), dc,
                 m_dInnerCell.data_ptr<T>());
    const at::Tensor inner = m_innerGates.narrow(0, first, lanes);
    const at::Tensor dInput = at::mm(inner, value(innerWeightIh)),
                     dHidden = at::mm(inner, value(innerWeightHh));
    nestedGatesBackward(whole(lanes), whole(this->m_units), gates, this->row(m_cell, previous),
                        this->row(m_tanhC, first), dh, dInput.data_ptr<T>(), dHidden.data_ptr<T>(), dc);
  }
  void finishBackward() override {
    at::mm_out(this->m_weights[innerWeightIh].gradient, m_innerGates.t(), m_innerInput);
    at::mm_out(this->m_weights[innerWeightHh].gradient, m_innerGates.t(), m_innerHidden);
    sumColumns<T>(m_innerGates, this->m_weights[innerBiasIh].gradient);
    this->m_weights[innerBiasHh].gradient.copy_(this->m_weights[innerBiasIh].gradient);
  }
  const at::Tensor& value(int part) const { return this->m_weights[static_cast<std::size_t>(part)].value; }

  at::Tensor m_cell, m_tanhC, m_dc;
  at::Tensor m_innerCell, m_innerTanh, m_innerGates, m_innerInput, m_innerHidden, m_innerBias, m_dInnerCell;
};

}  // namespace

template <class T>
std::unique_ptr<RecurrentLayer<T>> makeLayer(model::CellKind cell, bool relu, std::int64_t inputs,
                                             std::int64_t units) {
  switch (cell) {
    case model::CellKind::rnn:
      return std::make_unique<RnnLayer<T>>(inputs, units, relu);
    case model::CellKind::gru:
      return std::make_unique<GruLayer<T>>(inputs, units);
    case model::CellKind::nestedLstm:
      return std::make_unique<NestedLstmLayer<T>>(inputs, units);
    case model::CellKind::lstm:
      break;
  }
  return std::make_unique<LstmLayer<T>>(inputs, units);
}

template class RecurrentLayer<float>;
template class RecurrentLayer<double>;
template std::unique_ptr<RecurrentLayer<float>> makeLayer(model::CellKind, bool, std::int64_t, std::int64_t);
template std::unique_ptr<RecurrentLayer<double>> makeLayer(model::CellKind, bool, std::int64_t, std::int64_t);

}  // namespace rnnvis::training
