#include "example_finder.h"

#include "rnnvis/base/error.h"

namespace rnnvis::gui {

void ExampleFinder::find(const std::vector<scene::ExampleRequest>& requests) {
  if (requests == m_wanted) return;
  stop();
  m_wanted = requests;
  m_isRunning = true;
  m_task.run(
      [this, requests, number = m_number](const std::stop_token& stop) { work(number, requests, stop); });
}

void ExampleFinder::stop() {
  m_task.cancel();
  ++m_number;
  m_isRunning = false;
  m_latest.reset();
  m_problem.clear();
  m_wanted.clear();
}

void ExampleFinder::work(std::uint64_t number, const std::vector<scene::ExampleRequest>& requests,
                         const std::stop_token& stop) {
  Examples examples;
  QString problem;
  try {
    examples = std::make_shared<const std::vector<scene::ExamplesDetail>>(
        findExamples(requests, RunControl{stop, {}}));
  } catch (const Cancelled&) {
    return;
  } catch (const std::exception& error) {
    problem = QString::fromUtf8(error.what());
  }
  m_mail.post([this, number, examples, problem] { finish(number, examples, problem); });
}

void ExampleFinder::finish(std::uint64_t number, const Examples& examples, const QString& problem) {
  if (number != m_number) return;
  m_isRunning = false;
  m_latest = examples;
  m_problem = problem;
  Q_EMIT finished();
}

}  // namespace rnnvis::gui
