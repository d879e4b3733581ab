#include "io/audit_check.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "io/audit_files.hpp"

namespace parindex::io {

namespace {

class FrozenCheck {
public:
    FrozenCheck(const std::filesystem::path& folder, const Limits& limits, Report& report)
        : folder_(folder), limits_(limits), report_(report) {}

    void check(const AuditEntry& entry) {
        const auto extract = read_extract(folder_, entry.stage, limits_, report_);
        if (!extract) return;
        std::set<std::string> names;
        for (auto& name : stage_file_names(folder_, *extract, report_)) names.insert(std::move(name));
        for (const auto& file : entry.files) {
            if (names.erase(file.name) == 0) {
                add("F506", entry, file.name,
                    {"tệp không còn, trong khi số liệu giai đoạn", "the file is gone, although the stage", {}});
            } else if (now(file.name, *extract) != file) {
                add("F505", entry, file.name,
                    {"tệp đã thay đổi, trong khi số liệu giai đoạn", "the file has changed, although the stage", {}});
            }
        }
        for (const auto& name : names)
            add("F507", entry, name,
                {"tệp được thêm vào, trong khi số liệu giai đoạn", "the file was added, although the stage", {}});
    }

private:
    /// The file as it is; without a hash when it cannot be read.
    FrozenFile now(const std::string& name, const std::string& extract) {
        if (name == "round.json") return describe({name, extract});
        const auto [known, is_new] = described_.try_emplace(name);
        if (is_new) {
            const auto bytes = read_whole(folder_ / name, printable(name), limits_, report_);
            known->second = bytes ? describe({name, *bytes}) : FrozenFile{name, {}, 0};
        }
        return known->second;
    }

    void add(std::string_view code, const AuditEntry& entry, const std::string& name, const Text& what) {
        if (!reported_.insert(name).second) return;
        report_.error(
            code, {printable(name), 0, 0, {}},
            {fmt::format("{} “{}” đã được {} chốt lúc {}", what.vi, entry.stage, excerpt(entry.by),
                         entry.at.to_vietnamese()),
             fmt::format("{} “{}” was frozen by {} at {}", what.en, entry.stage, excerpt(entry.by), entry.at.to_iso()),
             {}},
            {fmt::format("Trả lại như cũ (parindex audit cho biết sai khác), hoặc parindex reopen --stage {}.",
                         entry.stage),
             fmt::format("Put it back (parindex audit says what differs), or parindex reopen --stage {}.", entry.stage),
             {}});
    }

    const std::filesystem::path& folder_;
    const Limits& limits_;
    Report& report_;
    std::map<std::string, FrozenFile> described_;  ///< files hashed so far
    std::set<std::string> reported_;
};

}  // namespace

void check_frozen(const std::filesystem::path& folder, const AuditChain& chain, const Limits& limits, Report& report) {
    FrozenCheck check(folder, limits, report);
    for (const auto* entry : chain.in_force()) check.check(*entry);
}

void check_frozen(const std::filesystem::path& folder, const Limits& limits, Report& report) {
    if (const auto chain = read_chain(folder, limits, report)) check_frozen(folder, *chain, limits, report);
}

}  // namespace parindex::io
