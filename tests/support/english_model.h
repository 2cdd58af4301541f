#pragma once

#include "small_model.h"

#include <string>
#include <vector>

namespace rnnvis::test {

/// Words of a kind each, and sentences of them, for what depends on words being English.
struct English {
  static inline const std::vector<std::string> determiners{"the", "a", "every"},
      nouns{"dog", "house", "woman", "child", "river"}, verbs{"sees", "finds", "brings", "takes"},
      adjectives{"old", "small", "green"}, adverbs{"quickly", "often"}, joints{"with", "in"},
      numbers{"two", "seven"};

  static std::vector<std::string> vocabulary() {
    std::vector<std::string> words{"<unk>", "<eos>", "absent"};
    for (const auto* kind : {&determiners, &nouns, &verbs, &adjectives, &adverbs, &joints, &numbers})
      words.insert(words.end(), kind->begin(), kind->end());
    return words;
  }

  static std::string text(Random& random, std::size_t lines) {
    const auto pick = [&](const std::vector<std::string>& words) {
      return words[random.below(words.size())] + " ";
    };
    std::string text;
    for (std::size_t line = 0; line < lines; ++line) {
      text +=
          pick(determiners) + pick(adjectives) + pick(nouns) + pick(verbs) + pick(determiners) + pick(nouns);
      if (random.below(2) == 0) text += pick(joints) + pick(numbers) + pick(nouns);
      if (random.below(3) == 0) text += pick(adverbs);
      if (random.below(9) == 0) text += "<unk> ";
      text += "\n";
    }
    return text;
  }
};

/// A model folder `name` inside `folder` of random weights and English words.
inline std::filesystem::path writeEnglishModel(const TemporaryFolder& folder, const std::string& name,
                                               std::size_t lines) {
  Random random(5);
  const auto words = English::vocabulary();
  const auto path = writeModel(folder, name, {.tokens = words.size(), .hidden = 30, .outputs = words.size()},
                               English::text(random, lines));
  std::string vocabulary;
  for (const std::string& word : words) vocabulary += word + "\n";
  folder.write(name + "/vocab.txt", vocabulary);
  return path;
}

}  // namespace rnnvis::test
