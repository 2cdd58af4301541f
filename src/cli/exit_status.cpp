#include "exit_status.h"

#include "interrupt.h"

#include "rnnvis/base/error.h"

#include <iostream>
#include <new>
#include <string>

namespace rnnvis::cli {
namespace {

/// A path or message from outside may hold line breaks; an error stays one line.
std::string oneLine(std::string text) {
  for (char& character : text)
    if (character == '\n' || character == '\r') character = ' ';
  return text;
}

int report(const std::string& problem) {
  std::cerr << "rnnvis: " << oneLine(problem) << std::endl;
  return failed;
}

}  // namespace

int statusOf(const std::function<void(const std::stop_token&)>& work, std::string_view whenShort) {
  try {
    const InterruptWatcher watcher;
    work(watcher.token());
    std::cout.flush();
    return std::cout ? done : report("cannot write the result to standard output; is the disk full?");
  } catch (const Cancelled&) {
    std::cerr << "rnnvis: cancelled" << std::endl;
    return cancelled;
  } catch (const std::bad_alloc&) {
    return report(fmt::format("out of memory; close other programs, or {}", whenShort));
  } catch (const std::exception& error) {
    return report(error.what());
  }
}

}  // namespace rnnvis::cli
