#include "paired_sum.h"

#include "rnnvis/response/confidence.h"

#include <cmath>
#include <limits>

namespace rnnvis::compare {

void PairedSum::add(double a, double b, std::size_t block) {
  if (m_blocks.empty() || m_blocks.back().number != block) m_blocks.push_back({block});
  ++m_blocks.back().places;
  m_blocks.back().difference += b - a;
  m_sumOfA += a;
  m_sumOfB += b;
  ++m_places;
}

PairedMean PairedSum::mean() const {
  const auto places = static_cast<double>(m_places), blocks = static_cast<double>(m_blocks.size());
  PairedMean result;
  result.mean = {{m_sumOfA / places}, {m_sumOfB / places}};
  result.places = m_places;
  result.blocks = m_blocks.size();
  double sum = 0, squares = 0;
  for (const Block& block : m_blocks) sum += block.difference;
  result.difference = sum / places;
  for (const Block& block : m_blocks)
    squares += std::pow(block.difference - static_cast<double>(block.places) * result.difference, 2);
  const double error = blocks < 2 ? std::numeric_limits<double>::infinity()
                                  : std::sqrt(blocks / (blocks - 1) * squares) / places;
  const auto count = static_cast<std::int64_t>(m_blocks.size());
  const response::Interval interval = response::confidenceInterval(result.difference, error, count);
  result.bounds = {interval.low, interval.high};
  result.pValue = result.qValue = response::pValue(result.difference, error, count);
  return result;
}

}  // namespace rnnvis::compare
