#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace rnnvis {

/// The number of threads that `requested` stands for: itself, or every hardware thread where it is 0.
unsigned threadCount(unsigned requested);

/// Threads that live as long as the pool and share out loops. The calling thread takes part.
class ThreadPool {
 public:
  /// `threads` as threadCount() takes it; a pool of one runs everything on the calling thread. Throws Error
  /// where the system has no room for so many.
  explicit ThreadPool(unsigned threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  unsigned threads() const;

  /// Calls body(i) once for each i in [0, count), in any order on any of the threads, and waits for all.
  /// What a body throws is thrown here once every started call has ended; calls not started are dropped.
  /// Calls start in order, so where several would throw it is the one with the least i, on any number of
  /// threads. Not reentrant: a body may not call forEach of the same pool, nor may two threads at once.
  void forEach(std::size_t count, const std::function<void(std::size_t)>& body);

 private:
  struct Shared;
  std::unique_ptr<Shared> m_shared;
};

}  // namespace rnnvis
