#pragma once
/// A table of numbers for statistics: units by variables.

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace parindex {

/// Row by row, all rows of the same length. A missing value is NaN; what a function does with it is said there.
struct Matrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> values;

    Matrix() = default;
    Matrix(std::size_t row_count, std::size_t column_count, double value = 0)
        : rows(row_count), columns(column_count), values(row_count * column_count, value) {}

    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) { return values[row * columns + column]; }
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const { return values[row * columns + column]; }

    [[nodiscard]] std::span<const double> row(std::size_t index) const {
        return std::span(values).subspan(index * columns, columns);
    }
    [[nodiscard]] std::vector<double> column(std::size_t index) const {
        std::vector<double> found(rows);
        for (std::size_t r = 0; r < rows; ++r) found[r] = (*this)(r, index);
        return found;
    }

    [[nodiscard]] bool operator==(const Matrix&) const = default;
};

/// What stands where there is no value.
inline constexpr double missing_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace parindex
