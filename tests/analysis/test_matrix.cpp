#include "parindex/analysis/matrix.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace parindex;

TEST_CASE("a matrix stands row by row", "[analysis][matrix]") {
    Matrix matrix(2, 3);
    matrix(0, 2) = 5;
    matrix(1, 0) = missing_value;
    CHECK(matrix.values[2] == 5);
    CHECK(std::isnan(matrix.values[3]));
    CHECK(matrix.row(0).size() == 3);
    CHECK(matrix.row(0)[2] == 5);
    CHECK(matrix.column(2) == std::vector<double>{5, 0});
}
