"""The expression language of docs/criteria-language.md over exact fractions, written from that page alone."""

import calendar
import datetime
import functools
import re
from dataclasses import dataclass, field
from fractions import Fraction


class Unknown(Exception):
    """The value cannot be given: `state` is the state of the criterion that needs it."""

    def __init__(self, state, what):
        super().__init__(f"{state}: {what}")
        self.state = state


class ZeroDenominator(Exception):
    pass


class Refused(Exception):
    """A result outside what the set allows."""


class Malformed(Exception):
    """The text is no expression of the language."""


@functools.total_ordering
class Never:
    """Later than every day."""

    def __eq__(self, other):
        return isinstance(other, Never)

    def __lt__(self, other):
        return False

    def __gt__(self, other):
        return not isinstance(other, Never)

    def __hash__(self):
        return 0

    def __repr__(self):
        return "never"


NEVER = Never()


# Numbers, dates and working days ------------------------------------------------------------------------------------

def quantity(value):
    """A number of a JSON file, exact: 2, 0.125, "95%", "3/4"."""
    if isinstance(value, bool) or value is None:
        raise ValueError(f"not a number: {value!r}")
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    text = value.strip()
    scale = 1
    if text.endswith("%"):
        text, scale = text[:-1], Fraction(1, 100)
    above, _, under = text.partition("/")
    return Fraction(above) / Fraction(under or 1) * scale


def day(text):
    if text == "never":
        return NEVER
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if match:
        return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    return datetime.date.fromisoformat(text)


def round_number(value, digits, mode):
    """Rounded to `digits` decimal places in one of the six modes."""
    scaled = abs(value) * 10**digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if rest and _goes_up(value < 0, whole, Fraction(rest, scaled.denominator), mode):
        whole += 1
    return Fraction(-whole if value < 0 else whole, 10**digits)


def _goes_up(negative, whole, rest, mode):
    half = Fraction(1, 2)
    return {"half_up": rest >= half,
            "half_even": rest > half or (rest == half and whole % 2 == 1),
            "down": False,
            "up": True,
            "floor": negative,
            "ceiling": not negative}[mode]


@dataclass
class WorkCalendar:
    holidays: frozenset = frozenset()
    worked_weekends: frozenset = frozenset()

    def is_working(self, date):
        if date in self.holidays:
            return False
        return date.weekday() < 5 or date in self.worked_weekends

    def between(self, first, last):
        """Working days after `first` up to and including `last`; mirrored when `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        step = datetime.timedelta(days=1)
        count, at = 0, first
        while at < last:
            at += step
            count += self.is_working(at)
        return count

    def add(self, date, days):
        while days > 0:
            date += datetime.timedelta(days=1)
            days -= self.is_working(date)
        return date


def add_months(date, months):
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


# Reading ------------------------------------------------------------------------------------------------------------

TOKEN = re.compile(r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?) |
    (?P<text>'[^']*'|"[^"]*") |
    (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*) |
    (?P<sign><=|>=|!=|[=<>+\-*/(),]) )""", re.VERBOSE)

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


def tokens_of(text):
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Malformed(f"{text!r} at {at}")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class Parser:
    """Recursive descent, one method for each line of the table of operators."""

    def __init__(self, text):
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0

    def parse(self):
        tree = self.either()
        if self.at != len(self.tokens):
            raise Malformed(f"{self.text!r}: something follows the expression")
        return tree

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def take(self, *wanted):
        kind, text = self.peek()
        if kind in ("sign", "name") and text in wanted:
            self.at += 1
            return text
        return None

    def need(self, wanted):
        if not self.take(wanted):
            raise Malformed(f"{self.text!r}: {wanted} expected")

    def either(self):
        tree = self.both()
        while self.take("or"):
            tree = ("or", tree, self.both())
        return tree

    def both(self):
        tree = self.negation()
        while self.take("and"):
            tree = ("and", tree, self.negation())
        return tree

    def negation(self):
        return ("not", self.negation()) if self.take("not") else self.comparison()

    def comparison(self):
        tree = self.addition()
        operator = self.take(*COMPARISONS)
        if operator:
            tree = (operator, tree, self.addition())
            if self.peek()[1] in COMPARISONS:
                raise Malformed(f"{self.text!r}: comparisons do not chain")
        return tree

    def addition(self):
        tree = self.product()
        while operator := self.take("+", "-"):
            tree = (operator, tree, self.product())
        return tree

    def product(self):
        tree = self.unary()
        while operator := self.take("*", "/"):
            tree = (operator, tree, self.unary())
        return tree

    def unary(self):
        return ("negate", self.unary()) if self.take("-") else self.operand()

    def operand(self):
        kind, text = self.peek()
        self.at += 1
        if kind == "number":
            return ("literal", quantity(text))
        if kind == "text":
            return ("literal", text[1:-1])
        if kind == "name" and text in ("true", "false"):
            return ("literal", text == "true")
        if kind == "name":
            return self.call(text) if self.take("(") else ("name", text)
        if text == "(":
            tree = self.either()
            self.need(")")
            return tree
        raise Malformed(f"{self.text!r}: a value is missing")

    def call(self, function):
        arguments = []
        if not self.take(")"):
            arguments.append(self.either())
            while self.take(","):
                arguments.append(self.either())
            self.need(")")
        return ("call", function, arguments)


@functools.lru_cache(maxsize=None)
def _parsed(text):
    return Parser(text).parse()


def parse(source):
    """Syntax tree of what stands in a file: a text, a number or a flag."""
    if isinstance(source, str):
        return _parsed(source)
    return ("literal", source if isinstance(source, bool) else quantity(source))


# Meaning ------------------------------------------------------------------------------------------------------------

@dataclass
class Scope:
    """What the names of an expression stand for. `criteria` answers points(), share(), level() and scored(); `peers`
    are the scopes of all agencies of the group, this one included."""

    facts: dict
    agency: dict
    period: tuple
    work: WorkCalendar
    criteria: object = None
    answer: object = None
    max: object = None
    peers: list = field(default_factory=list)
    it: object = None

    def with_it(self, record):
        return self.copy(it=record)

    def copy(self, **changes):
        values = dict(self.__dict__)
        values.update(changes)
        return Scope(**values)

    def name(self, path):
        if path == "answer":
            return self.present(self.answer, "blank", path)
        if path == "max":
            return self.present(self.max, "no_data", path)
        if path in ("period.from", "period.to"):
            return self.period[path == "period.to"]
        if path.startswith("agency."):
            return self.present(self.agency.get(path[7:]), "no_data", path)
        if path.startswith("it.") and self.it is not None:
            return self.present(self.it.get(path[3:]), "no_data", path)
        return self.present(self.facts.get(path), "no_data", path)

    @staticmethod
    def present(value, state, path):
        if value is None:
            raise Unknown(state, path)
        return value


def evaluate(source, scope):
    return value_of(parse(source), scope)


def value_of(tree, scope):
    kind = tree[0]
    if kind == "literal":
        return tree[1]
    if kind == "name":
        return scope.name(tree[1])
    if kind == "call":
        return FUNCTIONS[tree[1]](tree[2], scope)
    if kind in ("and", "or"):
        first = value_of(tree[1], scope)
        return value_of(tree[2], scope) if first == (kind == "and") else first
    return OPERATORS[kind](*all_values(tree[1:], scope))


def all_values(trees, scope):
    """Reading: where one operand waits for another criterion and another misses a fact, the fact is what is missing."""
    values, waiting = [], None
    for tree in trees:
        try:
            values.append(value_of(tree, scope))
        except Unknown as unknown:
            if unknown.state != "pending":
                raise
            waiting = waiting or unknown
    if waiting:
        raise waiting
    return values


def divide(a, b):
    if b == 0:
        raise ZeroDenominator()
    return a / b


OPERATORS = {
    "not": lambda a: not a, "negate": lambda a: -a,
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": divide,
}


def is_known(tree, scope):
    try:
        value_of(tree, scope)
        return True
    except Unknown:
        return False


def coalesce(arguments, scope):
    try:
        return value_of(arguments[0], scope)
    except Unknown:
        return value_of(arguments[1], scope)


def strict(function):
    """All arguments are evaluated, left to right."""
    return lambda arguments, scope: function(scope, *all_values(arguments, scope))


def over_list(function):
    """First argument a list, second evaluated for each record (None when left out)."""
    def call(arguments, scope):
        records = value_of(arguments[0], scope)
        values = [value_of(arguments[1], scope.with_it(r)) for r in records] if len(arguments) > 1 else None
        return function(records, values)
    return call


def extreme(pick):
    def of(_records, values):
        if not values:
            raise Unknown("no_data", "no records")
        return pick(values)
    return of


def over_peers(function):
    """The argument for every agency of the group; those for which it is not known do not take part."""
    def call(arguments, scope):
        values = []
        for peer in scope.peers:
            try:
                values.append(value_of(arguments[0], peer))
            except Unknown:
                continue
        return function(values, lambda: value_of(arguments[0], scope))
    return call


def peer_extreme(pick):
    def of(values, _own):
        if not values:
            raise Unknown("no_data", "no agency of the group has it")
        return pick(values)
    return of


def peer_rank(values, own):
    mine = own()
    return Fraction(1 + sum(value > mine for value in values))


def of_criterion(question):
    return lambda arguments, scope: getattr(scope.criteria, question)(arguments[0][1])


FUNCTIONS = {
    "min": strict(lambda _, *v: min(v)), "max": strict(lambda _, *v: max(v)), "abs": strict(lambda _, a: abs(a)),
    "round": strict(lambda _, a, digits: round_number(a, int(digits), "half_up")),
    "floor": strict(lambda _, a: Fraction(a.numerator // a.denominator)),
    "if": lambda a, s: value_of(a[1] if value_of(a[0], s) else a[2], s),
    "known": lambda a, s: is_known(a[0], s), "coalesce": coalesce,
    "date": strict(lambda _, a: day(a)),
    "days_between": strict(lambda _, a, b: Fraction((b - a).days)),
    "working_days_between": strict(lambda s, a, b: Fraction(s.work.between(a, b))),
    "add_days": strict(lambda _, a, n: a + datetime.timedelta(days=int(n))),
    "add_months": strict(lambda _, a, n: add_months(a, int(n))),
    "add_working_days": strict(lambda s, a, n: s.work.add(a, int(n))),
    "year": strict(lambda _, a: Fraction(a.year)), "happened": strict(lambda _, a: a != NEVER),
    "count": over_list(lambda r, v: Fraction(len(r) if v is None else sum(v))),
    "sum": over_list(lambda _, v: sum(v, Fraction(0))),
    "mean": over_list(lambda _, v: divide(sum(v, Fraction(0)), len(v))),
    "lowest": over_list(extreme(min)), "highest": over_list(extreme(max)),
    "all": over_list(lambda _, v: all(v)), "any": over_list(lambda _, v: any(v)),
    "points": of_criterion("points"), "share": of_criterion("share"),
    "level": of_criterion("level"), "scored": of_criterion("scored"),
    "peer_highest": over_peers(peer_extreme(max)), "peer_lowest": over_peers(peer_extreme(min)),
    "peer_sum": over_peers(lambda v, _: sum(v, Fraction(0))),
    "peer_mean": over_peers(lambda v, _: divide(sum(v, Fraction(0)), len(v))),
    "peer_count": lambda _, scope: Fraction(len(scope.peers)), "peer_rank": over_peers(peer_rank),
}
