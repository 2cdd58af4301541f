#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

using namespace rnnvis;

namespace {

std::string messageWith(const std::string& name) {
  try {
    fail("the name {} is taken", name);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a message stays one line whatever names it has") {
  CHECK(messageWith("a\nb") == "the name a\\nb is taken");
  CHECK(messageWith("\x1b[2J\r\x7f") == "the name \\x1b[2J\\x0d\\x7f is taken");
  CHECK(messageWith("\xc3\xa9 \\n") == "the name \xc3\xa9 \\n is taken");
  CHECK(messageWith(std::string(1, '\0')) == "the name \\x00 is taken");
}
