#pragma once

#include "rnnvis/training/configuration.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::training {

/// Numbers that training changes, and the gradient of the latest step. Both lie in the network.
template <class T>
struct Parameter {
  std::string name;  ///< As PyTorch's word language model names it: "rnn.weight_ih_l0".
  std::vector<std::int64_t> shape;
  std::span<T> values;
  std::span<T> gradient;
  /// Where not nullptr, the gradient is zero but in these rows.
  const std::vector<std::int64_t>* rows = nullptr;

  /// Size of a row, the product of all dimensions but the first.
  std::size_t rowSize() const { return values.size() / static_cast<std::size_t>(shape.front()); }
};

/// Sequences that are read side by side. Rows are in time-major order: lane i of step t is row
/// lanes[0] + … + lanes[t−1] + i; lanes never increase from step to step.
template <class T>
struct Batch {
  std::vector<std::int64_t> tokens;   ///< Of each row.
  std::vector<std::int64_t> lanes;    ///< Of each step.
  std::vector<std::int32_t> targets;  ///< Of each row; of a classifier, of each lane.
  std::vector<T> weights;             ///< What each target counts in the loss.
};

struct NetworkShape {
  model::CellKind cell = model::CellKind::lstm;
  bool relu = false;  ///< Of an RNN: ReLU in place of tanh.
  std::size_t inputs = 0;
  std::size_t embedding = 0;
  std::vector<std::size_t> hidden;
  std::size_t outputs = 0;
  bool tied = false;           ///< Head and embedding share their matrix.
  bool readsLastStep = false;  ///< A classifier, whose head reads each lane's last state.
  double dropout = 0;          ///< Of the input of each layer and of the head (Zaremba et al. 2014).
};

/// Embedding, recurrent layers and a softmax head, with the gradient of their loss by back-propagation
/// through all steps of a batch. T = float, or double for tests.
template <class T>
class Network {
 public:
  explicit Network(const NetworkShape& shape);
  ~Network();

  /// In a fixed order; those of tied weights once.
  const std::vector<Parameter<T>>& parameters() const;
  /// Uniform in [−range, range), by the seed alone.
  void initialise(double range, std::uint64_t seed);

  /// Makes the next batch start from zero. A language model's batch otherwise starts from where the one
  /// before ended, the gradient going no further back; a classifier's always starts from zero.
  void clearState();

  /// Computes Σ weight·(−log p(target)) over a batch and its gradient by every parameter. `key` decides what
  /// is dropped out.
  double gradients(const Batch<T>& batch, std::uint64_t key);
  /// The same sum with nothing dropped out, without gradients.
  double loss(const Batch<T>& batch);
  /// How many targets of the latest batch were the most likely output.
  std::size_t correct() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

/// The threads that products are shared among, from now on.
void setThreads(unsigned threads);
/// As many threads as there are cores: a second one on a core's other half slows products down.
unsigned coreCount();

}  // namespace rnnvis::training
