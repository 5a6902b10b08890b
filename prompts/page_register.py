"""The fixed words of the register on the page, in Vietnamese and English.

Places to fill stand in braces, as :meth:`str.format` reads them, with the same names in
both languages. ``WORDS`` is keyed by the language's code. Where a word changes with a
count, the one ending in ``_one`` is for 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """Every fixed word of the register in one language."""

    language: str
    tab: str
    plan: str
    all_plans: str
    agency: str
    all_agencies: str
    role: str
    all_roles: str
    index: str
    all_indices: str
    index_whole: str
    time: str
    time_all: str
    time_soon: str
    time_passed: str
    time_dated: str
    time_none: str
    text: str
    text_placeholder: str
    sort: str
    sort_plan: str
    sort_deadline: str
    clear: str
    count: str
    count_one: str
    none_found: str
    none_hint: str
    no_plans: str
    caption: str
    col_task: str
    col_agency: str
    col_role: str
    col_with: str
    col_deadline: str
    col_target: str
    col_plan: str
    col_section: str
    col_source: str
    source: str
    source_of: str
    no_lead: str
    open_list: str
    open_list_title: str
    passed: str
    passed_day: str
    today: str
    today_day: str
    in_days: str
    in_days_one: str
    in_days_day: str
    in_days_day_one: str
    annex_row: str
    row: str
    previous: str
    next: str
    page_of: str
    pages: str
    bars: str
    bars_note: str
    bar: str
    bar_one: str
    bar_filter: str
    leads: str
    other_roles: str
    others: str
    others_one: str
    download: str
    download_one: str
    download_xlsx: str
    download_csv: str
    download_ics: str
    no_events: str
    file_name: str
    close: str
    source_heading: str
    source_gone: str
    bad_agency: str
    bad_plan: str
    bad_choice: str
    bad_number: str
    bad_name: str
    bad_repeat: str
    bad_text: str
    failed: str


_VI = RegisterWords(
    language="vi",
    tab="Sổ nhiệm vụ",
    plan="Kế hoạch",
    all_plans="Tất cả kế hoạch",
    agency="Cơ quan",
    all_agencies="Tất cả cơ quan",
    role="Vai trò",
    all_roles="Mọi vai trò",
    index="Chỉ số",
    all_indices="Mọi chỉ số",
    index_whole="{name}: mọi chỉ số thành phần",
    time="Thời hạn",
    time_all="Tất cả",
    time_soon="30 ngày tới",
    time_passed="Đã qua",
    time_dated="Có ngày cụ thể",
    time_none="Không nêu",
    text="Tìm trong nhiệm vụ",
    text_placeholder="Có dấu, không dấu, viết tắt hoặc tiếng Anh",
    sort="Sắp xếp",
    sort_plan="Theo kế hoạch",
    sort_deadline="Theo thời hạn",
    clear="Xóa bộ lọc",
    count="{count} trong {total} nhiệm vụ",
    count_one="{count} trong {total} nhiệm vụ",
    none_found="Không có nhiệm vụ nào khớp với bộ lọc.",
    none_hint="Bỏ bớt một điều kiện, hoặc xóa bộ lọc để xem lại tất cả.",
    no_plans="Chưa có kế hoạch nào.",
    caption="Nhiệm vụ {first}–{last} trong {count} nhiệm vụ tìm thấy",
    col_task="Nhiệm vụ",
    col_agency="Cơ quan",
    col_role="Vai trò",
    col_with="Phối hợp",
    col_deadline="Thời hạn",
    col_target="Chỉ tiêu",
    col_plan="Kế hoạch",
    col_section="Mục",
    col_source="Nguồn",
    source="Nguồn",
    source_of="Mở nguồn của nhiệm vụ: {task}",
    no_lead="Không nêu ai chủ trì",
    open_list="danh sách mở",
    open_list_title="Kế hoạch để mở danh sách này, có thể còn cơ quan khác.",
    passed="Đã qua",
    passed_day="{date}: đã qua",
    today="Hôm nay",
    today_day="{date}: hôm nay",
    in_days="Còn {count} ngày",
    in_days_one="Còn {count} ngày",
    in_days_day="{date}: còn {count} ngày",
    in_days_day_one="{date}: còn {count} ngày",
    annex_row="Phụ lục {annex}, dòng {row}",
    row="{section}, dòng {row}",
    previous="Trang trước",
    next="Trang sau",
    page_of="Trang {page} trong {pages}",
    pages="Các trang của sổ nhiệm vụ",
    bars="Số nhiệm vụ theo cơ quan",
    bars_note="Đếm trên các nhiệm vụ đang lọc; một nhiệm vụ có thể thuộc nhiều cơ quan.",
    bar="{count} nhiệm vụ: chủ trì {lead}, vai trò khác {other}",
    bar_one="{count} nhiệm vụ: chủ trì {lead}, vai trò khác {other}",
    bar_filter="Chỉ xem nhiệm vụ của {agency}",
    leads="Chủ trì",
    other_roles="Vai trò khác",
    others="{count} cơ quan khác, mỗi cơ quan nhiều nhất {most} nhiệm vụ",
    others_one="{count} cơ quan khác, nhiều nhất {most} nhiệm vụ",
    download="Tải {count} nhiệm vụ này:",
    download_one="Tải {count} nhiệm vụ này:",
    download_xlsx="Excel",
    download_csv="CSV",
    download_ics="Lịch",
    no_events="Không có ngày cụ thể nào để xuất lịch.",
    file_name="so-nhiem-vu",
    close="Đóng nguồn",
    source_heading="Nguồn của nhiệm vụ",
    source_gone="Nhiệm vụ này không còn trong kế hoạch; hãy tải lại trang.",
    bad_agency="Không có cơ quan nào tên là “{found}”. Hãy viết như trong kế hoạch "
    "(Sở Tài chính), viết tắt (STC) hoặc tên tiếng Anh chính thức.",
    bad_plan="Không có kế hoạch “{found}”.",
    bad_choice="“{name}” không nhận giá trị “{found}”; các giá trị: {choices}.",
    bad_number="“{name}” phải là số nguyên từ {low} đến {high}.",
    bad_name="Không có điều kiện lọc tên là “{name}”; có: {choices}.",
    bad_repeat="“{name}” chỉ được nêu một lần.",
    bad_text="“{name}” phải là chuỗi không quá {limit} ký tự.",
    failed="Có lỗi khi đọc sổ nhiệm vụ. Hãy thử lại.",
)

_EN = RegisterWords(
    language="en",
    tab="Register",
    plan="Plan",
    all_plans="All plans",
    agency="Agency",
    all_agencies="All agencies",
    role="Role",
    all_roles="Any role",
    index="Index",
    all_indices="Any index",
    index_whole="{name}: all sub-indices",
    time="Deadline",
    time_all="All",
    time_soon="Next 30 days",
    time_passed="Passed",
    time_dated="Has a day",
    time_none="None given",
    text="Search the duties",
    text_placeholder="English, Vietnamese, or a short form",
    sort="Order",
    sort_plan="As in the plans",
    sort_deadline="By deadline",
    clear="Clear filters",
    count="{count} of {total} duties",
    count_one="{count} of {total} duties",
    none_found="No duty fits these filters.",
    none_hint="Loosen one of them, or clear the filters to see everything again.",
    no_plans="There is no plan yet.",
    caption="Duties {first}–{last} of the {count} found",
    col_task="Task",
    col_agency="Agency",
    col_role="Role",
    col_with="With",
    col_deadline="Deadline",
    col_target="Target",
    col_plan="Plan",
    col_section="Section",
    col_source="Source",
    source="Source",
    source_of="Open the source of the duty: {task}",
    no_lead="No lead is named",
    open_list="open list",
    open_list_title="The plan leaves this list open, so others may belong to it.",
    passed="Passed",
    passed_day="{date}: passed",
    today="Today",
    today_day="{date}: today",
    in_days="In {count} days",
    in_days_one="In {count} day",
    in_days_day="{date}: in {count} days",
    in_days_day_one="{date}: in {count} day",
    annex_row="Annex {annex}, row {row}",
    row="{section}, row {row}",
    previous="Previous page",
    next="Next page",
    page_of="Page {page} of {pages}",
    pages="Pages of the register",
    bars="Duties per agency",
    bars_note="Counted over the duties that are filtered; one duty can be of several agencies.",
    bar="{count} duties: leads {lead}, other roles {other}",
    bar_one="{count} duty: leads {lead}, other roles {other}",
    bar_filter="Show only the duties of {agency}",
    leads="Leads",
    other_roles="Other roles",
    others="{count} other agencies with at most {most} duties each",
    others_one="{count} other agency, with at most {most} duties",
    download="Download these {count} duties:",
    download_one="Download this duty ({count}):",
    download_xlsx="Excel",
    download_csv="CSV",
    download_ics="Calendar",
    no_events="None of them has a day for a calendar.",
    file_name="register",
    close="Close the source",
    source_heading="Source of the duty",
    source_gone="This duty is no longer in the plan; please load the page again.",
    bad_agency="No agency is called “{found}”. Write its name as the plans do "
    "(Sở Tài chính), a short form (STC) or its official English name.",
    bad_plan="There is no plan “{found}”.",
    bad_choice="“{name}” cannot be “{found}”; it is one of: {choices}.",
    bad_number="“{name}” must be a whole number from {low} to {high}.",
    bad_name="There is no filter called “{name}”; there are: {choices}.",
    bad_repeat="“{name}” may be given once only.",
    bad_text="“{name}” must be a string of at most {limit} characters.",
    failed="Something went wrong with the register. Please try again.",
)

WORDS: dict[str, RegisterWords] = {"vi": _VI, "en": _EN}

#: A body's role in words, by the code of the role. ``index`` and ``evaluation`` are what
#: leading is where the plan says "chủ trì theo dõi, đánh giá chỉ số", "chủ trì đánh giá".
ROLES: dict[str, dict[str, str]] = {
    "vi": {
        "lead": "chủ trì",
        "index": "chủ trì theo dõi, đánh giá chỉ số",
        "coordinate": "phối hợp",
        "carry_out": "thực hiện",
        "evaluate": "đánh giá",
        "evaluation": "chủ trì đánh giá",
        "monitor": "theo dõi, đôn đốc",
        "communicate": "tuyên truyền",
        "report_to": "báo cáo",
        "receive_reports": "nhận báo cáo",
    },
    "en": {
        "lead": "leads",
        "index": "leads the monitoring and evaluation of the index",
        "coordinate": "coordinates",
        "carry_out": "carries out",
        "evaluate": "evaluates",
        "evaluation": "leads the evaluation",
        "monitor": "monitors the plan",
        "communicate": "makes it known",
        "report_to": "reports",
        "receive_reports": "receives reports",
    },
}

#: The same as a plan asks it of a body that it cannot command.
ASKED: dict[str, dict[str, str]] = {
    "vi": {code: f"đề nghị {said}" for code, said in ROLES["vi"].items()},
    "en": {
        "lead": "asked to lead",
        "index": "asked to lead the monitoring and evaluation of the index",
        "coordinate": "asked to coordinate",
        "carry_out": "asked to carry out",
        "evaluate": "asked to evaluate",
        "evaluation": "asked to lead the evaluation",
        "monitor": "asked to monitor the plan",
        "communicate": "asked to make it known",
        "report_to": "asked to report",
        "receive_reports": "asked to receive reports",
    },
}

#: English for times that name no day, by their normal form or its pattern's name.
TIMES: dict[str, str] = {
    "continuous": "continuously",
    "weekly": "every week",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "year": "in {year}",
    "quarter": "in the {nth} quarter of {year}",
    "within_D": "within {count} days of issue",
    "within_W": "within {count} weeks of issue",
    "within_M": "within {count} months of issue",
}
NTH = ("first", "second", "third", "fourth")

#: English for how a target is to be reached, by its direction; "{value}" is the number.
TARGETS: dict[str, str] = {
    "at_least": "at least {value}",
    "at_most": "at most {value}",
    "under": "under {value}",
    "exactly": "{value}",
    "range": "{value}",
}
