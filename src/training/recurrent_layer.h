#pragma once

#include "rnnvis/training/configuration.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace rnnvis::training {

/// A matrix or vector that training changes.
struct Weight {
  std::string name;  ///< "weight_ih"
  at::Tensor value, gradient;
};

/// Where the rows of a batch's steps lie.
struct Steps {
  explicit Steps(const std::vector<std::int64_t>& lanesOfSteps);

  std::int64_t count() const { return static_cast<std::int64_t>(lanes.size()); }
  bool areUniform() const { return lanes.front() == lanes.back(); }

  std::vector<std::int64_t> lanes;
  std::vector<std::int64_t> first;  ///< Row of each step's lane 0.
  std::int64_t rows = 0;
};

/// One recurrent layer over all steps of a batch: one product for the input of all steps, one a step for the
/// recurrence, and the gradients by the weights as one product over all steps. Rows of a batch are as Batch
/// has them. T is float or double.
template <class T>
class RecurrentLayer {
 public:
  virtual ~RecurrentLayer() = default;

  /// Weight_ih [gates·n, inputs], weight_hh [gates·n, n], bias_ih, bias_hh; then what the cell has beyond.
  std::vector<Weight>& weights() { return m_weights; }

  void clearState() { m_startH.reset(); }

  /// h [rows, n] from x [rows, inputs]; `x` must stay as it is until backward().
  at::Tensor forward(const at::Tensor& x, const Steps& steps);
  /// From the gradient by h, which is overwritten: sets the gradients by the weights and returns that by x.
  at::Tensor backward(at::Tensor dh, const Steps& steps);

 protected:
  RecurrentLayer(std::int64_t inputs, std::int64_t units, std::int64_t gates);

  /// Makes room for what is kept of each step.
  virtual void prepare(const Steps& steps) = 0;
  /// Element-wise forward and backward parts of step t.
  virtual void stepForward(const Steps& steps, std::int64_t t) = 0;
  virtual void stepBackward(const Steps& steps, std::int64_t t, T* dh) = 0;
  virtual void prepareBackward(const Steps&) {}
  virtual void finishBackward() {}
  /// States beside h that go from step to step.
  virtual std::vector<at::Tensor*> cellStates() { return {}; }

  void addWeight(const std::string& name, std::vector<std::int64_t> shape);
  at::Tensor empty(std::vector<std::int64_t> shape) const;
  void resize(at::Tensor& tensor, std::int64_t rows, std::int64_t columns) const;
  T* row(const at::Tensor& tensor, std::int64_t index) const {
    return tensor.data_ptr<T>() + index * tensor.size(1);
  }
  /// Rows of states: those before the first step come first.
  std::int64_t previousRow(const Steps& steps, std::int64_t t) const {
    return t == 0 ? 0 : steps.lanes[0] + steps.first[static_cast<std::size_t>(t - 1)];
  }
  std::int64_t stateRow(const Steps& steps, std::int64_t t) const {
    return steps.lanes[0] + steps.first[static_cast<std::size_t>(t)];
  }

  std::int64_t m_units;
  std::vector<Weight> m_weights;
  at::Tensor m_gates;  ///< [rows, gates·n]: inputs of the gates, then gates, then gradients by the inputs.
  at::Tensor m_recurrent;  ///< The part of h'; the same tensor where the two are simply added.
  at::Tensor m_hidden;     ///< [lanes + rows, n]: h, the start first.

 private:
  void loadStart(const Steps& steps);
  void keepEnd(const Steps& steps);
  at::Tensor previousHidden(const Steps& steps) const;

  at::Tensor m_input, m_startH;
  std::vector<at::Tensor> m_startCells;
};

template <class T>
std::unique_ptr<RecurrentLayer<T>> makeLayer(model::CellKind cell, bool relu, std::int64_t inputs,
                                             std::int64_t units);

}  // namespace rnnvis::training
