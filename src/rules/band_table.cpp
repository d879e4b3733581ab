#include "rules/band_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/support.hpp"

namespace parindex {

namespace {

using Band = BandsRule::Band;

void check_edges(const BandTable& table, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    for (std::size_t i = 0; i < table.bands.size(); ++i) {
        const auto& range = table.bands[i].range;
        const auto place = fmt::format("{}/{}", pointer, i);
        if (range.lower_lost || range.upper_lost)
            findings.push_back(rule_finding(
                "L203", Severity::error, criterion, place,
                {fmt::format("nguồn in thiếu cận {} của khoảng", range.lower_lost ? "dưới" : "trên"),
                 fmt::format("the source lost the {} edge of the band", range.lower_lost ? "lower" : "upper"),
                 {}},
                {"ghi cận vào corrections, kèm lý do", "state the edge under corrections, with the reason", {}}));
        if (!range.lower || !range.upper) continue;
        const bool inverted = range.lower->value > range.upper->value;
        const bool empty =
            range.lower->value == range.upper->value && !(range.lower->inclusive && range.upper->inclusive);
        if (inverted || empty)
            findings.push_back(rule_finding(
                "L208", Severity::error, criterion, place,
                {"khoảng rỗng: không giá trị nào thuộc khoảng này", "empty band: no value lies in it", {}}));
    }
}

/// Reports the first value of each stretch of values that is held by two bands.
void check_overlaps(const BandTable& table, const std::vector<Rational>& probes, const Criterion& criterion,
                    const std::string& pointer, Findings& findings) {
    std::set<std::pair<std::size_t, std::size_t>> reported;
    for (const auto& value : probes) {
        std::vector<std::size_t> holding;
        for (std::size_t i = 0; i < table.bands.size(); ++i)
            if (table.bands[i].range.contains(value)) holding.push_back(i);
        for (std::size_t k = 1; k < holding.size(); ++k) {
            const auto first = holding[k - 1];
            const auto second = holding[k];
            if (!reported.insert({first, second}).second) continue;
            findings.push_back(rule_finding(
                "L201", Severity::error, criterion, fmt::format("{}/{}", pointer, second), in_both([&](Language l) {
                    return fmt::format(
                        fmt::runtime(l == Language::vi ? "hai khoảng \"{}\" và \"{}\" cùng chứa giá trị {}"
                                                       : "two bands, \"{}\" and \"{}\", both hold the value {}"),
                        show_range(table.bands[first].range, table.unit, l),
                        show_range(table.bands[second].range, table.unit, l), show_number(value, table.unit, l));
                }),
                {"đóng hoặc mở các cận, hoặc thêm on_overlap", "open or close the edges, or add on_overlap", {}}));
        }
    }
}

void check_gaps(const BandTable& table, const std::vector<Rational>& probes, const Criterion& criterion,
                const std::string& pointer, Findings& findings) {
    for (const auto& value : probes) {
        const bool held = std::any_of(table.bands.begin(), table.bands.end(),
                                      [&](const Band& band) { return band.range.contains(value); });
        if (held) continue;
        findings.push_back(rule_finding("L202", Severity::error, criterion, pointer, in_both([&](Language l) {
                                            return fmt::format(
                                                fmt::runtime(l == Language::vi ? "giá trị {} không thuộc khoảng nào"
                                                                               : "the value {} lies in no band"),
                                                show_number(value, table.unit, l));
                                        }),
                                        {"thêm khoảng, hoặc thêm outside", "add a band, or add outside", {}}));
        return;
    }
}

/// Points along rising values should only rise or only fall.
void check_order(const BandTable& table, const std::vector<Rational>& probes, const Criterion& criterion,
                 const std::string& pointer, Findings& findings) {
    bool rises = false;
    bool falls = false;
    const Rational* before = nullptr;
    for (const auto& value : probes) {
        const auto choice = choose_band(table.bands, value, table.on_overlap);
        if (choice.band == nullptr || choice.ambiguous) continue;
        if (before != nullptr) {
            rises = rises || choice.band->points > *before;
            falls = falls || choice.band->points < *before;
        }
        before = &choice.band->points;
    }
    if (rises && falls)
        findings.push_back(rule_finding(
            "L204", Severity::warning, criterion, pointer,
            {"điểm lúc tăng lúc giảm khi giá trị tăng", "points both rise and fall as the value rises", {}},
            {"kiểm tra điểm của từng khoảng", "check the points of each band", {}}));
}

}  // namespace

BandChoice choose_band(const std::vector<Band>& bands, const Rational& value, Overlap on_overlap) {
    BandChoice choice;
    for (const auto& band : bands) {
        if (!band.range.contains(value)) continue;
        if (choice.band == nullptr) {
            choice.band = &band;
            continue;
        }
        if (band.points == choice.band->points || on_overlap == Overlap::first) continue;
        if (on_overlap == Overlap::undeclared) choice.ambiguous = true;
        if (on_overlap == Overlap::highest && band.points > choice.band->points) choice.band = &band;
        if (on_overlap == Overlap::lowest && band.points < choice.band->points) choice.band = &band;
    }
    return choice;
}

std::vector<Rational> probe_values(const std::vector<Interval>& ranges, Unit unit) {
    std::set<Rational> edges;
    for (const auto& range : ranges) {
        if (range.lower) edges.insert(range.lower->value);
        if (range.upper) edges.insert(range.upper->value);
    }
    if (unit != Unit::number) edges.insert(Rational(0));
    if (unit == Unit::percent) edges.insert(Rational(1));
    if (edges.empty()) edges.insert(Rational(0));
    std::set<Rational> probes;
    if (unit == Unit::count) {
        // Between integers there is nothing: probe each edge's integer neighbours.
        for (const auto& edge : edges)
            for (int step = -1; step <= 1; ++step)
                if (const auto value = edge.floor() + Rational(step); value.sign() >= 0) probes.insert(value);
        return {probes.begin(), probes.end()};
    }
    probes.insert(edges.begin(), edges.end());
    const Rational* before = nullptr;
    for (const auto& edge : edges) {
        if (before != nullptr) probes.insert((*before + edge) / Rational(2));
        before = &edge;
    }
    if (unit == Unit::number) {
        probes.insert(*edges.begin() - Rational(1));
        probes.insert(*edges.rbegin() + Rational(1));
    } else {
        std::erase_if(probes, [](const Rational& v) { return v.sign() < 0 || v > Rational(1); });
    }
    return {probes.begin(), probes.end()};
}

void check_band_table(const BandTable& table, const Criterion& criterion, const std::string& pointer,
                      Findings& findings) {
    check_edges(table, criterion, pointer, findings);
    std::vector<Interval> ranges;
    for (const auto& band : table.bands) ranges.push_back(band.range);
    const auto probes = probe_values(ranges, table.unit);
    if (table.on_overlap == Overlap::undeclared) check_overlaps(table, probes, criterion, pointer, findings);
    if (!table.outside_declared) check_gaps(table, probes, criterion, pointer, findings);
    check_order(table, probes, criterion, pointer, findings);
}

}  // namespace parindex
