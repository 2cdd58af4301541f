#include "rnnvis/response/state_index.h"

#include "cache_fixture.h"
#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/trace_corpus.h"
#include "small_case.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::response;
using Catch::Contains;
using model::Context;
using model::Signal;

namespace {

constexpr LayerId layer{1};

IndexOptions exactIndex() {
  IndexOptions options;
  options.reading = exactOptions().reading;
  return options;
}

/// Every code is that of the state which the model itself has at its place.
void checkCodes(const StateIndex& index, const Matrix& states, double margin = 1e-5) {
  std::size_t place = 0;
  for (const Stretch& passage : index.passages())
    for (std::size_t position = passage.begin; position < passage.end; ++position, ++place)
      for (std::size_t u = 0; u < index.units(); ++u) {
        const UnitId unit{static_cast<std::int32_t>(u)};
        const double state = states(static_cast<Eigen::Index>(position), unit.value);
        const int code = index.column(unit)[place];
        REQUIRE(state >= index.edgeOf(unit, code) - margin);
        REQUIRE(state <= index.edgeOf(unit, code + 1) + margin);
      }
  CHECK(place == index.places());
}

Matrix statesOf(const Case& which, Signal state) {
  return traceCorpus(which.model, which.corpus, {state}, false, exactOptions().reading)
      .layers[layer.index()]
      .at(state);
}

}  // namespace

TEST_CASE("an index holds every state of a text, rounded") {
  const std::string cell = GENERATE("lstm", "gru", "rnn");
  const bool stream = GENERATE(true, false);
  const Case which = makeCase(cell, stream);
  const Signal state = model::analysedState(which.model.network.cell);
  const auto index = indexStates(which.model, which.corpus, *analyzeAll(which), layer, state, exactIndex());
  CHECK(index->isWhole());
  CHECK(index->passages() == std::vector<Stretch>{{0, which.corpus.ids.size()}});
  CHECK(index->info().reading.context == (stream ? Context::stream : Context::sentence));
  checkCodes(*index, statesOf(which, state));
  for (std::size_t u = 0; u < index->units(); ++u) {
    const auto column = index->column(UnitId{static_cast<std::int32_t>(u)});
    const auto [least, most] = std::minmax_element(column.begin(), column.end());
    CHECK(*most - *least > StateIndex::levels / 4);  // The grid is that of the values, not a wider one.
  }
}

TEST_CASE("the number of threads changes no code") {
  const Case which = makeCase("lstm", true);
  IndexOptions one = exactIndex(), many = exactIndex();
  one.reading.threads = 1;
  many.reading.threads = 4;
  const auto analysis = analyzeAll(which);
  const auto a = indexStates(which.model, which.corpus, *analysis, layer, Signal::c, one),
             b = indexStates(which.model, which.corpus, *analysis, layer, Signal::c, many);
  for (int u = 0; u < 6; ++u) CHECK(std::ranges::equal(a->column(UnitId{u}), b->column(UnitId{u})));
}

TEST_CASE("of a text beyond the budget passages are indexed that are spread over it") {
  const bool stream = GENERATE(true, false);
  Case which = makeCase("lstm", stream);
  IndexOptions options = exactIndex();
  options.passage = 10;
  options.budget = 6 * which.corpus.ids.size() / 3;
  options.reading.warmup = which.corpus.ids.size();
  const auto index = indexStates(which.model, which.corpus, *analyzeAll(which), layer, Signal::c, options);
  CHECK_FALSE(index->isWhole());
  CHECK(index->passages().size() > 5);
  CHECK(index->places() * 6 <= options.budget);
  CHECK(index->places() * 6 > options.budget * 3 / 4);
  CHECK(index->passages().front().begin < which.corpus.ids.size() / 4);
  CHECK(index->passages().back().end > which.corpus.ids.size() * 3 / 4);
  for (const Stretch& passage : index->passages())
    if (!stream)
      for (const std::size_t bound : {passage.begin, passage.end})
        CHECK(std::ranges::binary_search(which.corpus.starts, bound));
  // Passages that are warmed up on all that is before them have the states of the whole text.
  checkCodes(*index, statesOf(which, Signal::c));
}

TEST_CASE("a warm-up of passages begins so many tokens before each") {
  const Case which = makeCase("lstm", true);
  IndexOptions options = exactIndex();
  options.passage = 10;
  options.budget = 6 * which.corpus.ids.size() / 3;
  options.reading.warmup = 3;
  const auto index = indexStates(which.model, which.corpus, *analyzeAll(which), layer, Signal::c, options);
  CHECK(index->info().reading.warmup == 3);
  Matrix states = Matrix::Zero(static_cast<Eigen::Index>(which.corpus.ids.size()), 6);
  for (const Stretch& passage : index->passages()) {
    const std::size_t from = passage.begin - std::min<std::size_t>(3, passage.begin);
    const auto read =
        trace(which.model.network, std::span(which.corpus.ids).subspan(from, passage.end - from),
              zeroState(which.model.network));
    const auto rows = static_cast<Eigen::Index>(passage.size());
    states.middleRows(static_cast<Eigen::Index>(passage.begin), rows) =
        read.layers[layer.index()].at(Signal::c).bottomRows(rows);
  }
  // A state beyond the range of the analysis has its last code.
  std::size_t place = 0, beyond = 0;
  for (const Stretch& passage : index->passages())
    for (std::size_t position = passage.begin; position < passage.end; ++position, ++place)
      for (int u = 0; u < 6; ++u) {
        const double state = states(static_cast<Eigen::Index>(position), u);
        const int code = index->column(UnitId{u})[place];
        const bool isInside =
            state > index->edgeOf(UnitId{u}, 0) && state < index->edgeOf(UnitId{u}, StateIndex::levels);
        beyond += !isInside;
        if (isInside)
          REQUIRE(state ==
                  Approx(index->edgeOf(UnitId{u}, code)).margin(1e-5 + double{index->grid(UnitId{u}).step}));
      }
  CHECK(beyond < place * 6 / 10);
}

TEST_CASE("thresholds are rounded to the edges of the codes") {
  const Case which = makeCase("gru", true);
  const auto index =
      indexStates(which.model, which.corpus, *analyzeAll(which), layer, Signal::h, exactIndex());
  for (double value : {-3.0, -0.4, 0.0, 0.123, 3.0}) {
    const int code = index->codeOf(UnitId{2}, value);
    REQUIRE(code >= 0);
    REQUIRE(code <= StateIndex::levels);
    if (code > 0 && code < StateIndex::levels)
      CHECK(std::abs(index->edgeOf(UnitId{2}, code) - value) <= index->grid(UnitId{2}).step / 2 + 1e-9);
  }
  CHECK(index->codeOf(UnitId{2}, -3) == 0);
  CHECK(index->codeOf(UnitId{2}, 3) == StateIndex::levels);
}

TEST_CASE("an index refuses what it was not made for") {
  const Case which = makeCase("lstm", true), other = makeCase("gru", true);
  const auto analysis = analyzeAll(which);
  const auto make = [&](LayerId of, Signal state) {
    return indexStates(which.model, which.corpus, *analysis, of, state, exactIndex());
  };
  CHECK_THROWS_AS(make(LayerId{2}, Signal::c), Error);
  CHECK_THROWS_AS(make(layer, Signal::i), Error);
  const auto index = make(layer, Signal::c);
  CHECK_THROWS_WITH(index->column(UnitId{6}), Contains("no unit 6") && Contains("0 to 5"));
  CHECK_THROWS_AS(index->column(UnitId{-1}), Error);
  text::Corpus changed = which.corpus;
  changed.sha256 = "changed";
  CHECK_THROWS_WITH(indexStates(which.model, changed, *analysis, layer, Signal::c, exactIndex()),
                    Contains("another model or text"));
  IndexOptions tight = exactIndex();
  tight.budget = 6;
  tight.reading.context = Context::sentence;
  CHECK_THROWS_WITH(indexStates(which.model, which.corpus, *analysis, layer, Signal::c, tight),
                    Contains("let the index be larger"));
}

TEST_CASE("indexing stops when it is asked to") {
  const Case which = makeCase("lstm", true);
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(indexStates(which.model, which.corpus, *analyzeAll(which), layer, Signal::c, exactIndex(),
                              {source.get_token(), {}}),
                  Cancelled);
}

namespace {

struct IndexCache : CacheFixture {
  std::shared_ptr<const model::TextModel> model = model::openModel(m_path);
  text::Corpus corpus = openCorpus(*model, "test");
  std::shared_ptr<const Analysis> analysis = analyzed(exactOptions());

  std::shared_ptr<const StateIndex> index() const {
    return indexStatesCached(*model, corpus, *analysis, layer, Signal::c, exactIndex());
  }
  /// A copy: what lies in a file that is written over changes.
  static std::vector<std::uint8_t> columnOf(const StateIndex& of, int unit) {
    const auto column = of.column(UnitId{unit});
    return {column.begin(), column.end()};
  }
  static std::filesystem::path file() {
    for (const auto& path : cached())
      if (path.string().ends_with(".states.rnnvis")) return path;
    return {};
  }
};

void overwrite(const std::filesystem::path& path, std::streamoff at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(at);
  file << bytes;
}

}  // namespace

TEST_CASE_METHOD(IndexCache, "an index is kept beside the analyses and read back") {
  const auto first = index();
  REQUIRE(!file().empty());
  const auto written = std::filesystem::last_write_time(file());
  const auto again = index();
  CHECK(again->places() == corpus.ids.size());
  CHECK(again->info().reading.context == first->info().reading.context);
  for (int u = 0; u < 3; ++u) {
    CHECK(std::ranges::equal(first->column(UnitId{u}), again->column(UnitId{u})));
    CHECK(first->grid(UnitId{u}).low == again->grid(UnitId{u}).low);
    CHECK(first->grid(UnitId{u}).step == again->grid(UnitId{u}).step);
  }
  CHECK(std::filesystem::last_write_time(file()) >= written);
  CHECK(cached().size() == 2);
  for (const auto& path : allFiles()) CHECK(path.extension() == ".rnnvis");
}

TEST_CASE_METHOD(IndexCache, "an index whose column is damaged says so and is made anew") {
  const auto whole = columnOf(*index(), 2);
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file()));
  // The codes, of one byte each, lie behind all else.
  overwrite(file(), size - 3, "\x7f\x01\x7f");
  const auto damaged = index();
  CHECK_NOTHROW(damaged->column(UnitId{0}));
  CHECK_THROWS_WITH(damaged->column(UnitId{2}), Contains("damaged at unit 2"));
  CHECK(file().empty());
  CHECK(columnOf(*index(), 2) == whole);
}

TEST_CASE_METHOD(IndexCache, "a file that is no whole index is made anew") {
  const auto whole = columnOf(*index(), 1);
  const auto size = std::filesystem::file_size(file());
  SECTION("cut off") {
    std::filesystem::resize_file(file(), size / 2);
  }
  SECTION("of another kind") {
    std::filesystem::copy_file(cached().front() == file() ? cached().back() : cached().front(), file(),
                               std::filesystem::copy_options::overwrite_existing);
  }
  SECTION("garbage") {
    overwrite(file(), 0, std::string(200, 'x'));
  }
  CHECK(columnOf(*index(), 1) == whole);
  CHECK(std::filesystem::file_size(file()) == size);
}

TEST_CASE_METHOD(IndexCache,
                 "every damaged byte of the header is refused or changes nothing that is trusted") {
  (void)index();
  const std::filesystem::path path = file();
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t header = bytes.find("codes");
  REQUIRE(header != bytes.npos);
  for (std::size_t at = 0; at < std::min<std::size_t>(bytes.size(), 900); at += 7) {
    overwrite(path, static_cast<std::streamoff>(at), "\xff");
    try {
      const auto read = readStateIndex(path);
      for (std::size_t u = 0; u < read->units(); ++u)
        (void)read->column(UnitId{static_cast<std::int32_t>(u)});
    } catch (const Error&) {
    }
    std::ofstream(path, std::ios::binary) << bytes;
  }
  CHECK_NOTHROW(readStateIndex(path));
}

TEST_CASE_METHOD(IndexCache, "a cache that keeps nothing keeps no index") {
  ::setenv("RNNVIS_CACHE_LIMIT", "0", 1);
  clearCache();
  CHECK(index()->places() == corpus.ids.size());
  CHECK(file().empty());
}
