#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/model/import.h"
#include "rnnvis/text/utf8.h"

#include <unistd.h>

#include <set>

namespace rnnvis::model {
namespace {

namespace fs = std::filesystem;

void copyFile(const fs::path& from, const fs::path& to) {
  const MappedFile file(from);
  writeFileAtomically(to, [&](std::ostream& stream) {
    stream.write(reinterpret_cast<const char*>(file.bytes().data()),
                 static_cast<std::streamsize>(file.bytes().size()));
  });
}

/// Hands out file names, each once: a file's own where it is free and can stand in a manifest.
class FileNames {
 public:
  std::string take(const fs::path& path) {
    std::string name = path.filename().string();
    if (name.empty() || text::findInvalidUtf8(name)) name = "file" + path.extension().string();
    if (text::findInvalidUtf8(name)) name = "file";
    std::string free = name;
    for (int k = 2; !m_taken.insert(free).second; ++k) free = fmt::format("{}-{}", k, name);
    return free;
  }

 private:
  std::set<std::string> m_taken{"model.toml", "vocab.txt"};
};

/// A hidden folder beside the one that it becomes; goes away with the object unless it has become it.
class NewFolder {
 public:
  explicit NewFolder(const fs::path& target) : m_target(target) {
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    m_path = target.parent_path() / fmt::format(".{}.{}.tmp", target.filename().string(), ::getpid());
    if (!error) fs::create_directory(m_path, error);
    if (error) fail("cannot make the folder {}: {}; choose another place", target.string(), error.message());
  }
  ~NewFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  const fs::path& path() const { return m_path; }

  /// Every file in it has been synced, and with it the folder.
  void moveToTarget() {
    std::error_code error;
    fs::rename(m_path, m_target, error);  // Replaces an empty folder, never one with files.
    if (error)
      fail("cannot write the folder {}: {}; choose another place", m_target.string(), error.message());
  }

 private:
  fs::path m_target, m_path;
};

void requireFree(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return;
  if (fs::is_directory(folder, error) && fs::is_empty(folder, error)) return;
  fail("{} exists already and is not an empty folder; choose another name", folder.string());
}

}  // namespace

void writeModelFolder(const Inspection& inspection, const Candidate& candidate, const fs::path& folder) {
  // Without a trailing slash or dots, so that it has a name and a parent.
  fs::path target = fs::absolute(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  requireFree(target);
  Manifest manifest = candidate.manifest;
  FileNames names;
  NewFolder made(target);
  std::filesystem::path& weights = manifest.states.empty() ? manifest.weights : manifest.states;
  weights = names.take(inspection.file);
  copyFile(inspection.file, made.path() / weights);
  manifest.vocabulary = "vocab.txt";
  writeFileAtomically(made.path() / manifest.vocabulary,
                      [&](std::ostream& stream) { stream << formatVocabulary(candidate.vocabulary); });
  for (auto& [name, path] : manifest.corpora) {
    const std::string copy = names.take(path);
    copyFile(path, made.path() / copy);
    path = copy;
  }
  writeFileAtomically(made.path() / "model.toml",
                      [&](std::ostream& stream) { stream << formatManifest(manifest); });
  try {
    openModel(made.path());
  } catch (const Error& error) {
    fail("{} cannot be imported: {}", inspection.file.string(), error.what());
  }
  made.moveToTarget();
}

}  // namespace rnnvis::model
