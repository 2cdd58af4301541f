#pragma once

#include "rnnvis/model/import.h"

#include <QString>

#include <string>

namespace rnnvis::gui {

/// What a question is called in the window: "Lower case".
QString titleOf(const std::string& key);
/// What an answer is called there: "yes" for "true" under "lowercase".
QString titleOf(const std::string& key, const std::string& choice);

/// Puts an answer, as the manifest writes it, into the choices. A key that is not known changes nothing.
void answer(model::ImportChoices& choices, const std::string& key, const std::string& choice);

/// Whether settings of this key may be tried in turn; others need an answer.
bool canBeTried(const std::string& key);

}  // namespace rnnvis::gui
