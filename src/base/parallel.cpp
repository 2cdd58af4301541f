#include "rnnvis/base/parallel.h"

#include "rnnvis/base/error.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace rnnvis {

unsigned threadCount(unsigned requested) {
  if (requested > 0) return requested;
  const unsigned hardware = std::thread::hardware_concurrency();
  return hardware > 0 ? hardware : 1;
}

struct ThreadPool::Shared {
  std::mutex mutex;
  std::condition_variable work;
  std::condition_variable done;
  const std::function<void(std::size_t)>* body = nullptr;
  std::size_t count = 0;
  std::atomic<std::size_t> next = 0;
  std::size_t loop = 0;  // Grows with each forEach, so that a thread joins each loop once.
  std::size_t busy = 0;
  std::exception_ptr failure;
  std::size_t failedAt = 0;  // The call whose failure that is.
  bool closing = false;
  std::vector<std::jthread> threads;

  /// Ends the threads and waits for them.
  void close() {
    {
      std::scoped_lock lock(mutex);
      closing = true;
    }
    work.notify_all();
    threads.clear();
  }

  void takePart() {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        (*body)(i);
      } catch (...) {
        std::scoped_lock lock(mutex);
        if (!failure || i < failedAt) {
          failure = std::current_exception();
          failedAt = i;
        }
        next = count;
      }
    }
  }

  void serve() {
    std::size_t joined = 0;
    std::unique_lock lock(mutex);
    while (true) {
      work.wait(lock, [&] { return closing || loop != joined; });
      if (closing) return;
      joined = loop;
      lock.unlock();
      takePart();
      lock.lock();
      if (--busy == 0) done.notify_one();
    }
  }
};

ThreadPool::ThreadPool(unsigned threads) : m_shared(std::make_unique<Shared>()) {
  try {
    for (unsigned i = 1; i < threadCount(threads); ++i)
      m_shared->threads.emplace_back([shared = m_shared.get()] { shared->serve(); });
  } catch (const std::system_error& error) {
    // Those that did start wait for work and would never be joined.
    m_shared->close();
    fail("cannot start {} threads: {}; ask for fewer", threadCount(threads), error.code().message());
  }
}

ThreadPool::~ThreadPool() {
  m_shared->close();
}

unsigned ThreadPool::threads() const {
  return static_cast<unsigned>(m_shared->threads.size()) + 1;
}

void ThreadPool::forEach(std::size_t count, const std::function<void(std::size_t)>& body) {
  if (count == 0) return;
  std::unique_lock lock(m_shared->mutex);
  m_shared->body = &body;
  m_shared->count = count;
  m_shared->next = 0;
  m_shared->failure = nullptr;
  m_shared->busy = m_shared->threads.size();
  ++m_shared->loop;
  lock.unlock();
  m_shared->work.notify_all();
  m_shared->takePart();
  lock.lock();
  m_shared->done.wait(lock, [&] { return m_shared->busy == 0; });
  if (m_shared->failure) std::rethrow_exception(std::exchange(m_shared->failure, nullptr));
}

}  // namespace rnnvis
