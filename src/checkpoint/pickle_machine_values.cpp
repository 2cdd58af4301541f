#include "pickle_literal.h"
#include "pickle_machine.h"

namespace rnnvis::checkpoint {

bool PickleMachine::number(Opcode opcode) {
  switch (opcode) {
    case Opcode::none:
      return push(Value{None{}}), true;
    case Opcode::newTrue:
      return push(Value{true}), true;
    case Opcode::newFalse:
      return push(Value{false}), true;
    case Opcode::int_:
      return push(integerOrBoolean(m_cursor.line())), true;
    case Opcode::binInt:
      return push(Value{std::int64_t{m_cursor.signed4()}}), true;
    case Opcode::binInt1:
      return push(Value{static_cast<std::int64_t>(m_cursor.unsignedInteger(1))}), true;
    case Opcode::binInt2:
      return push(Value{static_cast<std::int64_t>(m_cursor.unsignedInteger(2))}), true;
    case Opcode::long_:
      return push(decimalInteger(m_cursor.line())), true;
    case Opcode::long1:
      return push(twosComplement(m_cursor.take(m_cursor.unsignedInteger(1)))), true;
    case Opcode::long4:
      return push(twosComplement(m_cursor.take(m_cursor.unsignedInteger(4)))), true;
    case Opcode::float_:
      return push(decimalFloat(m_cursor.line())), true;
    case Opcode::binFloat:
      return push(Value{m_cursor.bigEndianDouble()}), true;
    default:
      return false;
  }
}

bool PickleMachine::text(Opcode opcode) {
  const auto sized = [this](unsigned width) { return m_cursor.take(m_cursor.unsignedInteger(width)); };
  switch (opcode) {
    case Opcode::string:
      return push(quotedString(m_cursor.line())), true;
    case Opcode::unicode:
      return push(rawUnicodeEscape(m_cursor.line())), true;
    case Opcode::shortBinString:
    case Opcode::shortBinUnicode:
      return pushText(sized(1)), true;
    case Opcode::binString:
    case Opcode::binUnicode:
      return pushText(sized(4)), true;
    case Opcode::binUnicode8:
      return pushText(sized(8)), true;
    case Opcode::shortBinBytes:
      return pushBytes(sized(1)), true;
    case Opcode::binBytes:
      return pushBytes(sized(4)), true;
    case Opcode::binBytes8:
    case Opcode::byteArray8:
      return pushBytes(sized(8)), true;
    default:
      return false;
  }
}

bool PickleMachine::sequence(Opcode opcode) {
  switch (opcode) {
    case Opcode::emptyTuple:
      return push(Value{Tuple{}}), true;
    case Opcode::tuple:
      return push(Value{Tuple{popToMark()}}), true;
    case Opcode::tuple1:
      return push(Value{Tuple{popTuple(1)}}), true;
    case Opcode::tuple2:
      return push(Value{Tuple{popTuple(2)}}), true;
    case Opcode::tuple3:
      return push(Value{Tuple{popTuple(3)}}), true;
    case Opcode::emptyList:
      return push(Value{List{}}), true;
    case Opcode::list:
      return push(Value{List{popToMark()}}), true;
    case Opcode::emptySet:
      return push(Value{Set{}}), true;
    case Opcode::frozenSet:
      return push(Value{Set{popToMark()}}), true;
    case Opcode::append: {
      const Values added = popTuple(1);
      return appendTo(*top(), added), true;
    }
    case Opcode::appends:
    case Opcode::addItems: {
      const Values added = popToMark();
      return appendTo(*top(), added), true;
    }
    default:
      return false;
  }
}

bool PickleMachine::mapping(Opcode opcode) {
  switch (opcode) {
    case Opcode::emptyDict:
      return push(Value{Dict{}}), true;
    case Opcode::dict: {
      const Values added = popToMark();
      push(Value{Dict{}});
      return insertInto(*top(), added), true;
    }
    case Opcode::setItem: {
      const Values added = popTuple(2);
      return insertInto(*top(), added), true;
    }
    case Opcode::setItems: {
      const Values added = popToMark();
      return insertInto(*top(), added), true;
    }
    default:
      return false;
  }
}

void PickleMachine::appendTo(Value& target, const Values& added) {
  Values* items = nullptr;
  if (auto* list = std::get_if<List>(&target.content)) items = &list->items;
  if (auto* set = std::get_if<Set>(&target.content)) items = &set->items;
  if (auto* built = std::get_if<std::unique_ptr<Object>>(&target.content)) items = &(*built)->items;
  if (!items) m_cursor.refuse("an item is appended to what is no list");
  items->insert(items->end(), added.begin(), added.end());
}

void PickleMachine::insertInto(Value& target, const Values& keysAndValues) {
  Entries* entries = nullptr;
  if (auto* dict = std::get_if<Dict>(&target.content)) entries = &dict->entries;
  if (auto* built = std::get_if<std::unique_ptr<Object>>(&target.content)) entries = &(*built)->entries;
  if (!entries) m_cursor.refuse("an entry is put into what is no dictionary");
  if (keysAndValues.size() % 2 != 0) m_cursor.refuse("a key lacks its value");
  for (std::size_t i = 0; i < keysAndValues.size(); i += 2)
    entries->emplace_back(keysAndValues[i], keysAndValues[i + 1]);
}

}  // namespace rnnvis::checkpoint
