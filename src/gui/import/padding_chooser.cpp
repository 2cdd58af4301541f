#include "import/padding_chooser.h"

#include "drawing.h"

#include "import/field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

namespace rnnvis::gui {
namespace {

constexpr int usualLength = 20, longest = 100'000;

}  // namespace

PaddingChooser::PaddingChooser(const std::vector<std::string>& tokens, QWidget* parent)
    : QWidget(parent),
      m_token(makeBox("padding", "Padding token")),
      m_length(new QSpinBox),
      m_side(makeBox("paddingSide", "Side that is padded")) {
  m_token->addItem("by trial");
  m_token->addItem("none", QString());
  for (const std::string& token : tokens)
    if (!token.empty()) m_token->addItem(toQt(token), toQt(token));
  m_length->setObjectName("paddingLength");
  m_length->setAccessibleName("Length that is padded to");
  m_length->setRange(1, longest);
  m_length->setValue(usualLength);
  m_length->setPrefix("to ");
  m_length->setSuffix(" tokens");
  m_length->setKeyboardTracking(false);
  m_side->addItems({"at the end", "at the start"});
  m_side->setMinimumContentsLength(8);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_token, 1);
  layout->addWidget(m_length);
  layout->addWidget(m_side);
  connect(m_token, &QComboBox::activated, this, &PaddingChooser::showDetails);
  connect(m_token, &QComboBox::activated, this, &PaddingChooser::changed);
  connect(m_length, &QSpinBox::valueChanged, this, &PaddingChooser::changed);
  connect(m_side, &QComboBox::activated, this, &PaddingChooser::changed);
  showDetails();
}

void PaddingChooser::showDetails() {
  const bool isPadded = !m_token->currentData().toString().isEmpty();
  m_length->setVisible(isPadded);
  m_side->setVisible(isPadded);
}

std::optional<model::Padding> PaddingChooser::padding() const {
  const QVariant token = m_token->currentData();
  if (!token.isValid()) return std::nullopt;
  return model::Padding{token.toString().toStdString(), static_cast<std::size_t>(m_length->value()),
                        m_side->currentIndex() == 0};
}

}  // namespace rnnvis::gui
