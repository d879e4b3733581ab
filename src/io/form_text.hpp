#pragma once
/// Texts of form workbooks that are made from data: rules in words, what was answered earlier.

#include <string>
#include <vector>

#include "io/form_case.hpp"

namespace parindex::io {

/// A state that may be chosen in place of an answer, as forms call it.
struct StateWord {
    State state;
    Text word;
};

[[nodiscard]] const std::vector<StateWord>& state_words();
[[nodiscard]] Text flag_word(bool value);

/// What a drop-down offers for each level: its label, or its id where labels are missing or look alike.
[[nodiscard]] std::vector<std::string> level_words(const std::vector<const Level*>& levels, Language language);

/// How the leaf is scored, for the person who answers it: a line for each level or band, figures by their titles, what
/// evidence is needed, and why it does not apply where it does not.
[[nodiscard]] std::string rule_text(const FormCase& form, std::size_t node);

/// What an earlier stage gave for the leaf, or the value that was computed; empty when nothing.
[[nodiscard]] std::string answer_text(const FormCase& form, std::size_t node, const EarlierStage& earlier);

/// The documents cited, one a line, with what an appraiser thought of them.
[[nodiscard]] std::string evidence_text(const FormCase& form, const Answer& answer);

/// "từ 01/01/2017 đến 30/06/2017"
[[nodiscard]] std::string period_text(const Period& period, Language language);

/// "2,5", at most four places.
[[nodiscard]] std::string number_text(const Rational& value, Language language);

}  // namespace parindex::io
