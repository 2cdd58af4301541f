#pragma once

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace rnnvis::gui {

struct ModelEntry;

/// What the window shows before a model is open: where the user was, the models that come with the program
/// and the ones opened lately, as cards to click, and the ways to bring one's own.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(QWidget* parent = nullptr);

  /// Offers models alone, under another title.
  void offerModels(const QString& title, const QString& hint);
  /// Lists the models anew.
  void refresh();

 Q_SIGNALS:
  /// A model folder or a session file.
  void chosen(const QString& path);
  void browseRequested();
  void importRequested();
  void trainRequested();
  void compareRequested();
  void tourRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  /// A button that tells of something to open.
  struct Card {
    QString path, title, description, note;
  };

  static QPushButton* makeCard(const Card& card, const QString& name);
  static Card cardOf(const ModelEntry& model);
  static std::vector<Card> sessionCards();
  QWidget* makeActions();
  void addGallery(const QString& title, const std::vector<Card>& cards, const QString& name);

  bool m_offersModelsAlone = false;
  QWidget* m_galleries = nullptr;
  QVBoxLayout* m_layout;
};

}  // namespace rnnvis::gui
