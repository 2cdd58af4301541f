#include "network.h"

#include "loss_kernels.h"
#include "recurrent_layer.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/split_mix.h"

#include <ATen/Parallel.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>
#include <cblas.h>

#include <algorithm>

namespace rnnvis::training {
namespace {

std::int64_t whole(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

template <class T>
std::span<T> spanOf(const at::Tensor& tensor) {
  return {tensor.data_ptr<T>(), static_cast<std::size_t>(tensor.numel())};
}

/// LibTorch's errors as ours: of what is asked of it here, only memory can fail.
template <class Body>
auto guarded(const Body& body) {
  try {
    const c10::InferenceMode guard;
    return body();
  } catch (const c10::Error& error) {
    const std::string problem = error.what_without_backtrace();
    fail("LibTorch: {}; train with a smaller [training] batch or [network] hidden",
         problem.substr(0, problem.find('\n')));
  }
}

}  // namespace

template <class T>
struct Network<T>::Parts {
  explicit Parts(const NetworkShape& of) : shape(of) {
    addWeight("encoder.weight", {whole(shape.inputs), whole(shape.embedding)});
    std::size_t width = shape.embedding;
    for (std::size_t units : shape.hidden) {
      addLayer(whole(width), whole(units));
      width = units;
    }
    head = shape.tied ? 0 : weights.size();
    if (!shape.tied) addWeight("decoder.weight", {whole(shape.outputs), whole(width)});
    bias = weights.size();
    addWeight("decoder.bias", {whole(shape.outputs)});
    for (const Weight& weight : weights)
      parameters.push_back(
          {weight.name, weight.value.sizes().vec(), spanOf<T>(weight.value), spanOf<T>(weight.gradient)});
    if (!shape.tied) parameters.front().rows = &readTokens;
  }

  static at::Tensor zeros(std::vector<std::int64_t> size) {
    return at::zeros(size, c10::CppTypeToScalarType<T>::value);
  }
  void addWeight(const std::string& name, const std::vector<std::int64_t>& size) {
    weights.push_back({name, zeros(size), zeros(size)});
  }
  void addLayer(std::int64_t inputs, std::int64_t units) {
    auto layer = makeLayer<T>(shape.cell, shape.relu, inputs, units);
    for (Weight weight : layer->weights()) {
      weight.name = "rnn." + weight.name + "_l" + std::to_string(layers.size());
      weights.push_back(std::move(weight));
    }
    layers.push_back(std::move(layer));
  }

  /// What is dropped out of the input of layer `place`, the head being the last.
  void drop(at::Tensor& values, std::uint64_t key, std::size_t place) const {
    dropOut(static_cast<std::size_t>(values.numel()), values.data_ptr<T>(), rate,
            SplitMix64::hash(key + place));
  }
  /// The input of a layer or of the head: values that others need stay as they are.
  at::Tensor droppedOut(const at::Tensor& values, std::uint64_t key, std::size_t place, bool isOwn) const {
    if (rate == 0) return values;
    at::Tensor input = isOwn ? values : values.clone();
    drop(input, key, place);
    return input;
  }

  at::Tensor lastRows(const Steps& steps) const;
  at::Tensor top(const Batch<T>& batch, const Steps& steps, std::uint64_t key);
  double headLoss(const at::Tensor& input, const Batch<T>& batch);
  double gradients(const Batch<T>& batch, std::uint64_t key);
  void addEmbeddingGradient(const at::Tensor& dx, const std::vector<std::int64_t>& tokens);

  NetworkShape shape;
  std::vector<Weight> weights;
  std::vector<std::unique_ptr<RecurrentLayer<T>>> layers;
  std::size_t head = 0, bias = 0;  // Places of the head's weights.
  std::vector<Parameter<T>> parameters;
  std::vector<std::int64_t> readTokens;  // Rows of the embedding's gradient that are not zero.
  double rate = 0;                       // Of dropping out; 0 while measuring.
  at::Tensor logits = zeros({0, 0});
  std::size_t correct = 0;
};

template <class T>
Network<T>::Network(const NetworkShape& shape) {
  m_parts = guarded([&] { return std::make_unique<Parts>(shape); });
}

template <class T>
Network<T>::~Network() = default;

template <class T>
const std::vector<Parameter<T>>& Network<T>::parameters() const {
  return m_parts->parameters;
}

template <class T>
std::size_t Network<T>::correct() const {
  return m_parts->correct;
}

template <class T>
void Network<T>::initialise(double range, std::uint64_t seed) {
  for (std::size_t k = 0; k < m_parts->parameters.size(); ++k) {
    SplitMix64 random(seed, k);
    for (T& value : m_parts->parameters[k].values) value = static_cast<T>(range * (2 * random.uniform() - 1));
  }
}

template <class T>
void Network<T>::clearState() {
  for (auto& layer : m_parts->layers) layer->clearState();
}

/// The row of each lane's last step.
template <class T>
at::Tensor Network<T>::Parts::lastRows(const Steps& steps) const {
  at::Tensor rows = at::empty({steps.lanes[0]}, at::kLong);
  std::int64_t* const row = rows.data_ptr<std::int64_t>();
  for (std::size_t t = 0; t < steps.lanes.size(); ++t)
    for (std::int64_t lane = 0; lane < steps.lanes[t]; ++lane) row[lane] = steps.first[t] + lane;
  return rows;
}

/// What the head reads, before dropping out.
template <class T>
at::Tensor Network<T>::Parts::top(const Batch<T>& batch, const Steps& steps, std::uint64_t key) {
  const at::Tensor tokens =
      at::from_blob(const_cast<std::int64_t*>(batch.tokens.data()), {steps.rows}, at::kLong);
  if (shape.readsLastStep)
    for (auto& layer : layers) layer->clearState();
  at::Tensor x = at::index_select(weights.front().value, 0, tokens);
  for (std::size_t l = 0; l < layers.size(); ++l)
    x = layers[l]->forward(droppedOut(x, key, l, l == 0), steps);
  return shape.readsLastStep ? at::index_select(x, 0, lastRows(steps)) : x;
}

/// Leaves the gradient by the logits in their place and sets that by the head's bias.
template <class T>
double Network<T>::Parts::headLoss(const at::Tensor& input, const Batch<T>& batch) {
  const Weight& matrix = weights[head];
  Weight& offset = weights[bias];
  logits.resize_({input.size(0), matrix.value.size(0)});
  at::addmm_out(logits, offset.value, input, matrix.value.t());
  offset.gradient.zero_();
  correct = 0;
  return softmaxLoss(static_cast<std::size_t>(logits.size(0)), static_cast<std::size_t>(logits.size(1)),
                     logits.data_ptr<T>(), batch.targets.data(), batch.weights.data(),
                     offset.gradient.template data_ptr<T>(), correct);
}

template <class T>
void Network<T>::Parts::addEmbeddingGradient(const at::Tensor& dx, const std::vector<std::int64_t>& tokens) {
  T* const gradient = weights.front().gradient.template data_ptr<T>();
  const std::size_t width = shape.embedding;
  const auto rowOf = [&](std::int64_t token) { return gradient + static_cast<std::size_t>(token) * width; };
  if (!shape.tied) {
    for (std::int64_t token : readTokens) std::fill_n(rowOf(token), width, T(0));
    readTokens = tokens;
    std::sort(readTokens.begin(), readTokens.end());
    readTokens.erase(std::unique(readTokens.begin(), readTokens.end()), readTokens.end());
  }
  const T* from = dx.data_ptr<T>();
  for (std::int64_t token : tokens) {
    T* const to = rowOf(token);
    for (std::size_t j = 0; j < width; ++j) to[j] += from[j];
    from += width;
  }
}

template <class T>
double Network<T>::Parts::gradients(const Batch<T>& batch, std::uint64_t key) {
  rate = shape.dropout;
  const Steps steps(batch.lanes);
  const std::size_t depth = layers.size();
  const bool readsLastStep = shape.readsLastStep;
  const at::Tensor input = droppedOut(top(batch, steps, key), key, depth, readsLastStep);
  const double loss = headLoss(input, batch);
  at::mm_out(weights[head].gradient, logits.t(), input);

  at::Tensor dx = at::mm(logits, weights[head].value);
  if (rate > 0) drop(dx, key, depth);
  if (readsLastStep)
    dx = at::zeros({steps.rows, dx.size(1)}, dx.scalar_type()).index_copy_(0, lastRows(steps), dx);
  for (std::size_t l = depth; l-- > 0;) {
    dx = layers[l]->backward(dx, steps);
    if (rate > 0) drop(dx, key, l);
  }
  addEmbeddingGradient(dx, batch.tokens);
  return loss;
}

template <class T>
double Network<T>::gradients(const Batch<T>& batch, std::uint64_t key) {
  return guarded([&] { return m_parts->gradients(batch, key); });
}

template <class T>
double Network<T>::loss(const Batch<T>& batch) {
  return guarded([&] {
    m_parts->rate = 0;
    return m_parts->headLoss(m_parts->top(batch, Steps(batch.lanes), 0), batch);
  });
}

template class Network<float>;
template class Network<double>;

unsigned coreCount() {
  static const int cores = at::get_num_threads();  // LibTorch's default, before setThreads().
  return static_cast<unsigned>(cores);
}

void setThreads(unsigned threads) {
  at::set_num_threads(static_cast<int>(threads));
  openblas_set_num_threads(static_cast<int>(threads));
}

}  // namespace rnnvis::training
