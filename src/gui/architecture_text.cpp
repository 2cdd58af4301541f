#include "architecture_text.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace rnnvis::gui {
namespace {

QString functionName(model::Activation activation) {
  if (activation == model::Activation::relu) return "ReLU";
  return QString::fromStdString(std::string(nameOf(activation)));
}

QString plural(std::size_t count, const QString& noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

QString describeInput(const model::Architecture& a) {
  const QString tokens = plural(a.inputTokens, "token");
  return a.embeddingSize > 0 ? QStringLiteral("%1 as vectors of %2").arg(tokens, grouped(a.embeddingSize))
                             : tokens + ", one-hot";
}

QString describeLayers(const model::Architecture& a) {
  QString text = QStringLiteral("%1 of %2 units").arg(kindOf(a.cell), layerSizes(a.hidden));
  if (a.bidirectional) text += ", each in both directions";
  if (a.outputSizes != a.hidden && !a.outputSizes.empty())
    text += QStringLiteral(", projected to %1").arg(layerSizes(a.outputSizes));
  return text;
}

QString describeDense(const model::Architecture& a) {
  QStringList layers;
  for (const auto& dense : a.dense) layers << grouped(dense.size) + ", " + functionName(dense.activation);
  return layers.join("; ");
}

}  // namespace

QString grouped(std::size_t number) {
  return QLocale(QLocale::English).toString(static_cast<qulonglong>(number));
}

QString kindOf(model::CellKind cell) {
  if (cell == model::CellKind::nestedLstm) return "Nested LSTM";
  return QString::fromStdString(std::string(nameOf(cell))).toUpper();
}

QString layerSizes(const std::vector<std::size_t>& hidden) {
  const bool isUniform =
      std::all_of(hidden.begin(), hidden.end(), [&](std::size_t units) { return units == hidden.front(); });
  if (isUniform && hidden.size() > 1)
    return QStringLiteral("%1 × %2").arg(hidden.size()).arg(grouped(hidden.front()));
  QStringList sizes;
  for (std::size_t units : hidden) sizes << grouped(units);
  return sizes.join(" + ");
}

QString describeArchitecture(const model::Architecture& a) {
  return QStringLiteral("%1%2 · %3 units · reads %4 · %5")
      .arg(a.bidirectional ? "bidirectional " : "", kindOf(a.cell), layerSizes(a.hidden),
           plural(a.inputTokens, "token"), a.outputs > 0 ? plural(a.outputs, "output") : "no outputs");
}

std::vector<std::pair<QString, QString>> partsOf(const model::Architecture& a) {
  std::vector<std::pair<QString, QString>> parts{
      {a.embeddingSize > 0 ? "Embedding" : "Input", describeInput(a)}, {"Layers", describeLayers(a)}};
  if (!a.dense.empty()) parts.emplace_back("Dense", describeDense(a));
  parts.emplace_back("Head",
                     a.outputs > 0 ? plural(a.outputs, "output") : "none that can be used: no predictions");
  return parts;
}

}  // namespace rnnvis::gui
