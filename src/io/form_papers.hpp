#pragma once
/// The documents of a form: its register, and the references to them in answers and facts.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "io/form_cell_reader.hpp"
#include "io/form_table.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex::io {

class FormPapers {
public:
    /// `earlier`: ids of documents that earlier stages have given. Documents go to `target`.
    FormPapers(const AnswerCheck& check, const FormCellReader& cells, const std::set<std::string>& earlier,
               std::vector<Evidence>& target);

    /// The register of the form. A document without an id has its number for one.
    void read(const FormTable& table);
    /// A list of documents handed in earlier, for their numbers only.
    void read_handed_in(const FormTable& table);

    /// Ids of the documents that a cell names by id or number. What nobody describes is taken for the number of one more
    /// document.
    [[nodiscard]] std::vector<std::string> cited(const FormCellReader::Place& place);
    /// The same for documents that must be known; others are reported.
    [[nodiscard]] std::vector<std::string> known(const FormCellReader::Place& place);
    /// "id: why" for each document that is refused.
    [[nodiscard]] std::map<std::string, std::string> refused(const FormCellReader::Place& place);

private:
    void add_names(const std::string& id, const std::string& number);
    void read_row(const FormTable& table, std::size_t row);
    /// The id behind an id or number, or an empty text.
    [[nodiscard]] std::string find(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> names_in(const FormCellReader::Place& place) const;
    void report_unknown(const FormCellReader::Place& place, const std::string& name) const;

    const AnswerCheck& check_;
    const FormCellReader& cells_;
    std::vector<Evidence>& target_;
    std::set<std::string> ids_;
    std::map<std::string, std::string> ids_by_key_;  ///< match key of id or number -> id
    std::set<std::string> own_;                      ///< ids of `target_`
};

}  // namespace parindex::io
