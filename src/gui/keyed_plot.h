#pragma once

#include <QWidget>

#include <optional>

namespace rnnvis::gui {

/// A plot of items in a row or a column that the keyboard goes through as the pointer would: arrows go to the
/// next one, Page Up and Down ten further, Home and End to the ends, with Shift marking what they pass; Enter
/// or Space chooses, with Shift beside what is chosen. What it is at is told as the accessible description by
/// whoever shows it.
class KeyedPlot : public QWidget {
 public:
  /// Up and Down go along a column, too; along a row they are left to what the plot lies in.
  KeyedPlot(const QString& accessibleName, Qt::Orientation orientation, QWidget* parent);

  /// What the keyboard is at; nothing while another widget has it.
  std::optional<int> keyedItem() const { return hasFocus() ? std::optional(m_item) : std::nullopt; }

 protected:
  virtual int itemCount() const = 0;
  /// The keyboard is at `item`, or at none any more.
  virtual void pointAt(std::optional<int> item) = 0;
  virtual void choose(int item, bool extend) = 0;
  /// The keyboard was led with Shift from one of these items to the other.
  virtual void mark(int first, int last);

  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  std::optional<int> after(int key) const;

  Qt::Orientation m_orientation;
  int m_item = 0;
  std::optional<int> m_markedFrom;  // While Shift is held.
};

}  // namespace rnnvis::gui
