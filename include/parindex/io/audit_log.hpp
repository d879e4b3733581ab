#pragma once
/// Freezing stages: what a result was computed from is copied and logged, and a later change is found.
///
/// `audit/log.jsonl` of a round holds one line for each freezing and reopening; each line carries the SHA-256 of the
/// line before and of itself, and the copies lie beside it by their SHA-256. Whoever keeps the hash of the last line,
/// for instance in signed minutes, can show later that nothing before it was changed.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/limits.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/base/moment.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex {

/// One file as it was when a stage was frozen.
struct FrozenFile {
    std::string name;    ///< inside the round; a criteria set by its path in round.json
    std::string sha256;  ///< 64 hexadecimal digits; of round.json, of the part that matters to the stage
    std::size_t bytes = 0;

    friend bool operator==(const FrozenFile&, const FrozenFile&) = default;
};

/// One line of the log.
struct AuditEntry {
    enum class Action { freeze, reopen };

    explicit AuditEntry(const Moment& moment) : at(moment) {}

    std::size_t seq = 0;   ///< from 1, without gaps
    std::string previous;  ///< hash of the line before; 64 zeros in the first
    Moment at;
    std::string by;
    Action action = Action::freeze;
    std::string stage;
    std::string why;                ///< reason for reopening; note at freezing, may be empty
    std::vector<FrozenFile> files;  ///< freeze: by name
    std::string result;             ///< freeze: SHA-256 of the result of the stage (parindex/result/1)
    Edition edition = Edition::corrected;
    std::string program;  ///< version that wrote the line
    std::string hash;     ///< SHA-256 of the line without it
};

[[nodiscard]] std::string_view to_string(AuditEntry::Action action);

/// Who does something to a stage, when and why.
struct AuditRequest {
    std::string stage;
    Moment at;
    std::string by;
    std::string why;  ///< required for reopening
    Edition edition = Edition::corrected;
};

/// Copies everything the stage is scored from into `audit/objects`, then adds a line to the log: whole or not at all,
/// whenever the program is stopped. Refused (no value) for a round with errors, a stage that is frozen already, a name
/// left out, a moment before that of the last line, a broken log, or while another program writes the log.
[[nodiscard]] Loaded<AuditEntry> freeze_stage(const std::filesystem::path& folder, const AuditRequest& request,
                                              const Limits& limits = {});

/// Adds the line that lets a frozen stage be changed. What has changed already is reported as warnings.
[[nodiscard]] Loaded<AuditEntry> reopen_stage(const std::filesystem::path& folder, const AuditRequest& request,
                                              const Limits& limits = {});

/// Why files of a stage must not be written: it is frozen (F512), or the log cannot be relied on (F501 to F503). Empty
/// when nothing stands against it, as in a round without a log.
[[nodiscard]] Findings expect_unfrozen(const std::filesystem::path& folder, const std::string& stage,
                                       const Limits& limits = {});

/// One difference from a frozen copy.
struct AuditChange {
    std::string file;
    std::string place;   ///< JSON pointer, "row 3, column level", or empty: the whole file
    std::string before;  ///< value, or SHA-256 of the file; empty: it was not there
    std::string after;
};

/// A stage in the log: what became of it after a freezing.
struct AuditComparison {
    std::string stage;
    std::size_t from = 0;                ///< seq of the freezing that is compared
    std::size_t to = 0;                  ///< seq of the next freezing of the stage; 0: the folder as it is now
    bool in_force = false;               ///< frozen now, so that changes are not allowed
    std::vector<AuditChange> changes;    ///< by file and place, at most `Limits::findings`
    std::size_t changes_not_listed = 0;  ///< beyond them
};

struct AuditReport {
    Text statement;                            ///< of the round, as of now
    bool synthetic = false;                    ///< of the round, as of now
    std::vector<Text> sets;                    ///< what each set says of itself (provenance_text)
    std::vector<AuditEntry> entries;           ///< in order
    std::vector<AuditComparison> comparisons;  ///< in order of `from`
    std::string head;                          ///< hash of the last line; empty when there is none
    std::size_t lines_after_expected = 0;      ///< lines that followed the hash that was expected
};

/// A report without a log: what the round and its sets say of themselves, as far as they can be read.
[[nodiscard]] AuditReport describe_round(const std::filesystem::path& folder, const Limits& limits = {});

/// Verifies the whole log: every line, the chain, the copies, the recorded results (computed again from the copies), the
/// files of frozen stages, and, when `expected_head` is given, that the log still holds the line of that hash. Whatever
/// is wrong is a finding (F501 to F519). No value when the log cannot be read; an empty report when there is none.
[[nodiscard]] Loaded<AuditReport> audit_round(const std::filesystem::path& folder,
                                              const std::string& expected_head = {}, const Limits& limits = {});

/// parindex/audit/1
[[nodiscard]] std::string audit_to_json(const AuditReport& report, const Findings& findings);

}  // namespace parindex
