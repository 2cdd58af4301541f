#include "performance_meter.h"

#include "progress_estimate.h"

#include "rnnvis/model/evaluate.h"

namespace rnnvis::gui {
namespace {

QString describe(const model::TextModel& model, const std::string& corpus,
                 const model::Evaluation& evaluation) {
  const QString name = QString::fromStdString(corpus);
  if (model.manifest.task == model::Task::classifier)
    return name + QStringLiteral(" accuracy %1 %").arg(100 * evaluation.accuracy, 0, 'f', 1);
  return name + QStringLiteral(" perplexity %1").arg(evaluation.perplexity, 0, 'f', 1);
}

}  // namespace

void PerformanceMeter::measure(const std::shared_ptr<const model::TextModel>& model,
                               const std::string& corpus) {
  const Key key{model->sha256, corpus};
  if (key == m_current) return;
  stop();
  m_current = key;
  if (!model->predicts()) {
    Q_EMIT changed("This model predicts nothing to measure.");
    return;
  }
  if (const auto known = m_known.find(key); known != m_known.end()) {
    Q_EMIT changed(known->second);
    return;
  }
  Q_EMIT changed("measuring…");
  const std::uint64_t number = m_number;
  m_task.run([this, model, corpus, key, number](const std::stop_token& stop) {
    const QString text = work(*model, corpus, number, stop);
    if (text.isEmpty()) return;
    m_mail.post([this, key, text] { m_known[key] = text; });
    report(number, text);
  });
}

void PerformanceMeter::stop() {
  m_task.cancel();
  m_current = {};
  ++m_number;
}

/// Empty where it was stopped.
QString PerformanceMeter::work(const model::TextModel& model, const std::string& corpus, std::uint64_t number,
                               const std::stop_token& stop) {
  ProgressEstimate estimate;
  const RunControl control{stop, [&](double fraction) {
                             if (estimate.isDue())
                               report(number, QStringLiteral("measuring… %1 %").arg(int(100 * fraction)));
                           }};
  model::ReadingOptions options;
  options.threads = 1;  // The rest of the machine belongs to what the user waits for.
  try {
    return describe(model, corpus, evaluate(model, openCorpus(model, corpus), options, control));
  } catch (const Cancelled&) {
    return {};
  } catch (const std::exception& error) {
    return QStringLiteral("not measured: ") + error.what();
  }
}

void PerformanceMeter::report(std::uint64_t number, const QString& text) {
  m_mail.post([this, number, text] {
    if (number == m_number) Q_EMIT changed(text);
  });
}

}  // namespace rnnvis::gui
