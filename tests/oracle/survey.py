"""Survey estimates for the oracle, written from docs/rounds.md: exact shares, linearised variances in plain sums."""

import math
from fractions import Fraction

from expressions import quantity

KEPT = ("agency", "questionnaire", "respondent", "stratum", "weight")


class Survey:
    """survey.json with the rows of responses.csv and strata.csv."""

    def __init__(self, data, responses, strata):
        self.estimates = data["estimates"]
        self.responses, self.strata = responses, strata
        scales = data.get("scales", {})
        self.weights = {}  # (questionnaire, question) -> {option: weight or None}
        for questionnaire in data["questionnaires"]:
            for question in questionnaire["questions"]:
                options = question["options"]
                options = scales[options] if isinstance(options, str) else options
                self.weights[questionnaire["id"], question["id"]] = {
                    one["id"]: None if one["weight"] is None else quantity(one["weight"]) for one in options}

    def option(self, questionnaire, question, cell):
        weights = self.weights[questionnaire, question]
        return cell if cell in weights else next(one for one in weights if one.casefold() == cell.strip().casefold())

    def forms(self, agency, questionnaire):
        return [row for row in self.responses if row["agency"] == agency and row["questionnaire"] == questionnaire]

    def populations(self, agency, questionnaire):
        """{stratum: population}; None stands for the one stratum of an unknown population."""
        found = {row.get("stratum") or "": Fraction(row["population"]) for row in self.strata
                 if row["agency"] == agency and row["questionnaire"] == questionnaire}
        return found or None

    def part(self, estimate, part, agency):
        """[(respondent, stratum, weight, y, x)] of the forms with an answer that counts."""
        name = part["questionnaire"]
        units = []
        for row in self.forms(agency, name):
            weights = [self.weights[name, question][self.option(name, question, row[question])]
                       for question in part["questions"] if (row.get(question) or "").strip()]
            weights = [weight for weight in weights if weight is not None]
            if not weights:
                continue
            y, x = sum(weights), Fraction(len(weights))
            if estimate["method"] == "respondents":
                y, x = y / x, Fraction(1)
            units.append(((name, row["respondent"]), row.get("stratum") or "", Fraction(row.get("weight") or 1), y, x))
        return units

    def figure(self, estimate, agency):
        """{"share", "variance", "degrees", "respondents", "counts", "answers"}; no share when a part has no answers."""
        total = sum(quantity(part.get("weight", 1)) for part in estimate["parts"])
        share, values, sizes = Fraction(0), {}, {}
        counts, answers = {}, 0
        for part in estimate["parts"]:
            name = part["questionnaire"]
            for row in self.forms(agency, name):
                for question in part["questions"]:
                    if (row.get(question) or "").strip():
                        option = self.option(name, question, row[question])
                        counts[option] = counts.get(option, 0) + 1
                        answers += self.weights[name, question][option] is not None
        for part in estimate["parts"]:
            units = self.part(estimate, part, agency)
            if not units:
                return {"share": None, "counts": counts, "answers": answers}
            weight = quantity(part.get("weight", 1)) / total
            populations = self.populations(agency, part["questionnaire"])
            strata = sorted({unit[1] for unit in units})
            size = {h: populations[h] if populations else Fraction(1) for h in strata}
            mean = {}
            for h in strata:
                inside = [unit for unit in units if unit[1] == h]
                w = sum(unit[2] for unit in inside)
                mean[h] = (sum(unit[2] * unit[3] for unit in inside) / w, sum(unit[2] * unit[4] for unit in inside) / w, w)
            top = sum(size[h] * mean[h][0] for h in strata)
            bottom = sum(size[h] * mean[h][1] for h in strata)
            ratio = top / bottom
            share += weight * ratio
            for h in strata:
                inside = [unit for unit in units if unit[1] == h]
                # The weighted mean residual; a lone form keeps its whole residual.
                middle = mean[h][0] - ratio * mean[h][1] if len(inside) > 1 else Fraction(0)
                for who, _, w, y, x in inside:
                    u = weight * size[h] * w / mean[h][2] * (y - ratio * x - middle) / bottom
                    group = values.setdefault((part["questionnaire"], h), {})
                    group[who] = group.get(who, Fraction(0)) + u
                    sizes[part["questionnaire"], h] = populations[h] if populations else None
        variance = Fraction(0)
        for key, group in values.items():
            n = len(group)
            fraction = Fraction(n) / sizes[key] if sizes[key] else Fraction(0)
            scale = Fraction(n, n - 1) if n > 1 else Fraction(1)
            variance += (1 - fraction) * scale * sum(u * u for u in group.values())
        respondents = sum(len(group) for group in values.values())
        return {"share": share, "variance": variance, "degrees": respondents - len(values),
                "respondents": respondents, "counts": counts, "answers": answers}

    def inputs(self, agency, has_criterion, has_fact):
        """({criterion: share}, {fact: value}, feeds) of one agency; `feeds` are the estimates without any form."""
        answers, facts, without = {}, {}, []
        for estimate in self.estimates:
            if not any(self.forms(agency, part["questionnaire"]) for part in estimate["parts"]):
                without.append(estimate)
                continue
            figure = self.figure(estimate, agency)
            if figure["share"] is None:
                continue
            if has_criterion(estimate.get("criterion")):
                answers[estimate["criterion"]] = figure["share"]
            if has_fact(estimate.get("fact")):
                facts[estimate["fact"]] = figure["share"]
            for option, fact in estimate.get("counts", {}).items():
                if has_fact(fact):
                    number = figure["answers"] if option == "*" else figure["counts"].get(option, 0)
                    facts[fact] = facts.get(fact, Fraction(0)) + number
        return answers, facts, without


def wilson(p, n, z):
    """Wilson 1927."""
    shrink = 1 + z * z / n
    centre, half = (p + z * z / (2 * n)) / shrink, z / shrink * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(centre - half, 0.0), min(centre + half, 1.0)
