#include "train/training_record.h"

#include "number_text.h"

#include "rnnvis/base/duration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

QString percent(double share) {
  return QString::number(100 * share, 'f', 1) + " %";
}

/// "negative 5,312, positive 5,290"
QString classesText(const QJsonObject& counts) {
  QStringList classes;
  for (auto entry = counts.begin(); entry != counts.end(); ++entry)
    classes << entry.key() + " " + grouped(static_cast<std::int64_t>(entry.value().toDouble()));
  return classes.join(", ");
}

QString describe(const QString& name, const QJsonObject& text) {
  const double tokens = text["tokens"].toDouble();
  QString line = QStringLiteral("%1: %2 tokens, %3 different, %4 unknown")
                     .arg(name, grouped(static_cast<std::int64_t>(tokens)),
                          grouped(static_cast<std::int64_t>(text["types"].toDouble())),
                          percent(tokens > 0 ? text["unknown"].toDouble() / tokens : 0));
  if (const QString classes = classesText(text["classes"].toObject()); !classes.isEmpty())
    line += "; " + classes;
  return line;
}

QStringList textsOf(const QJsonObject& event) {
  const QJsonObject texts = event["texts"].toObject();
  QStringList lines;
  for (const char* name : {"train", "valid", "test"})
    if (texts.contains(name)) lines << describe(name, texts[name].toObject());
  return lines;
}

/// "GRU" of "gru", "Nested LSTM" of "nested-lstm"
QString kindOf(const QString& cell) {
  return cell == "nested-lstm" ? QStringLiteral("Nested LSTM") : cell.toUpper();
}

QString networkOf(const QJsonObject& event) {
  QStringList sizes;
  for (const QJsonValue& size : event["hidden"].toArray()) sizes << QString::number(size.toInt());
  return QStringLiteral("%1 of %2 units, %3 parameters")
      .arg(kindOf(event["cell"].toString()), sizes.join(" and "),
           grouped(static_cast<std::int64_t>(event["parameters"].toDouble())));
}

TrainingRecord::Epoch epochOf(const QJsonObject& event) {
  return {
      event["epoch"].toInt(),         event["learning_rate"].toDouble(),  event["train_loss"].toDouble(),
      event["valid_loss"].toDouble(), event["train_accuracy"].toDouble(), event["valid_accuracy"].toDouble(),
      event["best"].toBool()};
}

TrainingRecord::Progress progressOf(const QJsonObject& event) {
  const double steps = std::max(1.0, event["steps"].toDouble()),
               epochs = std::max(1.0, event["epochs"].toDouble());
  const double done = event["epoch"].toDouble() - 1 + event["step"].toDouble() / steps;
  return {event["epoch"].toInt(),
          event["epochs"].toInt(),
          std::clamp(done / epochs, 0.0, 1.0),
          event["loss"].toDouble(),
          event["tokens_per_second"].toDouble(),
          event["seconds_left"].toDouble()};
}

TrainingRecord::Result resultOf(const QJsonObject& event) {
  TrainingRecord::Result result{event["folder"].toString(),
                                event["epoch"].toInt(),
                                event["valid_loss"].toDouble(),
                                event["valid_accuracy"].toDouble(),
                                {},
                                {}};
  if (event.contains("test_loss")) result.testLoss = event["test_loss"].toDouble();
  if (event.contains("test_accuracy")) result.testAccuracy = event["test_accuracy"].toDouble();
  return result;
}

void addEpoch(std::vector<TrainingRecord::Epoch>& epochs, const TrainingRecord::Epoch& epoch) {
  std::erase_if(epochs, [&](const TrainingRecord::Epoch& other) { return other.number >= epoch.number; });
  epochs.push_back(epoch);
}

}  // namespace

void TrainingRecord::add(const QByteArray& line) {
  const QJsonObject event = QJsonDocument::fromJson(line).object();
  const QString kind = event["event"].toString();
  if (kind == "data") texts = textsOf(event);
  if (kind == "run") {
    network = networkOf(event);
    isClassifier = event["task"].toString() == "classifier";
    epochs = event["epochs"].toInt();
  }
  if (kind == "progress") progress = progressOf(event);
  if (kind == "epoch") {
    addEpoch(done, epochOf(event));
    progress.reset();
  }
  if (kind == "result") result = resultOf(event);
}

QString measureText(bool isClassifier, double loss, double accuracy) {
  if (isClassifier) return "accuracy " + percent(accuracy);
  return QStringLiteral("perplexity %1").arg(std::exp(loss), 0, 'f', 2);
}

QString progressText(const TrainingRecord& record) {
  if (!record.progress) {
    if (record.done.empty()) return record.texts.isEmpty() ? "Reading the texts…" : "Starting…";
    return QStringLiteral("Epoch %1 is done").arg(record.done.back().number);
  }
  const TrainingRecord::Progress& progress = *record.progress;
  const QString measure = record.isClassifier ? QStringLiteral("loss %1").arg(progress.loss, 0, 'f', 3)
                                              : measureText(false, progress.loss, 0);
  return QStringLiteral("Epoch %1 of %2: %3 so far, %4 tokens/s, %5 left")
      .arg(progress.epoch)
      .arg(progress.epochs)
      .arg(measure, grouped(std::llround(progress.tokensPerSecond)),
           QString::fromStdString(describeDuration(progress.secondsLeft)));
}

QString resultText(const TrainingRecord& record) {
  if (!record.result) return {};
  const TrainingRecord::Result& result = *record.result;
  QString text = QStringLiteral("Epoch %1 is the best: %2 on the validation text")
                     .arg(result.epoch)
                     .arg(measureText(record.isClassifier, result.validLoss, result.validAccuracy));
  if (result.testLoss)
    text += QStringLiteral(", %1 on the test text")
                .arg(measureText(record.isClassifier, *result.testLoss, result.testAccuracy.value_or(0)));
  return text + ".";
}

}  // namespace rnnvis::gui
