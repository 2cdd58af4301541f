# rnnvis_layer(NAME SOURCES … [PUBLIC targets…] [PRIVATE targets…])
#
# One static library rnnvis_NAME from src/NAME. Its public headers, include/rnnvis/NAME, are put behind an include
# root of their own, so that a layer can include only the headers of the layers it links: ARCHITECTURE.md's table is
# enforced by the compiler.
function(rnnvis_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root}/rnnvis)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/include/rnnvis/${name} ${root}/rnnvis/${name} SYMBOLIC)
  add_library(rnnvis_${name} STATIC ${LAYER_SOURCES})
  target_include_directories(rnnvis_${name} PUBLIC ${root} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(rnnvis_${name} PUBLIC ${LAYER_PUBLIC} PRIVATE ${LAYER_PRIVATE} rnnvis_warnings
                                       PUBLIC rnnvis_sanitizers)
endfunction()

# rnnvis_test(NAME SOURCES … [LIBRARIES targets…] [MAIN file])
#
# One Catch2 program test_NAME from tests/NAME for the layer rnnvis_NAME; each of its cases is a test of CTest's.
# Private headers of the layer are visible to its tests.
function(rnnvis_test name)
  cmake_parse_arguments(TEST "" "MAIN" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT TEST_MAIN)
    set(TEST_MAIN ${CMAKE_SOURCE_DIR}/tests/support/main.cpp)
  endif()
  add_executable(test_${name} ${TEST_SOURCES} ${TEST_MAIN})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src/${name} ${CMAKE_SOURCE_DIR}/tests/support)
  target_link_libraries(test_${name} PRIVATE rnnvis_${name} ${TEST_LIBRARIES} Catch2::Catch2 rnnvis_test_support rnnvis_warnings)
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()
