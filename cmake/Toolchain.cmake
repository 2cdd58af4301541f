# Language, warnings, sanitizers and the compiler cache, for every target of the project.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths relative to the checkout, so that one checkout's results serve another.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true
                                  ${CCACHE_PROGRAM})
endif()

add_library(rnnvis_warnings INTERFACE)
target_compile_options(rnnvis_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                                 -Woverloaded-virtual -Wunused
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # GCC 12 sees overlaps in string literals joined to strings.
if(RNNVIS_WERROR)
  target_compile_options(rnnvis_warnings INTERFACE -Werror)
endif()

add_library(rnnvis_sanitizers INTERFACE)
if(RNNVIS_SANITIZE)
  target_compile_options(rnnvis_sanitizers INTERFACE -fsanitize=${RNNVIS_SANITIZE} -fno-omit-frame-pointer
                                                     -fno-sanitize-recover=all
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>) # GCC 12 sees it in std::regex.
  target_link_options(rnnvis_sanitizers INTERFACE -fsanitize=${RNNVIS_SANITIZE})
  target_compile_definitions(rnnvis_sanitizers INTERFACE RNNVIS_SANITIZED)
endif()
