#include "latest_task.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>

using rnnvis::gui::LatestTask;

TEST_CASE("a task runs") {
  std::promise<void> done;
  LatestTask task;
  task.run([&](const std::stop_token&) { done.set_value(); });
  done.get_future().wait();
}

TEST_CASE("a newer task stops the one that runs and replaces the one that waits") {
  std::promise<void> begun, release, done;
  std::atomic<bool> hasStopped = false, hasWaitingRun = false;
  {
    LatestTask task;
    task.run([&](const std::stop_token& stop) {
      begun.set_value();
      release.get_future().wait();
      hasStopped = stop.stop_requested();
    });
    begun.get_future().wait();
    task.run([&](const std::stop_token&) { hasWaitingRun = true; });
    task.run([&](const std::stop_token&) { done.set_value(); });
    release.set_value();
    done.get_future().wait();
  }
  CHECK(hasStopped);
  CHECK_FALSE(hasWaitingRun);
}

TEST_CASE("a cancelled task that waits never runs") {
  std::promise<void> begun, release;
  std::atomic<bool> hasRun = false;
  {
    LatestTask task;
    task.run([&](const std::stop_token&) {
      begun.set_value();
      release.get_future().wait();
    });
    begun.get_future().wait();
    task.run([&](const std::stop_token&) { hasRun = true; });
    task.cancel();
    release.set_value();
  }
  CHECK_FALSE(hasRun);
}
