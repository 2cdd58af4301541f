#pragma once

#include <cstdint>

namespace rnnvis::checkpoint {

/// The opcodes of pickle protocols 0–5, under the names of Python's pickletools.
enum class Opcode : std::uint8_t {
  // Values
  int_ = 'I',
  binInt = 'J',
  binInt1 = 'K',
  binInt2 = 'M',
  long_ = 'L',
  long1 = 0x8a,
  long4 = 0x8b,
  string = 'S',
  binString = 'T',
  shortBinString = 'U',
  binBytes = 'B',
  shortBinBytes = 'C',
  binBytes8 = 0x8e,
  byteArray8 = 0x96,
  none = 'N',
  newTrue = 0x88,
  newFalse = 0x89,
  unicode = 'V',
  shortBinUnicode = 0x8c,
  binUnicode = 'X',
  binUnicode8 = 0x8d,
  float_ = 'F',
  binFloat = 'G',
  // Containers
  emptyList = ']',
  append = 'a',
  appends = 'e',
  list = 'l',
  emptyTuple = ')',
  tuple = 't',
  tuple1 = 0x85,
  tuple2 = 0x86,
  tuple3 = 0x87,
  emptyDict = '}',
  dict = 'd',
  setItem = 's',
  setItems = 'u',
  emptySet = 0x8f,
  addItems = 0x90,
  frozenSet = 0x91,
  // Stack and memo
  pop = '0',
  dup = '2',
  mark = '(',
  popMark = '1',
  get = 'g',
  binGet = 'h',
  longBinGet = 'j',
  put = 'p',
  binPut = 'q',
  longBinPut = 'r',
  memoize = 0x94,
  // Classes, functions and what they make
  global = 'c',
  stackGlobal = 0x93,
  reduce = 'R',
  build = 'b',
  inst = 'i',
  obj = 'o',
  newObj = 0x81,
  newObjEx = 0x92,
  persId = 'P',
  binPersId = 'Q',
  // Frame of the pickle
  proto = 0x80,
  frame = 0x95,
  stop = '.',
  // What needs Python: ext1, ext2, ext4, nextBuffer and readonlyBuffer are refused as unknown.
};

}  // namespace rnnvis::checkpoint
