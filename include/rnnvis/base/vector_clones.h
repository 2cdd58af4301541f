#pragma once

/// Before a function with a hot loop: compiled for several instruction sets, the best of which is chosen when
/// the program starts. Not under sanitizers, whose runtimes are not ready when the choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(RNNVIS_SANITIZED)
#define RNNVIS_VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define RNNVIS_VECTOR_CLONES
#endif
