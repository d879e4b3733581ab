#pragma once
/// Filled workbooks into the folder of a round.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

struct FormImport {
    std::string stage;     ///< id
    std::string by;        ///< recorded with answers that do not say who gave them; may be empty
    bool replace = false;  ///< whether files that are there already are replaced
};

/// What became of one workbook.
struct ImportedForm {
    std::string workbook;  ///< as given
    std::string agency;    ///< id; empty when it is not known
    std::string set;       ///< id of the criteria set
    std::string written;   ///< name inside the round's folder: "self/so-y-te.json"; empty when nothing was written
    std::size_t answers = 0;
    std::size_t facts = 0;
    std::size_t documents = 0;
    Findings findings;
};

struct ImportedForms {
    std::optional<Round> round;  ///< as it was before; none when it cannot be used
    std::vector<ImportedForm> forms;
    Findings findings;  ///< about the round
};

/// Reads workbooks and writes `<stage>/<agency>.json` for each that has no error; the others are left out, and their
/// findings say why. A form of `parindex template` says which agency it is of; an official form of the criteria set is
/// named after the agency. Files are written together, whole or not at all.
///
/// Points that a form shows are compared with the engine's (F422). A round with errors is not touched, nor is a stage in
/// which the agency has a workbook beside the file that would be written.
[[nodiscard]] ImportedForms import_forms(const std::filesystem::path& round,
                                         const std::vector<std::filesystem::path>& workbooks, const FormImport& options,
                                         Edition edition = Edition::corrected, const Limits& limits = {});

}  // namespace parindex
