#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace rnnvis::gui {

struct ModelEntry;

/// What the window shows before a model is open: the models that come with the program and the ones opened
/// lately, as cards to click, and the ways to bring one's own.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(QWidget* parent = nullptr);

  /// Offers models alone, under another title.
  void offerModels(const QString& title, const QString& hint);
  /// Lists the models anew.
  void refresh();

 Q_SIGNALS:
  void modelChosen(const QString& path);
  void browseRequested();
  void importRequested();
  void trainRequested();
  void compareRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget* makeActions();
  void addGallery(const QString& title, const std::vector<ModelEntry>& models, const QString& name);

  QWidget* m_galleries = nullptr;
  QVBoxLayout* m_layout;
};

}  // namespace rnnvis::gui
