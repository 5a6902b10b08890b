"""A small assistant for the page's tests, with a plan that plants HTML and Markdown."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Reason, Status
from assistant.page.talk import Turn
from corpus.types import Cell, Plan, PlanFacts, Section, SectionKind, TableRow

FLAGSHIP = "Which agency leads the land access index?"
QUOTE = (
    "Triển khai thực hiện: Sở Nông nghiệp và Môi trường chủ trì theo dõi, đánh giá chỉ số "
    "thành phần Tiếp cận nguồn lực."
)
EVIL = (
    '<img src=x onerror="window.pwned=1"> <script>window.pwned=2</script> '
    "[link](javascript:window.pwned=3) ![i](https://example.com/a.png) `code` $$x$$ "
    "${window.pwned=4} {{constructor}} **not bold** </mark></div> <b>B</b>"
)
_HEADING = "2.2. Chỉ số thành phần Tiếp cận nguồn lực"
_BEFORE = "Nâng cao khả năng tiếp cận vốn tín dụng cho doanh nghiệp nhỏ và vừa."
_AFTER = "Ngân hàng Nhà nước khu vực 5 phối hợp."
_HELP = (_AFTER, "III.2.2")
_ROW = ("7", "Rà soát thủ tục đất đai", "Sở Tư pháp")
_COLUMNS = ("TT", "Nhiệm vụ", "Cơ quan chủ trì")
FACTS = PlanFacts(
    province="Lạng Sơn",
    place="Lạng Sơn",
    issuer="ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    kind="KẾ HOẠCH",
    title="Cải thiện môi trường đầu tư kinh doanh <i>PCI</i> năm 2026",
    number="",
    symbol="KH-UBND",
    date="ngày tháng 7 năm 2026",
    signatory="",
    signatory_title="",
)


def make_plan(plan_id: str = "stand-in-2026") -> Plan:
    """Return a plan of three sections: one of prose, one that plants HTML, one table row."""
    prose = f"{_HEADING}\n\n{_BEFORE}\n\n{QUOTE}\n\n{_AFTER}\n\n"
    evil = f"3. Mục {EVIL}\n\n{EVIL}\n\n"
    header, row = "\t".join(_COLUMNS) + "\n", "\t".join(_ROW) + "\n"
    text = prose + evil + header + row
    evil_at, row_at = len(prose), len(prose + evil + header)

    def section(name: str, kind: SectionKind, heading: str, start: int, end: int) -> Section:
        return Section(
            name, plan_id, kind, name, heading, 1, None, start, end, start, start + len(heading)
        )

    cells, at, column_at = [], row_at, len(prose + evil)
    for column, words in zip(_COLUMNS, _ROW, strict=True):
        cells.append(Cell(column, at, at + len(words), column_at, column_at + len(column)))
        at += len(words) + 1
        column_at += len(column) + 1
    return Plan(
        id=plan_id,
        text=text,
        source_name="stand-in.md",
        source_sha256="0" * 64,
        facts=FACTS,
        sections=(
            section("III.2.2", SectionKind.HEADING, _HEADING, 0, evil_at),
            section("3", SectionKind.HEADING, f"3. Mục {EVIL}", evil_at, row_at),
            section("PL.7", SectionKind.ROW, "", row_at, len(text)),
        ),
        rows=(TableRow("PL.7", tuple(cells)),),
    )


def cite(plan: Plan, n: int, words: str, section: str) -> Citation:
    """Return the citation of these words within a section of the plan."""
    start = plan.text.index(words, plan.section(section).heading_end)
    return Citation(n, plan.id, section, plan.headings(section), words, start, start + len(words))


def make_answer(question: str, said: str, status: Status, *citations: Citation) -> Answer:
    """Return an answer with the fields that the page reads."""
    refused = status is Status.NOT_IN_PLANS
    return Answer(
        id=None,
        question=question,
        standalone_question=question,
        language="en",
        status=status,
        reason=Reason.PLAN_SILENT if refused else None,
        answer=said,
        citations=citations,
        rows=(),
        answered_by="none" if refused else "register",
        seconds=0.001,
        suggestions=(FLAGSHIP,) if refused else (),
    )


class StandIn:
    """Answers four questions and refuses the rest; remembers how it was asked."""

    def __init__(self) -> None:
        self.plan = make_plan()
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self._lock = threading.Lock()
        self.first_shown = threading.Event()  # what "slowly" waits for after its first words

    def plans(self) -> tuple[Plan, ...]:
        return (self.plan,)

    def refresh(self) -> None:
        """Nothing changes here."""

    def stream(
        self, question: str, *, history: Sequence[str] = (), suggest: bool = False
    ) -> Iterator[Answer]:
        whole = self.ask(question, history=history)
        if "slowly" in question:
            first, _, _ = whole.answer.partition("\n\n")
            yield replace(whole, answer=first)
            self.first_shown.wait(30)
        yield whole

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        plans: Sequence[str] = (),
        language: str | None = None,
        id: str | None = None,
        suggest: bool = False,
    ) -> Answer:
        with self._lock:
            self.asked.append((question, tuple(history), tuple(plans)))
        if "land access" in question:
            said = (
                "In Lạng Sơn, the **Department of Agriculture and Environment** (Sở Nông nghiệp "
                f"và Môi trường) leads the monitoring of the land access index. [1]"
                f"\n\n> {QUOTE}"
            )
            return make_answer(
                question, said, Status.ANSWERED, cite(self.plan, 1, QUOTE, "III.2.2")
            )
        if "planted" in question:
            said = f"**The plan says** [1]:\n\n> {EVIL}\n\nAnd {EVIL} [1]"
            return make_answer(question, said, Status.ANSWERED, cite(self.plan, 1, EVIL, "3"))
        if "row" in question:
            said = "**Sở Tư pháp** leads row 7. [1]"
            return make_answer(question, said, Status.ANSWERED, cite(self.plan, 1, _ROW[2], "PL.7"))
        if "many" in question:
            said = "**Everything** is said in three places. [1][2][3]"
            places = ((QUOTE, "III.2.2"), (EVIL, "3"), (_ROW[2], "PL.7"))
            cited_many = [cite(self.plan, n, *place) for n, place in enumerate(places, 1)]
            return make_answer(question, said, Status.ANSWERED, *cited_many)
        if "unmarked" in question:
            told = make_answer(
                question, "**Yes.** [1]", Status.ANSWERED, cite(self.plan, 1, *_HELP)
            )
            return replace(told, standalone_question="không dấu")
        if "broken" in question:
            raise RuntimeError("the inside of the program")
        said = f"The plans do not say. (Earlier: {len(history)}.)"
        return make_answer(question, said, Status.NOT_IN_PLANS)


class Votes:
    """Remembers what was judged; keeps nothing where it is told to fail."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, tuple[str, ...], str]] = []
        self.broken = False

    def keep(self, turn: Turn, history: tuple[str, ...], comment: str) -> None:
        if self.broken:
            raise OSError("no room")
        self.kept.append((turn.question, turn.vote, history, comment))
