#include "rnnvis/model/reading.h"

#include "rnnvis/base/error.h"

#include "corpus_pass.h"

namespace rnnvis::model {
namespace {

void run(Pass& pass, BlockConsumer& consumer, ThreadPool& pool, const RunControl& control) {
  consumer.begin();
  for (auto blocks = pass.next(pool, control.stop); !blocks.empty(); blocks = pass.next(pool, control.stop)) {
    consumer.consume(blocks, pool);
    control.report(pass.done());
  }
}

ReadingReport readStream(const Voice& voice, const ReadingOptions& options, BlockConsumer& consumer,
                         ThreadPool& pool, const RunControl& control) {
  StreamPlan plan(voice.corpus, partsOf(voice.model.network, voice.corpus, options), options.warmup);
  while (true) {
    StreamPass pass = plan.pass(voice);
    run(pass, consumer, pool, control);
    if (plan.settle(pass)) return plan.report();
  }
}

}  // namespace

std::string_view nameOf(Context context) {
  return context == Context::stream ? "stream" : "sentence";
}

std::optional<Context> contextNamed(std::string_view name) {
  for (Context context : {Context::stream, Context::sentence})
    if (name == nameOf(context)) return context;
  return std::nullopt;
}

Context defaultContext(const TextModel& model) {
  return model.manifest.task == Task::classifier || model.network.bidirectional ? Context::sentence
                                                                                : Context::stream;
}

Context contextOf(const TextModel& model, const ReadingOptions& options) {
  return model.recording ? Context::sentence : options.context.value_or(defaultContext(model));
}

void requireReadable(const TextModel& model, Context context) {
  if (context == Context::stream && model.network.bidirectional)
    fail(
        "{}: the model reads every document from both ends, which a stream does not have; use context "
        "sentence",
        model.path.string());
}

ReadingReport readCorpus(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                         BlockConsumer& consumer, const RunControl& control, const Intervention* held) {
  if (corpus.ids.empty()) fail("the text has no token; give one with words in it");
  if (held && model.recording)
    fail("{}: units of recorded states cannot be held; give the model that they were recorded of",
         model.path.string());
  if (held) requireFits(*held, model.network);
  ThreadPool pool(options.threads);
  const Voice voice = voiceOf(model, corpus, pool, control, held);
  if (model.recording) {
    run(*replayPass(voice), consumer, pool, control);
    return {corpus.documents() > 1 ? Context::sentence : Context::stream, 1, 0, 0};
  }
  if (contextOf(model, options) == Context::sentence) {
    run(*sentencePass(voice, lanesOfSentences(model.network)), consumer, pool, control);
    return {Context::sentence, 1, 0, 0};
  }
  requireReadable(model, Context::stream);
  return readStream(voice, options, consumer, pool, control);
}

}  // namespace rnnvis::model
