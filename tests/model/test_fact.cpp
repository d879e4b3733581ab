#include "parindex/model/fact.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

TEST_CASE("types of facts keep their words through text and back") {
    for (const FactType type : {FactType::count, FactType::number, FactType::percent, FactType::date, FactType::flag,
                                FactType::text, FactType::records}) {
        CHECK(parse_fact_type(to_string(type)) == type);
    }
    CHECK(to_string(FactType::records) == "records");
    CHECK_FALSE(parse_fact_type("integer"));
}
