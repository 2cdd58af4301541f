#include "sandbox.h"

#include "rnnvis/base/error.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <memory>

namespace rnnvis::checkpoint {
namespace {

void limit(__rlimit_resource resource, rlim_t most) {
  const struct rlimit limits = {most, most};
  if (::setrlimit(resource, &limits) != 0)
    fail("the program that reads it cannot be confined (limit {}, error {})", static_cast<int>(resource),
         errno);
}

/// Calls that are allowed whatever their arguments are.
constexpr int kAllowed[] = {SCMP_SYS(read),         SCMP_SYS(pread64),       SCMP_SYS(munmap),
                            SCMP_SYS(mremap),       SCMP_SYS(madvise),       SCMP_SYS(brk),
                            SCMP_SYS(fstat),        SCMP_SYS(lseek),         SCMP_SYS(ftruncate),
                            SCMP_SYS(futex),        SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
                            SCMP_SYS(exit),         SCMP_SYS(exit_group),    SCMP_SYS(rt_sigaction),
                            SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask)};

class Filter {
 public:
  Filter() : m_context(seccomp_init(SCMP_ACT_ERRNO(EPERM))) { require(m_context ? 0 : -ENOMEM); }
  ~Filter() { seccomp_release(m_context); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void allow(int call) { require(seccomp_rule_add(m_context, SCMP_ACT_ALLOW, call, 0)); }
  void allow(int call, const scmp_arg_cmp& condition) {
    require(seccomp_rule_add_array(m_context, SCMP_ACT_ALLOW, call, 1, &condition));
  }
  void load() { require(seccomp_load(m_context)); }

 private:
  scmp_filter_ctx m_context;

  static void require(int status) {
    if (status < 0) fail("the program that reads it cannot be confined (system calls, error {})", -status);
  }
};

}  // namespace

void limitResources(std::size_t fileSize) {
  constexpr rlim_t mebibyte = rlim_t{1} << 20;
  const rlim_t size = fileSize;
  // The address space of a sanitizer is larger than any limit.
#ifndef RNNVIS_SANITIZED
  limit(RLIMIT_AS, 24 * size + 256 * mebibyte);
#endif
  limit(RLIMIT_FSIZE, 17 * size + 128 * mebibyte);
  // Above the parent's limit on the clock, whose message says what happened; this one is for a child that
  // outlives it.
  limit(RLIMIT_CPU, 10 + size / (4 * mebibyte));
  limit(RLIMIT_NOFILE, 3);
  limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_CORE, 0);
}

void denySystem() {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    fail("the program that reads it cannot be confined (privileges, error {})", errno);
  Filter filter;
  for (const int call : kAllowed) filter.allow(call);
  for (const scmp_datum_t descriptor : {1, 2})
    filter.allow(SCMP_SYS(write), SCMP_A0_64(SCMP_CMP_EQ, descriptor, 0));
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    filter.allow(call, SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.load();
}

}  // namespace rnnvis::checkpoint
