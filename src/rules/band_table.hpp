#pragma once
/// Tables of bands, as leaves and converted aggregates use them: which band holds a value, and whether the table is
/// sound.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex {

struct BandChoice {
    const BandsRule::Band* band = nullptr;
    bool ambiguous = false;  ///< two bands with different points hold the value and nothing says which applies
};

[[nodiscard]] BandChoice choose_band(const std::vector<BandsRule::Band>& bands, const Rational& value,
                                     Overlap on_overlap);

struct BandTable {
    const std::vector<BandsRule::Band>& bands;
    Unit unit = Unit::number;
    Overlap on_overlap = Overlap::undeclared;
    bool outside_declared = false;
};

/// Overlaps (L201), gaps (L202), lost edges (L203), empty bands (L208), points that do not rise or fall with the value
/// (L204).
void check_band_table(const BandTable& table, const Criterion& criterion, const std::string& pointer,
                      Findings& findings);

/// Values at which bands can change hands, from low to high: every edge, and a value inside every stretch between
/// edges. A percentage is looked at from 0 to 1, a count from 0 up in integers. Enough to see every overlap and gap.
[[nodiscard]] std::vector<Rational> probe_values(const std::vector<Interval>& ranges, Unit unit);

}  // namespace parindex
