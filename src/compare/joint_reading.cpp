#include "rnnvis/compare/joint_reading.h"

#include "rnnvis/base/error.h"
#include "rnnvis/compare/joint_moments.h"
#include "rnnvis/model/paired_reading.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace rnnvis::compare {
namespace {

using model::Block;

/// What one side contributes at a token: the states of all layers, then the responses of the compared one.
class SideSignals {
 public:
  explicit SideSignals(const Subject& subject) : m_subject(subject) {
    for (const model::RecurrentLayer& layer : subject.model->network.layers)
      m_sizes.push_back(layer.sizeOf(subject.state));
    m_sizes.push_back(subject.units());
  }

  const std::vector<std::size_t>& sizes() const { return m_sizes; }
  std::size_t layers() const { return m_sizes.size() - 1; }
  Eigen::Index width() const {
    return static_cast<Eigen::Index>(std::accumulate(m_sizes.begin(), m_sizes.end(), std::size_t{0}));
  }

  /// Rows `rows` of a block into the last rows of `to`.
  void take(const Block& block, const std::vector<std::size_t>& rows, Matrix& to) const {
    const auto first = to.rows() - static_cast<Eigen::Index>(rows.size());
    Eigen::Index column = 0;
    for (std::size_t layer = 0; layer < layers(); ++layer) {
      const MatrixView values = block.values->signal(layer, m_subject.state);
      for (std::size_t i = 0; i < rows.size(); ++i)
        to.row(first + static_cast<Eigen::Index>(i)).segment(column, values.cols()) =
            values.row(static_cast<Eigen::Index>(rows[i]));
      column += values.cols();
    }
    const std::size_t layer = m_subject.layer.index();
    const MatrixView after = block.values->signal(layer, m_subject.state),
                     before = block.values->withPrevious(layer, m_subject.state);
    for (std::size_t i = 0; i < rows.size(); ++i)
      to.row(first + static_cast<Eigen::Index>(i)).tail(after.cols()) =
          after.row(static_cast<Eigen::Index>(rows[i])) -
          before.row(static_cast<Eigen::Index>(block.values->previousRow(layer, rows[i])));
  }

 private:
  const Subject& m_subject;
  std::vector<std::size_t> m_sizes;
};

/// The rows of one side that still wait for the other's at the same place.
class WaitingRows {
 public:
  /// `order` [tokens] numbers the places that both sides share; −1 for others.
  WaitingRows(const Subject& subject, std::vector<std::int64_t> order)
      : m_signals(subject), m_order(std::move(order)) {}

  void clear() {
    m_places.clear();
    m_values.resize(0, m_signals.width());
    m_count = 0;
  }

  void take(std::span<const Block> blocks) {
    for (const Block& block : blocks) {
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < block.positions.size(); ++row) {
        const std::int64_t position = block.positions[row];
        const std::int64_t place = position < 0 ? -1 : m_order[static_cast<std::size_t>(position)];
        if (place < 0) continue;
        rows.push_back(row);
        m_places.push_back(place);
      }
      m_count += rows.size();
      m_values.conservativeResize(static_cast<Eigen::Index>(m_places.size()), m_signals.width());
      m_signals.take(block, rows, m_values);
    }
  }

  /// Those that have come, whether they still wait or not.
  std::size_t count() const { return m_count; }
  const SideSignals& signals() const { return m_signals; }
  const std::vector<std::int64_t>& places() const { return m_places; }

  /// Takes out the given rows, in this order.
  Matrix takeOut(const std::vector<Eigen::Index>& rows) {
    Matrix taken(static_cast<Eigen::Index>(rows.size()), m_values.cols());
    std::vector<bool> isTaken(m_places.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      taken.row(static_cast<Eigen::Index>(i)) = m_values.row(rows[i]);
      isTaken[static_cast<std::size_t>(rows[i])] = true;
    }
    std::size_t kept = 0;
    for (std::size_t row = 0; row < m_places.size(); ++row) {
      if (isTaken[row]) continue;
      m_places[kept] = m_places[row];
      if (kept != row)
        m_values.row(static_cast<Eigen::Index>(kept)) = m_values.row(static_cast<Eigen::Index>(row));
      ++kept;
    }
    m_places.resize(kept);
    m_values.conservativeResize(static_cast<Eigen::Index>(kept), m_values.cols());
    return taken;
  }

  /// The rows in the order of their places.
  std::vector<Eigen::Index> sorted() const {
    std::vector<Eigen::Index> rows(m_places.size());
    std::iota(rows.begin(), rows.end(), Eigen::Index{0});
    std::ranges::sort(rows, {}, [&](Eigen::Index row) { return m_places[static_cast<std::size_t>(row)]; });
    return rows;
  }

 private:
  SideSignals m_signals;
  std::vector<std::int64_t> m_order;
  std::vector<std::int64_t> m_places;
  Matrix m_values;  // [places, width]
  std::size_t m_count = 0;
};

/// Which signals of both sides are multiplied: every layer with every one of the other side and with itself,
/// and the responses.
struct Plan {
  explicit Plan(const SideSignals& ofA, const SideSignals& ofB)
      : layersA(ofA.layers()), layersB(ofB.layers()) {
    units = ofA.sizes();
    units.insert(units.end(), ofB.sizes().begin(), ofB.sizes().end());
    for (std::size_t a = 0; a < layersA; ++a)
      for (std::size_t b = 0; b < layersB; ++b) pairs.push_back({a, signalOfB(b)});
    for (std::size_t a = 0; a < layersA; ++a) pairs.push_back({a, a});
    for (std::size_t b = 0; b < layersB; ++b) pairs.push_back({signalOfB(b), signalOfB(b)});
    pairs.push_back({layersA, signalOfB(layersB)});
  }

  std::size_t signalOfB(std::size_t layer) const { return layersA + 1 + layer; }
  std::size_t responses() const { return pairs.size() - 1; }

  MatrixD cka(const JointMoments& moments) const {
    MatrixD result(layersA, layersB);
    for (std::size_t a = 0; a < layersA; ++a)
      for (std::size_t b = 0; b < layersB; ++b)
        result(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)) =
            compare::cka(moments.hsic(a * layersB + b), moments.hsic(layersA * layersB + a),
                         moments.hsic(layersA * layersB + layersA + b));
    return result;
  }

  std::size_t layersA, layersB;
  std::vector<std::size_t> units;
  std::vector<JointMoments::Pair> pairs;
};

/// Sums over the tokens of two readings that end at the same place.
class PairedSums : public model::PairConsumer {
 public:
  PairedSums(const Subjects& subjects, std::vector<std::int64_t> orderOfA, std::vector<std::int64_t> orderOfB)
      : m_a(*subjects.a, std::move(orderOfA)),
        m_b(*subjects.b, std::move(orderOfB)),
        m_plan(m_a.signals(), m_b.signals()),
        m_moments(m_plan.units, m_plan.pairs) {}

  void begin() override {
    m_a.clear();
    m_b.clear();
    m_moments = JointMoments(m_plan.units, m_plan.pairs);
  }
  void consumeA(std::span<const Block> blocks, ThreadPool& pool) override {
    m_a.take(blocks);
    match(pool);
  }
  void consumeB(std::span<const Block> blocks, ThreadPool& pool) override {
    m_b.take(blocks);
    match(pool);
  }
  bool isBehindB() const override { return m_b.count() < m_a.count(); }

  const JointMoments& moments() const { return m_moments; }
  const Plan& plan() const { return m_plan; }

 private:
  void match(ThreadPool& pool) {
    std::vector<Eigen::Index> rowsOfA, rowsOfB;
    const std::vector<Eigen::Index> a = m_a.sorted(), b = m_b.sorted();
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      const std::int64_t atA = m_a.places()[static_cast<std::size_t>(a[i])],
                         atB = m_b.places()[static_cast<std::size_t>(b[j])];
      if (atA == atB) {
        rowsOfA.push_back(a[i]);
        rowsOfB.push_back(b[j]);
      }
      i += atA <= atB;
      j += atB <= atA;
    }
    if (rowsOfA.empty()) return;
    const Matrix x = m_a.takeOut(rowsOfA), y = m_b.takeOut(rowsOfB);
    std::vector<MatrixView> signals = viewsOf(x, m_a.signals());
    for (const MatrixView& view : viewsOf(y, m_b.signals())) signals.push_back(view);
    m_moments.add(signals, pool);
  }

  static std::vector<MatrixView> viewsOf(const Matrix& values, const SideSignals& signals) {
    std::vector<MatrixView> views;
    Eigen::Index column = 0;
    for (const std::size_t size : signals.sizes()) {
      const auto columns = static_cast<Eigen::Index>(size);
      views.emplace_back(values.data() + column, values.rows(), columns, Eigen::OuterStride<>(values.cols()));
      column += columns;
    }
    return views;
  }

  WaitingRows m_a, m_b;
  Plan m_plan;
  JointMoments m_moments;
};

/// Numbers the ends of tokens that both texts have, −1 for the others; how many there are.
std::size_t numberSharedEnds(const model::SharedText& text, std::vector<std::int64_t>& ofA,
                             std::vector<std::int64_t>& ofB) {
  const auto &a = text.a.spans, &b = text.b.spans;
  ofA.assign(a.size(), -1);
  ofB.assign(b.size(), -1);
  std::int64_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::size_t endOfA = a[i].end, endOfB = b[j].end;
    if (endOfA == endOfB) ofA[i] = ofB[j] = shared++;
    i += endOfA <= endOfB;
    j += endOfB <= endOfA;
  }
  return static_cast<std::size_t>(shared);
}

std::vector<std::string> layerNames(const Subject& subject) {
  std::vector<std::string> names;
  const model::Network& network = subject.model->network;
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer)
    names.push_back(model::layerName(layer, network.bidirectional));
  return names;
}

UnitMatching eachWithItself(const MatrixD& correlation) {
  UnitMatching matching;
  matching.partner.resize(static_cast<std::size_t>(correlation.rows()));
  std::iota(matching.partner.begin(), matching.partner.end(), 0);
  matching.sign.assign(matching.partner.size(), 1);
  matching.similarity = 1;
  return matching;
}

}  // namespace

JointReading readJointly(const Subjects& subjects, const JointOptions& options, const RunControl& control) {
  return readJointly(subjects, openSharedText(*subjects.a->model, *subjects.b->model, subjects.a->corpus),
                     options, control);
}

JointReading readJointly(const Subjects& subjects, const model::SharedText& text, const JointOptions& options,
                         const RunControl& control) {
  const model::TextModel &a = *subjects.a->model, &b = *subjects.b->model;
  JointReading result;
  result.corpus = subjects.a->corpus;
  std::vector<std::int64_t> orderOfA, orderOfB;
  if (numberSharedEnds(text, orderOfA, orderOfB) == 0)
    fail("{} and {} end no token at the same place of the text; there is nothing to compare layers on",
         a.manifest.name, b.manifest.name);
  PairedSums sums(subjects, std::move(orderOfA), std::move(orderOfB));
  const model::PairReport report =
      readPair(a, text.a.corpus, b, text.b.corpus, options.reading, sums, control.part(0, 0.9));

  const JointMoments& moments = sums.moments();
  const Plan& plan = sums.plan();
  result.cka = plan.cka(moments);
  result.layers = ofEach(subjects, layerNames);
  result.correlation = moments.correlation(plan.responses());
  result.matching = haveSameUnits(subjects) ? eachWithItself(result.correlation)
                                            : matchUnits(result.correlation, control.part(0.9, 0.95));
  result.rotation = procrustes(moments.crossProducts(plan.responses()), moments.scatter(plan.layersA),
                               moments.scatter(plan.signalOfB(plan.layersB)), control.part(0.95, 1));
  result.tokens = moments.tokens();
  result.read = {{text.a.corpus.ids.size()}, {text.b.corpus.ids.size()}};
  result.reading = {{report.a}, {report.b}};
  control.report(1);
  return result;
}

}  // namespace rnnvis::compare
