"""A small criteria set, and a table whose scores are worked out by hand."""

import pandas as pd
from parindex import CriteriaSet, build


def content(**more):
    """1.1 levels (2), 1.2 checklist (1), 1.3 typed points (2), 1.4 done / dossiers (2)."""
    return build.criteria_set(
        "vn/test-2017", "Bộ thử", period=("2017-01-01", "2017-12-31"), max=7, level="department",
        provenance=build.provenance("model", "Chỉ để kiểm thử.", source="test"),
        facts=[build.fact("dossiers", "count", "Hồ sơ"), build.fact("done", "count", "Đã xong")],
        criteria=[build.criterion("1", "A", max=7, children=[
            build.criterion("1.1", "B", max=2, rule=build.levels({"full": 2, "none": 0})),
            build.criterion("1.2", "C", max=1, rule=build.checklist({"a": "0.5", "b": "0.5"})),
            build.criterion("1.3", "D", max=2, rule=build.points(step="0.25")),
            build.criterion("1.4", "E", max=2, when_denominator_is_zero="zero",
                            rule=build.proportional("done / dossiers", above_one="refuse")),
        ])], **more)


def criteria():
    return CriteriaSet.from_dict(content())


def frame():
    """Totals: a 2 + 1 + 1.25 + 2/3 = 4.91666..., b 0 + 0.5 + 0.5 + 2 = 3, c 2 + 0 + 2 + 0 = 4."""
    return pd.DataFrame({
        "agency": ["a", "b", "c"],
        "1.1": ["full", "none", "full"],
        "1.2": ["a;b", "a", "not_arisen"],
        "1.3": [1.25, 0.5, 2.0],
        "dossiers": [3, 4, 0],
        "done": [1, 4, 0],
    })
