#pragma once

#include "rnnvis/model/manifest.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QSpinBox;

namespace rnnvis::gui {

/// Whether a classifier reads padding: which token, to how many, on which side.
class PaddingChooser : public QWidget {
  Q_OBJECT

 public:
  /// `tokens` may be padding, the empty one stands for none.
  explicit PaddingChooser(const std::vector<std::string>& tokens, QWidget* parent = nullptr);

  /// Absent where it is left to trial; an empty token: none.
  std::optional<model::Padding> padding() const;

 Q_SIGNALS:
  void changed();

 private:
  void showDetails();

  QComboBox* m_token;
  QSpinBox* m_length;
  QComboBox* m_side;
};

}  // namespace rnnvis::gui
