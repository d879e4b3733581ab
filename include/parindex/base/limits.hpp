#pragma once
/// Bounds on what is read and computed. Untrusted files from hundreds of agencies must not exhaust the machine.

#include <cstddef>

namespace parindex {

struct Limits {
    std::size_t file_bytes = 64U << 20U;           ///< largest file that is read, 64 MiB
    std::size_t json_depth = 64;                   ///< deepest nesting of arrays and objects
    std::size_t json_values = 4'000'000;           ///< most values in one file
    std::size_t text_bytes = 1U << 20U;            ///< longest single string
    std::size_t xml_depth = 64;                    ///< deepest nesting of XML elements
    std::size_t workbook_parts = 4'000;            ///< most parts in one workbook
    std::size_t workbook_bytes = 128U << 20U;      ///< most that a workbook unpacks to, over all parts read
    std::size_t workbook_ratio = 250;              ///< times that a large part may be larger than it is compressed
    std::size_t workbook_cells = 1'000'000;        ///< most filled cells in one workbook
    std::size_t workbook_text_bytes = 64U << 20U;  ///< most text in its cells, repeated strings counted each time
    std::size_t tree_depth = 12;                   ///< deepest criterion below the root
    std::size_t criteria = 20'000;                 ///< most criteria in one set
    std::size_t agencies = 200'000;                ///< most agencies in one round
    std::size_t findings = 1'000;                  ///< findings kept per file; one more says how many were left out
};

}  // namespace parindex
