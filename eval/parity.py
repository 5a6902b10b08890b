"""Whether a fact is answered alike in Vietnamese, without marks and in English."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval import metrics
from eval.questions import SPLITS, WORDINGS, Fact, Split, Wording
from eval.run import Judged, Measures

FACTS = "facts"

Parity = dict[Split, dict[str, Measures]]


def parity(judged: Iterable[Judged]) -> Parity:
    """Return by split and file what is the same for a fact in all its three wordings.

    ``rows`` counts the facts that are asked in three wordings; ``same_section`` is the
    share whose three answers cite an accepted section in common, ``right_in_all`` the
    share answered rightly three times. A file without such facts has no entry.
    """
    asked: dict[tuple[Split, str], dict[str, list[Judged]]] = {}
    for one in judged:
        row = one.item.row
        if isinstance(row, Fact) and len(row.wordings()) == len(WORDINGS):
            file = file_of(one.item.group, one.item.wording)
            asked.setdefault((row.split, file), {}).setdefault(row.id, []).append(one)
    found: Parity = {}
    for split in SPLITS:
        for (of_split, file), rows in asked.items():
            if of_split == split:
                found.setdefault(split, {})[file] = _measures(list(rows.values()))
    return found


def file_of(group: str, wording: Wording) -> str:
    """Return the file that a question's group is of; the facts' groups are the wordings."""
    return FACTS if group == wording else group.removesuffix(f"-{wording}")


def _measures(rows: Sequence[Sequence[Judged]]) -> Measures:
    return {
        "rows": len(rows),
        "same_section": metrics.mean(float(_same_section(of)) for of in rows),
        "right_in_all": metrics.mean(float(all(one.right for one in of)) for of in rows),
    }


def _same_section(of: Sequence[Judged]) -> bool:
    return bool(set.intersection(*(_accepted(one) for one in of)))


def _accepted(one: Judged) -> set[tuple[str, str]]:
    """Return the accepted (plan, section) that an answer cites; a refusal proves nothing."""
    row, answer = one.item.row, one.answer
    if not isinstance(row, Fact) or answer["status"] not in metrics.ANSWERING:
        return set()
    return _cited(answer) & row.accepted()


def _cited(answer: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(citation["plan"], citation["section"]) for citation in answer["citations"]}
