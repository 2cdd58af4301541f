#pragma once

#include "background_job.h"

#include "import/preview.h"
#include "import/tensor_model.h"
#include "import/trial_model.h"

#include "rnnvis/model/import.h"

#include <memory>
#include <vector>

namespace rnnvis::gui {

/// The name and place of the folder to write.
struct ImportTarget {
  QString name;
  QString folder;
};

/// The import of one weights file, in the background: inspecting it, trying settings, a preview of one of
/// them, writing the folder. The newest request of each kind wins.
class ImportSession : public QObject {
  Q_OBJECT

 public:
  explicit ImportSession(QObject* parent = nullptr);

  void inspect(const QString& file);
  /// Candidates on a text; without one they are only listed.
  void tryOut(const model::ImportChoices& choices, const QString& sample);
  /// Of one of the trials.
  void preview(std::size_t trial, const QString& line);
  void write(std::size_t trial, const ImportTarget& target);
  /// There is nothing to try.
  void forget();
  void cancel();

  const Inspected& inspection() const { return m_inspection; }
  /// Best first; without a sample in the order of the candidates, with no losses.
  const Trials& trials() const { return m_trials; }
  bool isWorking() const { return m_work.isRunning(); }
  bool isPreviewing() const { return m_preview.isRunning(); }

 Q_SIGNALS:
  void inspected();
  void tried();
  /// Of the settings that are being tried.
  void progressed(double fraction);
  void previewed(const rnnvis::gui::Preview& preview);
  void written(const QString& folder);
  /// Nothing can be inspected, tried or written, for this reason.
  void failed(const QString& message);

 private:
  /// The model that is previewed, made on the previewing thread and used there alone.
  struct Previewed {
    std::shared_ptr<const model::TextModel> model;
  };

  Inspected m_inspection;
  Trials m_trials = std::make_shared<const std::vector<model::Trial>>();
  std::size_t m_previewedTrial = 0;
  std::shared_ptr<Previewed> m_previewed;
  BackgroundJob m_work;
  BackgroundJob m_preview;
};

}  // namespace rnnvis::gui
