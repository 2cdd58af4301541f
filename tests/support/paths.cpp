#include "paths.h"

// The only file of the tests that is compiled with the place of this checkout, so that a compiler cache can
// serve the others to every checkout.
namespace rnnvis::test {

std::filesystem::path referenceFolder() {
  return RNNVIS_REFERENCE_DIR;
}
std::filesystem::path sourceFolder() {
  return RNNVIS_SOURCE_DIR;
}

}  // namespace rnnvis::test
