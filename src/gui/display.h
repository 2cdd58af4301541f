#pragma once

namespace rnnvis::gui {

/// Whether a window can be opened. Without a display Qt ends the process with a page of advice; this finds
/// out in a child process. To be called before there are threads.
bool hasDisplay();

}  // namespace rnnvis::gui
