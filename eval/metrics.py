"""The measures: small pure functions, each with its definition in its docstring.

Shares lie between 0 and 1, higher is better unless said otherwise. NaN means "not
scored": there was nothing to measure, and a mean leaves it out. An *answer* is the JSON
object of ``Answer.to_json()``. A body is given by its *forms*: every name that counts as
naming it (Vietnamese, official English, variants).
"""

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from corpus.words import spell

Forms = Sequence[str]
Places = Mapping[str, Collection[str]]
"""The accepted sections by plan."""
NAN = math.nan
ANSWERING = frozenset({"answered", "partial"})
REFUSING = frozenset({"not_in_plans", "unclear"})

_MARKER = re.compile(r"\[(\d+)\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_DASHES = str.maketrans("–—‑‐’‘“”", "----''\"\"")

# --- values: one spelling for what is equal by value ---------------------------------

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH = {m: i for i, m in enumerate(_MONTHS, 1)} | {m[:3]: i for i, m in enumerate(_MONTHS, 1)}
_EN_MONTH = "|".join(sorted(_MONTH, key=len, reverse=True))
_QUARTER = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER |= {"first": 1, "second": 2, "third": 3, "fourth": 4}
_D, _M, _Y = r"(?P<d>0?[1-9]|[12]\d|3[01])", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<y>(?:19|20)\d\d)"
_EN = rf"(?P<e>{_EN_MONTH})\.?"
_TH = r"(?:st|nd|rd|th)?"
_OPEN, _SHUT = r"(?<![\w./,-])", r"(?![\w]|[./,-]\d)"

# Fullest forms first: what one has taken the next does not see.
_DATES = [
    re.compile(_OPEN + form + _SHUT)
    for form in (
        rf"{_Y}-{_M}-{_D}",
        rf"(?:ngày )?{_D}(?P<s>[/.-]){_M}(?P=s){_Y}",
        rf"(?:ngày )?{_D} tháng {_M}(?: năm |/|, | ){_Y}",
        rf"ngày {_D}/{_M}",
        rf"ngày {_D} tháng {_M}",
        rf"{_D}{_TH}(?: of)? {_EN}(?:,? {_Y})?",
        rf"{_EN} {_D}{_TH}(?:,? {_Y})?",
        rf"tháng {_M}(?: năm |/| ){_Y}",
        rf"{_M}/{_Y}",
        rf"{_EN},? {_Y}",
        rf"(?:quý|quarter|q) ?(?P<q>iv|i{{1,3}}|[1-4])(?:(?:/| năm | of |, | ){_Y})?",
        rf"(?P<q>first|second|third|fourth) quarter(?:(?: of|,)? {_Y})?",
    )
]
_PERCENT = re.compile(r" ?(?:%|phần trăm\b|per cent\b|percent\b)")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_YEAR_WORD = re.compile(r"\bnăm (?=(?:19|20)\d\d\b)")


def _date_token(match: re.Match[str]) -> str:
    part = match.groupdict()
    month = _MONTH[part["e"]] if part.get("e") else int(part.get("m") or 0)
    if part.get("q"):
        token = f"q{_QUARTER[part['q']]}"
    elif part.get("d"):
        token = f"d{int(part['d'])}m{month}"
    else:
        token = f"m{month}"
    return f"{token} {part['y']}" if part.get("y") else token


def number_value(printed: str) -> Decimal | None:
    """Return the value of a printed number, Vietnamese or English; ``None``: not one number.

    A separator before groups of exactly three digits cuts thousands ("5.000" = "5,000"),
    any other single one is a decimal mark ("97,5" = "97.5", "0.125"); with both kinds the
    last is the decimal mark ("1.234,5"). "1.2.3" is a section number.
    """
    parts = re.split(r"[.,]", printed)
    marks = re.findall(r"[.,]", printed)
    if not marks:
        return Decimal(printed)
    thousands = len(parts[0]) <= 3 and parts[0].strip("0") and all(len(p) == 3 for p in parts[1:])
    if len(set(marks)) == 1 and thousands:
        return Decimal("".join(parts))
    if len(marks) == 1:
        return Decimal(".".join(parts))
    if marks.count(marks[-1]) == 1 and all(len(p) == 3 for p in parts[1:-1]):
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return None


def _number_token(match: re.Match[str]) -> str:
    value = number_value(match[0])
    if value is None:
        return match[0]
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.lstrip("0") or "0" if "." not in text else text


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """Return a text in which what is equal by value is spelt equally.

    Lower case, one space between words, tone marks in one place, bold and citation
    markers gone, dates as ``d10m12 2026``, months ``m12 2026``, quarters ``q2 2026``,
    numbers without separators of thousands and with a decimal point, per cent as ``%``.
    """
    plain = unicodedata.normalize("NFC", text)
    plain = _MARKER.sub(" ", plain).replace("**", "").translate(_DASHES)
    plain = "".join(" " if unicodedata.category(c) == "No" else c for c in plain)
    plain = " ".join(re.sub(r"^> ?", " ", spell(plain), flags=re.MULTILINE).split())
    plain = _PERCENT.sub("%", plain)
    for form in _DATES:
        plain = form.sub(_date_token, plain)
    return _NUMBER.sub(_number_token, _YEAR_WORD.sub("", plain))


def _stands_in(needle: str, text: str) -> bool:
    """Return whether a canonical text holds another as whole words and whole numbers."""
    pattern = rf"(?<!\w)(?<!\d[.,/]){re.escape(needle)}(?!\w)(?![.,/]\d)"
    return bool(needle) and re.search(pattern, text) is not None


# --- what an answer says -------------------------------------------------------------


def body_named(text: str, forms: Forms) -> bool:
    """Return whether a text holds one of a body's forms as whole words, in any case."""
    plain = canonical(text)
    return any(_stands_in(canonical(form), plain) for form in forms)


def body_accuracy(answer: Mapping[str, Any], bodies: Sequence[Forms]) -> float:
    """Share of the expected bodies that the answer's text names; NaN: none expected."""
    return mean([float(body_named(answer["answer"], forms)) for forms in bodies])


def asserts_wrong_body(
    answer: Mapping[str, Any], wrong: Sequence[Forms], expected: Sequence[Forms], plan: str
) -> bool:
    """Return whether the answer asserts a wrong body as what was asked for.

    It does where a wrong body stands in bold in a line that cites ``plan`` or nothing, or
    in a row of ``plan`` in a role that an expected body has there (any role, where no
    row names an expected one): the coordinator of the right row is not asserted as its
    leader. Lines and rows about other plans speak of other duties.
    """
    bold = " ; ".join(_bold_texts(answer, plan))
    for forms in expected:  # "Công an" is not asserted where "Công an tỉnh" is
        bold = _without(bold, forms)
    if any(body_named(bold, forms) for forms in wrong):
        return True
    rows = [row for row in answer.get("rows", []) if row["plan"] == plan]
    roles = {row["role"] for row in rows if _is_one_of(row["agency"], expected)}
    return any(
        _is_one_of(row["agency"], wrong) and (not roles or row["role"] in roles) for row in rows
    )


def misdirects(answer: Mapping[str, Any], expected: Sequence[Forms], plan: str) -> bool:
    """Return whether bodies are expected and the answer gives only others.

    It does where rows of ``plan`` name bodies and neither they nor the text name an
    expected one: the reader is sent to the wrong door, listed as wrong or not.
    """
    rows = [row for row in answer.get("rows", []) if row["plan"] == plan]
    named = any(_is_one_of(row["agency"], expected) for row in rows)
    return bool(rows and expected) and not named and not body_accuracy(answer, expected)


def _bold_texts(answer: Mapping[str, Any], plan: str) -> Iterable[str]:
    plans = {citation["n"]: citation["plan"] for citation in answer["citations"]}
    lines = answer["answer"].splitlines()
    cells = [cell for li in lines for cell in (li.split("|") if li.startswith("|") else [li])]
    for line in cells:
        cited = {plans.get(int(n)) for n in _MARKER.findall(line)}
        if not line.startswith(">") and (not cited or plan in cited):
            yield from _BOLD.findall(line)


def _without(text: str, forms: Forms) -> str:
    plain = canonical(text)
    for form in sorted(forms, key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(canonical(form))}(?!\w)", " ", plain)
    return plain


def _is_one_of(name: str, bodies: Sequence[Forms]) -> bool:
    plain = canonical(name)
    return any(plain == canonical(form) for forms in bodies for form in forms)


def value_accuracy(answer: Mapping[str, Any], values: Sequence[Sequence[str]]) -> float:
    """Share of the expected values of which a variant stands in the answer or a quote.

    Compared by value (:func:`canonical`); NaN: none expected.
    """
    texts = [answer["answer"], *(c["quote"] for c in answer["citations"])]
    plain = [canonical(text) for text in texts]
    return mean(
        [
            float(any(_stands_in(form, text) for form in _forms(variants) for text in plain))
            for variants in values
        ]
    )


def with_days(variants: Sequence[str]) -> list[str]:
    """Return the variants of a value; "15/12" may be the day, too."""
    days = [f"ngày {v}" for v in variants if re.fullmatch(r"\d{1,2}/\d{1,2}", v)]
    return [*variants, *days]


def _forms(variants: Sequence[str]) -> list[str]:
    return [canonical(v) for v in with_days(variants)]


def list_completeness(bodies: float, n_bodies: int, values: float, n_values: int) -> float:
    """Share of a list's expected members, bodies and values alike, that are named.

    ``bodies`` and ``values`` are the shares of each (:func:`body_accuracy`,
    :func:`value_accuracy`; NaN where there is none), ``n_bodies`` and ``n_values`` how many
    are expected. It is the recall of a set (Manning, Raghavan and Schütze 2008, chapter 8).
    NaN: fewer than two members are expected, so it is no list.
    """
    if n_bodies + n_values < 2:
        return NAN
    named = (n_bodies and bodies * n_bodies) + (n_values and values * n_values)
    return named / (n_bodies + n_values)


# --- what it proves it with ----------------------------------------------------------


def section_hit(answer: Mapping[str, Any], plan: str, sections: Collection[str]) -> float:
    """1 where at least one citation lies in an accepted section of the plan, else 0."""
    return float(any(_accepted(c, plan, sections) for c in answer["citations"]))


def _accepted(citation: Mapping[str, Any], plan: str, sections: Collection[str]) -> bool:
    return citation["plan"] == plan and citation["section"] in sections


def quote_exactness(answer: Mapping[str, Any], texts: Mapping[str, str]) -> float:
    """Share of the citations whose quote is ``texts[plan][start:end]``; NaN: no citation.

    A citation of an unknown plan, of an empty or of an impossible place is not exact.
    """
    return mean([float(is_exact(c, texts)) for c in answer["citations"]])


def is_exact(citation: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Return whether a citation's quote is the plan's text at its place, and not empty."""
    text = texts.get(citation["plan"], "")
    start, end = citation["start"], citation["end"]
    return bool(0 <= start < end <= len(text) and text[start:end] == citation["quote"])


# --- refusals ------------------------------------------------------------------------


def refusal_right(
    answer: Mapping[str, Any], status: Collection[str], reason: Collection[str | None]
) -> bool:
    """Return whether an unanswerable question got a right status (and reason, if any listed)."""
    return answer["status"] in status and (not reason or answer["reason"] in reason)


def refusal_precision(outcomes: Iterable[tuple[bool, bool]]) -> float:
    """Of (should refuse, refused): the share of refusals that were due; NaN: no refusal."""
    return mean([float(due) for due, refused in outcomes if refused])


def refusal_recall(outcomes: Iterable[tuple[bool, bool]]) -> float:
    """Of (should refuse, refused): the share of due refusals made; NaN: none was due."""
    return mean([float(refused) for due, refused in outcomes if due])


# --- retrieval -----------------------------------------------------------------------


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant ids among the first ``k`` ranked; NaN: none relevant."""
    first = set(ranked[:k])
    return mean([float(item in first) for item in set(relevant)])


def found_at(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """1 where any of the relevant is among the first ``k`` ranked, else 0; NaN: none relevant."""
    if not relevant:
        return math.nan
    return float(any(item in relevant for item in ranked[:k]))


def reciprocal_rank(
    ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int = 10
) -> float:
    """1 / rank of the first relevant id among the first ``k``, 0 where there is none.

    Its mean over questions is MRR@k. NaN: none relevant.
    """
    if not relevant:
        return math.nan
    return next((1 / r for r, item in enumerate(ranked[:k], 1) if item in relevant), 0.0)


# --- numbers -------------------------------------------------------------------------


def mean(values: Iterable[float]) -> float:
    """Mean of the scored values; NaN: none was scored."""
    scored = [value for value in values if not math.isnan(value)]
    return math.fsum(scored) / len(scored) if scored else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """Smallest value that at least ``share`` of the values do not exceed (nearest rank).

    NaN: no value. ``share`` lies in (0, 1].
    """
    if not values:
        return math.nan
    rank = math.ceil(round(share * len(values), 9))
    return sorted(values)[max(rank, 1) - 1]


def expand(bodies: Iterable[str | Sequence[str]], names: Callable[[str], Forms]) -> list[Forms]:
    """Return each body's forms: its variants as listed, and all that ``names`` knows of them."""
    expanded: list[Forms] = []
    for body in bodies:
        variants = [body] if isinstance(body, str) else list(body)
        forms = [form for variant in variants for form in (variant, *names(variant))]
        expanded.append(tuple(dict.fromkeys(forms)))
    return expanded
