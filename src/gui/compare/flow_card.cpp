#include "compare/flow_card.h"

#include "drawing.h"
#include "number_text.h"
#include "word_popup.h"

#include "rnnvis/scene/display_token.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr double barWidth = 7, labels = 18;

QPainterPath bandOf(double x0, double x1, double from, double to, double height) {
  const double middle = (x0 + x1) / 2;
  QPainterPath path(QPointF(x0, from));
  path.cubicTo({middle, from}, {middle, to}, {x1, to});
  path.lineTo(x1, to + height);
  path.cubicTo({middle, to + height}, {middle, from + height}, {x0, from + height});
  path.closeSubpath();
  return path;
}

}  // namespace

FlowCard::FlowCard(QWidget* parent) : DifferenceCard("flowCard", "Clouds: where the words go", 196, parent) {}

void FlowCard::show(const ShownDifferences& shown) {
  m_shown = shown;
  const auto& clusters = shown.differences->wordClusters;
  setNotice(clusters ? QString()
            : shown.differences->shared.problem.empty()
                ? QStringLiteral("No word is in a cloud on both sides.")
                : QString::fromStdString(shown.differences->shared.problem));
  if (!clusters) return;
  setSubtitle(QStringLiteral("agreement %1; %2 of %3 move")
                  .arg(QString::number(clusters->adjustedRand, 'f', 2))
                  .arg(clusters->moved)
                  .arg(clusters->members));
  arrange();
}

/// Clouds of B stand in the order of where most of their words come from.
void FlowCard::arrange() {
  const compare::ClusterDifferences& clusters = *m_shown.differences->wordClusters;
  const MatrixD& common = clusters.common;
  m_gap = 0.15 * static_cast<double>(clusters.members) /
          static_cast<double>(std::max<Eigen::Index>(1, common.rows()));
  const auto stack = [&](Column& column, const VectorD& members) {
    column.members.assign(members.data(), members.data() + members.size());
    column.top.assign(column.members.size(), 0);
    double y = 0;
    for (const std::size_t cloud : column.order) {
      column.top[cloud] = y;
      y += column.members[cloud] + (column.members[cloud] > 0 ? m_gap : 0);
    }
  };
  m_a.order.resize(static_cast<std::size_t>(common.rows()));
  std::iota(m_a.order.begin(), m_a.order.end(), 0);
  stack(m_a, common.rowwise().sum());
  const VectorD ofB = common.colwise().sum().transpose();
  VectorD origin = VectorD::Zero(common.cols());
  for (Eigen::Index j = 0; j < common.cols(); ++j)
    for (Eigen::Index i = 0; i < common.rows(); ++i)
      origin[j] += common(i, j) / std::max(1.0, ofB[j]) *
                   (m_a.top[static_cast<std::size_t>(i)] + m_a.members[static_cast<std::size_t>(i)] / 2);
  m_b.order.resize(static_cast<std::size_t>(common.cols()));
  std::iota(m_b.order.begin(), m_b.order.end(), 0);
  std::stable_sort(m_b.order.begin(), m_b.order.end(), [&](std::size_t i, std::size_t j) {
    return origin[static_cast<Eigen::Index>(i)] < origin[static_cast<Eigen::Index>(j)];
  });
  stack(m_b, ofB);
  m_streams.clear();
  std::vector<double> leaving = m_a.top, arriving = m_b.top;
  for (const std::size_t a : m_a.order)
    for (const std::size_t b : m_b.order)
      for (std::size_t f = 0; f < clusters.flows.size(); ++f) {
        const compare::Flow& flow = clusters.flows[f];
        if (flow.a->index() != a || flow.b->index() != b) continue;
        const double width = static_cast<double>(flow.members.size());
        m_streams.push_back({f, leaving[a], arriving[b], width});
        leaving[a] += width;
        arriving[b] += width;
      }
  std::stable_sort(m_streams.begin(), m_streams.end(), [&](const Stream& a, const Stream& b) {
    return clusters.flows[a.flow].moves < clusters.flows[b.flow].moves;
  });
}

std::vector<WordId> FlowCard::wordsOf(const compare::Flow& flow) const {
  std::vector<WordId> words;
  for (const std::size_t member : flow.members) words.push_back(*m_shown.differences->shared.words[member].a);
  return words;
}

void FlowCard::paintBody(QPainter& painter, const QRectF& body) {
  const compare::ClusterDifferences& clusters = *m_shown.differences->wordClusters;
  const QRectF area = body.adjusted(labels, 0, -labels, -14);
  const auto gaps = static_cast<double>(std::max(m_a.order.size(), m_b.order.size()));
  const double scale =
      area.height() / std::max(1.0, static_cast<double>(clusters.members) + m_gap * (gaps - 1));
  const double x0 = area.left() + barWidth + 1, x1 = area.right() - barWidth - 1;
  for (const Stream& stream : m_streams) {
    const compare::Flow& flow = clusters.flows[stream.flow];
    const double from = area.top() + scale * stream.from, to = area.top() + scale * stream.to;
    const double height = std::max(0.8, scale * stream.width);
    painter.fillPath(bandOf(x0, x1, from, to, height),
                     flow.moves ? withAlpha(theme().ink, 0.42) : theme().cell);
    QStringList names;
    for (const WordId word : wordsOf(flow))
      if (names.size() < 8)
        names << QString::fromStdString(
                     scene::displayToken(m_shown.subjects.a->analysis->tokens[word.index()]))
                     .toHtmlEscaped();
    const QString tip = QStringLiteral("<b>%1 %2</b> from cloud %3 to cloud %4%5<br>%6")
                            .arg(flow.members.size())
                            .arg(flow.members.size() == 1 ? "word" : "words")
                            .arg(flow.a->value)
                            .arg(flow.b->value)
                            .arg(flow.moves ? "" : ", its partner", names.join(", "));
    for (const double end : {0.0, 1.0})  // Where streams lie apart: at their ends.
      addSpot({end == 0 ? x0 : x1 - 26, (end == 0 ? from : to) - 1, 26, height + 2},
              static_cast<int>(stream.flow), tip);
  }
  paintColumn(painter, m_a, area.left(), scale, area, baselineColour(), true);
  paintColumn(painter, m_b, area.right() - barWidth, scale, area, comparisonColour(), false);
  line(painter, {body.left(), body.bottom() - 13, body.width(), 13}, "▬ baseline", baselineColour());
  line(painter, {body.left(), body.bottom() - 13, body.width(), 13}, "comparison ▬", comparisonColour(),
       Qt::AlignRight);
}

void FlowCard::paintColumn(QPainter& painter, const Column& column, double x, double scale,
                           const QRectF& body, const QColor& colour, bool isLeft) {
  double last = -100;
  for (const std::size_t cloud : column.order) {
    if (column.members[cloud] == 0) continue;
    const QRectF bar(x, body.top() + scale * column.top[cloud], barWidth,
                     std::max(1.0, scale * column.members[cloud]));
    painter.fillRect(bar, colour);
    const double y = bar.center().y();
    if (y - last < 9) continue;
    last = y;
    drawText(painter, {isLeft ? x - labels : x + barWidth, y - 7, labels, 14}, Qt::AlignCenter,
             QString::number(cloud), 9.5, theme().mutedInk);
  }
}

void FlowCard::choose(int item) {
  const compare::Flow& flow = m_shown.differences->wordClusters->flows[static_cast<std::size_t>(item)];
  auto* popup = new WordPopup(wordsOf(flow), m_shown.subjects.a->analysis->tokens, this);
  connect(popup, &WordPopup::chosen, this, &FlowCard::wordChosen);
  popup->popUp(chosenAt());
}

}  // namespace rnnvis::gui
