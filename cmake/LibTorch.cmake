# rnnvis_libtorch: LibTorch as Debian's libtorch-dev has it.
#
# Not find_package(Torch), which sets flags for the whole project and asks for CUDA and protobuf.
find_path(LIBTORCH_INCLUDE_DIR ATen/core/Tensor.h)
find_library(LIBTORCH_CPU_LIBRARY torch_cpu)
find_library(LIBTORCH_C10_LIBRARY c10)
if(NOT LIBTORCH_INCLUDE_DIR OR NOT LIBTORCH_CPU_LIBRARY OR NOT LIBTORCH_C10_LIBRARY)
  message(FATAL_ERROR "LibTorch, which trains models, is missing: run scripts/setup, or configure with -DRNNVIS_TRAINING=OFF")
endif()

add_library(rnnvis_libtorch INTERFACE)
target_include_directories(rnnvis_libtorch SYSTEM INTERFACE ${LIBTORCH_INCLUDE_DIR})
target_link_libraries(rnnvis_libtorch INTERFACE ${LIBTORCH_CPU_LIBRARY} ${LIBTORCH_C10_LIBRARY})
