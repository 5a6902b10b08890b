"""The fixed words of the page's tab that shows whole plans, in Vietnamese and English.

Places to fill stand in braces, with the same names in both languages. Words for a single
thing and for several stand apart where English tells them apart.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlansWords:
    """Every fixed word of the tab in one language."""

    language: str
    choose: str
    no_plans: str
    not_drawn: str
    facts: str
    more_facts: str
    province: str
    kind: str
    title: str
    number: str
    no_number: str
    no_number_but_symbol: str
    date: str
    no_date: str
    open_date: str
    issuer: str
    signatory: str
    not_stated: str
    sections: str
    duties: str
    duties_and_rows: str
    source_file: str
    outline: str
    parts_one: str
    parts_many: str
    table_one: str
    table_many: str
    table: str
    preamble: str
    heading: str
    recipients: str
    signature: str
    footnotes: str
    footnote: str
    annex: str
    after_table: str
    row: str
    full_text: str
    full_text_of: str
    link_title: str
    copied: str
    find: str
    find_hint: str
    found: str
    found_none: str
    previous: str
    next: str
    to_outline: str
    print: str
    no_plan: str
    no_section: str
    no_place: str
    bad_request: str


_VI = PlansWords(
    language="vi",
    choose="Kế hoạch",
    no_plans="Chưa có kế hoạch nào.",
    not_drawn="Đang mở kế hoạch…",
    facts="Thông tin về kế hoạch",
    more_facts="Thông tin khác",
    province="Tỉnh, thành phố",
    kind="Loại văn bản",
    title="Tên",
    number="Số",
    no_number="chưa ghi số",
    no_number_but_symbol="chưa ghi số (…/{symbol})",
    date="Ngày",
    no_date="chưa ghi ngày",
    open_date="chưa ghi đủ: “{date}”",
    issuer="Cơ quan ban hành",
    signatory="Người ký",
    not_stated="không ghi",
    sections="Số mục",
    duties="Số nhiệm vụ",
    duties_and_rows="{count}; sổ nhiệm vụ có {rows} dòng",
    source_file="Tệp nguồn",
    outline="Mục lục",
    parts_one="{count} mục con",
    parts_many="{count} mục con",
    table_one="bảng, {count} dòng",
    table_many="bảng, {count} dòng",
    table="Bảng",
    preamble="Phần mở đầu",
    heading="Mục không có tiêu đề",
    recipients="Nơi nhận",
    signature="Chữ ký",
    footnotes="Chú thích",
    footnote="Chú thích {number}",
    annex="Phụ lục",
    after_table="Đoạn sau bảng",
    row="Dòng {number} trong bảng",
    full_text="Toàn văn",
    full_text_of="Toàn văn kế hoạch: {name}",
    link_title="Chép liên kết tới mục này",
    copied="Đã chép liên kết",
    find="Tìm trong kế hoạch này",
    find_hint="Tìm trong kế hoạch này, có dấu hoặc không dấu",
    found="{at}/{count}",
    found_none="Không thấy",
    previous="Chỗ trước",
    next="Chỗ sau",
    to_outline="Về mục lục",
    print="In toàn văn",
    no_plan="Không có kế hoạch “{plan}”. Các kế hoạch: {known}.",
    no_section="Kế hoạch “{plan}” không có mục “{section}”.",
    no_place="Cần 0 ≤ start < end ≤ {length}, là số nguyên.",
    bad_request=(
        "Cần: plan và section là chuỗi, start và end là số nguyên, around là số nguyên từ 0 "
        "đến {limit}; phải có section, hoặc cả start và end."
    ),
)

_EN = PlansWords(
    language="en",
    choose="Plan",
    no_plans="There is no plan yet.",
    not_drawn="Opening the plan…",
    facts="About this plan",
    more_facts="More about this plan",
    province="Province or city",
    kind="Kind of document",
    title="Title",
    number="Number",
    no_number="not filled in",
    no_number_but_symbol="not filled in (…/{symbol})",
    date="Date",
    no_date="not filled in",
    open_date="not filled in: “{date}”",
    issuer="Issued by",
    signatory="Signed by",
    not_stated="not stated",
    sections="Sections",
    duties="Duties",
    duties_and_rows="{count}; the register has {rows} rows",
    source_file="Source file",
    outline="Contents",
    parts_one="{count} part",
    parts_many="{count} parts",
    table_one="table, {count} row",
    table_many="table, {count} rows",
    table="Table",
    preamble="Opening",
    heading="Section without a heading",
    recipients="Recipients",
    signature="Signature",
    footnotes="Footnotes",
    footnote="Footnote {number}",
    annex="Annex",
    after_table="After the table",
    row="Row {number} of a table",
    full_text="Full text",
    full_text_of="Full text of the plan: {name}",
    link_title="Copy the link to this section",
    copied="Link copied",
    find="Find in this plan",
    find_hint="Find in this plan, with or without Vietnamese marks",
    found="{at} of {count}",
    found_none="Not found",
    previous="Previous",
    next="Next",
    to_outline="Back to the contents",
    print="Print the text",
    no_plan="There is no plan “{plan}”. The plans are: {known}.",
    no_section="The plan “{plan}” has no section “{section}”.",
    no_place="Needed: 0 ≤ start < end ≤ {length}, whole numbers.",
    bad_request=(
        "Needed: plan and section as strings, start and end as whole numbers, around as a "
        "whole number from 0 to {limit}; a section, or both start and end."
    ),
)

PLANS_WORDS: dict[str, PlansWords] = {"vi": _VI, "en": _EN}
