#include "io/cell_values.hpp"

#include <catch2/catch.hpp>

using namespace parindex::io;

TEST_CASE("names of cells count columns with letters") {
    CHECK(cell_name(12, 2) == "B12");
    CHECK(cell_name(1, 26) == "Z1");
    CHECK(cell_name(1, 27) == "AA1");
    CHECK(cell_name(1'048'576, 16'384) == "XFD1048576");
    for (std::size_t column = 1; column <= max_sheet_columns; column += 7)
        CHECK(parse_cell_name(cell_name(3, column)) == CellAddress{3, column});
    CHECK(parse_cell_name("$B$12") == CellAddress{12, 2});
    for (const char* bad :
         {"", "B", "12", "B0", "B01", "b1", "B1048577", "XFE1", "ZZZZZZZZZZ1", "B99999999999", "B-1", "1B"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_cell_name(bad));
    }
}

TEST_CASE("a stored number is what the spreadsheet shows, 15 digits") {
    CHECK(spreadsheet_number("4.0999999999999996") == "4.1");
    CHECK(spreadsheet_number("0.30000000000000004") == "0.3");
    CHECK(spreadsheet_number("0.1") == "0.1");
    CHECK(spreadsheet_number("-2.50") == "-2.5");
    CHECK(spreadsheet_number("1E-3") == "0.001");
    CHECK(spreadsheet_number("1.5e+3") == "1500");
    CHECK(spreadsheet_number("0") == "0");
    CHECK(spreadsheet_number("-0.0") == "0");
    CHECK(spreadsheet_number("007") == "7");
    CHECK(spreadsheet_number(".5") == "0.5");
    CHECK(spreadsheet_number("5.") == "5");
    CHECK(spreadsheet_number("9.9999999999999995") == "10");
    CHECK(spreadsheet_number("999999999999999.9") == "1000000000000000");
    CHECK(spreadsheet_number("12345678901234567") == "12345678901234600");
    CHECK(spreadsheet_number("1E300") == "1e300");
    CHECK(spreadsheet_number("-1.25E-60") == "-1.25e-60");
    for (const char* bad : {"", "-", ".", "1e", "1e99999", "0x10", "nan", "INF", "1,5", "1 000", "1.2.3", "--1"}) {
        CAPTURE(bad);
        CHECK_FALSE(spreadsheet_number(bad));
    }
}

TEST_CASE("a serial day is a date in both systems") {
    using enum DateSystem;
    // 42739 is 4 January 2017; the systems lie 1462 days apart (Microsoft, "Differences between the 1900 and the 1904
    // date system in Excel").
    CHECK(serial_date("42739", from_1900) == "2017-01-04");
    CHECK(serial_date("41277", from_1904) == "2017-01-04");
    CHECK(serial_date("1", from_1900) == "1900-01-01");
    CHECK(serial_date("59", from_1900) == "1900-02-28");
    CHECK(serial_date("61", from_1900) == "1900-03-01");
    CHECK(serial_date("0", from_1904) == "1904-01-01");
    CHECK(serial_date("42739.75", from_1900) == "2017-01-04T18:00:00");
    CHECK(serial_date("42739.9999999", from_1900) == "2017-01-05");
    CHECK_FALSE(serial_date("60", from_1900));  // 29 February 1900 never was
    CHECK_FALSE(serial_date("0.5", from_1900));
    CHECK_FALSE(serial_date("-1", from_1904));
    CHECK_FALSE(serial_date("1e30", from_1900));
    CHECK_FALSE(serial_date("99999999", from_1900));
}

TEST_CASE("number formats say what is a date and what a percentage") {
    using enum NumberLook;
    for (const char* code : {"dd/mm/yyyy", "d/m/yy;@", "[$-42A]dd mmmm yyyy", "yyyy\\-mm\\-dd", "\"ngày\" dd/mm/yyyy",
                             "dd/mm/yyyy hh:mm", "mmm-yy", "MM/DD/YYYY", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"}) {
        CAPTURE(code);
        CHECK(look_of_format(code) == date);
    }
    for (const char* code : {"General", "0.00", "#,##0", "#,##0 \"đồng/ngày/dd\"", "[Red]0.0", "hh:mm:ss", "[h]:mm",
                             "mm:ss.0", "@", "", "_-* #,##0_d", "0.00E+00", "\\d0", "0\" days\""}) {
        CAPTURE(code);
        CHECK(look_of_format(code) == number);
    }
    CHECK(look_of_format("0.0%") == percent);
    CHECK(look_of_format("0\"%\"") == number);
    CHECK(look_of_builtin(14) == date);
    CHECK(look_of_builtin(22) == date);
    CHECK(look_of_builtin(9) == percent);
    CHECK(look_of_builtin(0) == number);
    CHECK(look_of_builtin(20) == number);
}
