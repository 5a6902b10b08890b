"""``python -m corpus``: list, show, check, add and remove plans; write out their register."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus import exports, uncovered
from corpus.errors import InputError, PlansError
from corpus.files import write_atomic
from corpus.library import Library, read_file
from corpus.plan import read_plan
from corpus.register import assignments
from corpus.types import Plan, SectionKind

_SHOWN = 160  # characters of a sentence that ``check`` lists


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code: 0, 1 for a failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (PlansError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", help="list the plans")
    listing.add_argument("--json", action="store_true", help="as JSON, one array")
    listing.set_defaults(run=_list)
    text = commands.add_parser("text", help="print a plan's text, which offsets refer to")
    text.add_argument("plan", metavar="PLAN")
    text.set_defaults(run=_text)
    check = commands.add_parser("check", help="read files (or all plans) and report")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE")
    check.add_argument("--outline", action="store_true", help="print the outline too")
    check.set_defaults(run=_check)
    _register_options(commands.add_parser("register", help="write out who owes what, by when"))
    add = commands.add_parser("add", help="add plans from Markdown or text files")
    add.add_argument("--id", help="the plan's id (one file only)")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.set_defaults(run=_add)
    remove = commands.add_parser("remove", help="remove an added plan")
    remove.add_argument("plan", metavar="PLAN")
    remove.set_defaults(run=_remove)
    return parser


def _register_options(register: argparse.ArgumentParser) -> None:
    register.add_argument(
        "--plan", action="append", metavar="PLAN", help="this plan only; may be given again"
    )
    register.add_argument(
        "--agency",
        metavar="BODY",
        help="one body's rows, by any form of its name: 'Sở Tài chính', STC, 'Department of "
        "Finance'; what is given to groups (Các sở, ban, ngành) stands under the group",
    )
    register.add_argument("--format", choices=exports.FORMATS, default="table")
    register.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")
    register.set_defaults(run=_register)


def _facts(plan: Plan) -> dict[str, object]:
    facts = plan.facts
    return {
        "id": plan.id,
        "province": facts.province,
        "issuer": facts.issuer,
        "kind": facts.kind,
        "title": facts.title,
        "number": facts.number or "not filled in",
        "symbol": facts.symbol,
        "date": facts.date,
        "signatory": facts.signatory,
        "signatory_title": facts.signatory_title,
        "sections": len(plan.sections),
        "rows": len(plan.rows),
        "characters": len(plan.text),
        "source": plan.source_name,
        "sha256": plan.source_sha256,
        "shipped": plan.shipped,
    }


def _list(options: argparse.Namespace) -> int:
    plans = Library.open().plans()
    if options.json:
        print(json.dumps([_facts(plan) for plan in plans], ensure_ascii=False, indent=1))
        return 0
    for plan in plans:
        facts = plan.facts
        print(f"{plan.id}  {facts.province or '?'}  {facts.date or 'no date'}  {facts.title}")
    return 0


def _text(options: argparse.Namespace) -> int:
    sys.stdout.buffer.write(Library.open().plan(options.plan).text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


def _check(options: argparse.Namespace) -> int:
    """Read each file; a file that cannot be read is a failure, the others go on."""
    failed = False
    plans: list[Plan] = []
    for path in options.files:
        try:
            plans.append(read_plan(read_file(path), path.stem, path.name))
        except PlansError as error:
            failed = True
            print(f"{path}: {error}", file=sys.stderr)
    if not options.files:
        plans = list(Library.open().plans())
    for plan in plans:
        for line in (*report(plan, outline=options.outline), *looks_like_duties(plan)):
            print(line)
    return 1 if failed else 0


def report(plan: Plan, *, outline: bool) -> list[str]:
    """Return what a person should know of how a plan was read, a line each."""
    facts = plan.facts
    kinds = [section.kind for section in plan.sections]
    lines = [
        f"{plan.id}: {len(plan.text)} characters, {len(plan.sections)} sections, "
        f"{len(plan.rows)} table rows, {kinds.count(SectionKind.FOOTNOTE)} footnotes",
        f"  {facts.kind or 'no kind'} · {facts.issuer or 'no issuer'} · "
        f"number {facts.number or 'not filled in'} · {facts.date or 'no date'}",
    ]
    missing = [
        name
        for name, kind in (
            ("recipients", SectionKind.RECIPIENTS),
            ("signature", SectionKind.SIGNATURE),
        )
        if kind not in kinds
    ]
    if SectionKind.HEADING not in kinds:
        missing.append("numbered sections")
    if missing:
        lines.append(f"  not found: {', '.join(missing)}")
    if outline:
        shown = (s for s in plan.sections if s.kind is not SectionKind.ROW)
        lines += [f"  {'  ' * max(0, s.level - 2)}{s.id}  {s.heading}" for s in shown]
    return lines


def looks_like_duties(plan: Plan) -> list[str]:
    """Return what looks like a duty and is in no row, a line each, and the explained counted."""
    places = uncovered.uncovered(plan)
    left = [place for place in places if uncovered.explanation(plan, place) is None]
    lines = [f"  {exports.counted(assignments(plan))} in the register"]
    if left:
        lines.append(f"  looks like a duty and is in no row ({len(left)}):")
    for place in left:
        words = " ".join(plan.text[place.start : place.end].split())
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
        lines.append(f"    {place.section} [{place.start}:{place.end}] {shown}")
    if explained := len(places) - len(left):
        lines.append(f"  explained in {uncovered.PATH.name} as no duty: {explained}")
    lines += [
        f"  {uncovered.PATH.name} explains what is not there: {one.section} {one.words}"
        for one in uncovered.stale(plan)
    ]
    return lines


def _register(options: argparse.Namespace) -> int:
    """Write the rows of the named plans (or all) in one form, to a file or standard output."""
    library = Library.open()
    names = dict.fromkeys(options.plan or ())
    plans = [library.plan(name) for name in names] if names else list(library.plans())
    rows = [row for plan in plans for row in assignments(plan)]
    if options.agency is not None:
        rows = exports.of_agency(rows, options.agency)
    data = exports.FORMATS[options.format](rows, {plan.id: plan for plan in plans})
    if options.output is None:
        if options.format == "xlsx" and sys.stdout.isatty():
            raise InputError("A workbook is not for a terminal; say where with --output FILE.")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    write_atomic(options.output, data)
    told = exports.counted(rows)
    if options.format == "ics":
        told += f", {exports.events(rows)} events"
    print(f"{options.output}: {told}.", file=sys.stderr)
    return 0


def _add(options: argparse.Namespace) -> int:
    if options.id and len(options.files) > 1:
        print("--id names one plan; give one file with it.", file=sys.stderr)
        return 2
    library = Library.open()
    failed: list[PlansError] = []
    for path in options.files:
        try:
            plan = library.add(path, options.id)
        except InputError as error:
            failed.append(error)
            print(f"{path}: {error}", file=sys.stderr)
            continue
        print(plan.id)
        print(f"{plan.id} was added; the index takes it in at the next question.", file=sys.stderr)
    return 2 if failed else 0


def _remove(options: argparse.Namespace) -> int:
    Library.open().remove(options.plan)
    print(f"{options.plan} was removed.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
