#pragma once

#include "rnnvis/scene/main_scene.h"

namespace rnnvis::gui {

class MainView;

// What a screen reader finds in a main view: tokens, chips, clouds and parts of speech are its children,
// cells those of chips, words those of clouds. Each has the first line of its tooltip as a name, the rest as
// a description, a place, whether it is selected, and can be pressed, which is a click.

/// Lets every MainView be found so; may be called often.
void makeAccessible();
/// The keyboard is at `hit`.
void tellFocus(MainView& view, const scene::Hit& hit);
/// Other items may be shown than before.
void tellReordered(MainView& view);

}  // namespace rnnvis::gui
