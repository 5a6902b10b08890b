"""The fixed words of the chat page, in Vietnamese and English.

Places to fill stand in braces, as :meth:`str.format` reads them, with the same names in
both languages. ``WORDS`` is keyed by the language's code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """Every fixed word of the page in one language."""

    language: str
    title: str
    knows_one: str
    knows_many: str
    knows_none: str
    join: str
    plans_summary: str
    plan_no_number: str
    plan_no_date: str
    plan_open_date: str
    limits: str
    language_label: str
    chat_label: str
    question_label: str
    placeholder: str
    ask: str
    new_chat: str
    welcome: str
    searching: str
    writing: str
    understood: str
    sources: str
    no_sources_yet: str
    no_quotes: str
    sources_of: str
    shared_place: str
    open_source: str
    quote_alone: str
    copy: str
    copied: str
    link: str
    link_title: str
    back: str
    table_row: str
    table_header: str
    refused: str
    partial: str
    unclear: str
    failed: str
    too_long: str
    no_answer: str
    bad_request: str


_VI = PageWords(
    language="vi",
    title="Trợ lý Kế hoạch",
    knows_one="Trả lời từ 1 kế hoạch của {provinces}, kèm nguyên văn và vị trí trích dẫn.",
    knows_many=("Trả lời từ {count} kế hoạch của {provinces}, kèm nguyên văn và vị trí trích dẫn."),
    knows_none="Chưa có kế hoạch nào để trả lời.",
    join="và",
    plans_summary="Các kế hoạch và giới hạn",
    plan_no_number="chưa ghi số",
    plan_no_date="chưa ghi ngày",
    plan_open_date="ngày chưa ghi đủ: “{date}”",
    limits=(
        "Trợ lý chỉ biết những gì các kế hoạch này ghi. Điều không có trong kế hoạch sẽ được "
        "nói rõ là không có; nội dung trả lời không thay cho văn bản chính thức."
    ),
    language_label="Ngôn ngữ của trang",
    chat_label="Hỏi đáp",
    question_label="Câu hỏi",
    placeholder="Ví dụ: sở nào chủ trì chỉ số Tính minh bạch?",
    ask="Hỏi",
    new_chat="Cuộc hỏi đáp mới",
    welcome="Hỏi bằng tiếng Việt (có dấu hoặc không dấu) hoặc tiếng Anh.",
    searching="Đang tìm trong các kế hoạch…",
    writing="Đang viết tiếp; mỗi câu hiện ra sau khi đã đối chiếu với kế hoạch…",
    understood="Hiểu là: “{question}”",
    sources="Nguồn trích dẫn",
    no_sources_yet="Đoạn kế hoạch được trích dẫn sẽ hiện ở đây, phần trích được tô màu.",
    no_quotes="Câu trả lời này không trích dẫn đoạn nào.",
    sources_of="Câu hỏi {turn}: {question}",
    shared_place="Đoạn được chia sẻ",
    open_source="Mở trích dẫn {n}",
    quote_alone="Kế hoạch đã thay đổi; chỉ còn phần trích dẫn.",
    copy="Sao chép",
    copied="Đã chép",
    link="Liên kết",
    link_title="Liên kết mở đúng đoạn này",
    back="Về câu trả lời",
    table_row="Dòng trong bảng",
    table_header="Tên các cột của bảng",
    refused="Không có trong các kế hoạch",
    partial="Kế hoạch chỉ nêu một phần",
    unclear="Cần hỏi rõ hơn",
    failed="Không thực hiện được",
    too_long="Câu hỏi dài quá {limit} ký tự. Hãy rút ngắn rồi hỏi lại.",
    no_answer="Có lỗi khi trả lời câu hỏi này. Hãy thử lại hoặc đặt câu hỏi khác.",
    bad_request="Cần: question và plan là chuỗi, history là danh sách chuỗi.",
)

_EN = PageWords(
    language="en",
    title="Plan Assistant",
    knows_one="Answers from 1 plan, of {provinces}, with its exact words and their place.",
    knows_many="Answers from {count} plans, of {provinces}, with their exact words and place.",
    knows_none="There is no plan to answer from yet.",
    join="and",
    plans_summary="The plans, and the limits",
    plan_no_number="number not filled in",
    plan_no_date="date not filled in",
    plan_open_date="date not filled in: “{date}”",
    limits=(
        "The assistant knows only what these plans say. Where they do not say something, it "
        "tells you so; its answers do not replace the official text."
    ),
    language_label="Language of the page",
    chat_label="Questions and answers",
    question_label="Your question",
    placeholder="For example: which agency leads the transparency index?",
    ask="Ask",
    new_chat="New conversation",
    welcome="Ask in Vietnamese, with or without marks, or in English.",
    searching="Searching the plans…",
    writing="Still writing; each sentence appears once it is checked against the plans…",
    understood="Understood as: “{question}”",
    sources="Sources",
    no_sources_yet="The cited parts of the plans appear here, with the quote marked.",
    no_quotes="This answer cites no part of a plan.",
    sources_of="Question {turn}: {question}",
    shared_place="The shared place",
    open_source="Open citation {n}",
    quote_alone="The plan has changed since; only the quote is left.",
    copy="Copy",
    copied="Copied",
    link="Link",
    link_title="A link that opens this very place",
    back="Back to the answer",
    table_row="Row of a table",
    table_header="Column names of the table",
    refused="Not in the plans",
    partial="The plans say only part of this",
    unclear="One thing to settle first",
    failed="This could not be done",
    too_long="The question is longer than {limit} characters. Please shorten it and ask again.",
    no_answer="Something went wrong with this question. Try again, or ask another one.",
    bad_request="Needed: question and plan as strings, history as a list of strings.",
)

WORDS: dict[str, PageWords] = {"vi": _VI, "en": _EN}

#: Questions offered on an empty page: three in each language, answerable from the
#: shipped plans and of different kinds (who leads, who helps, how many, by when).
EXAMPLES: tuple[str, ...] = (
    "Sở nào chủ trì chỉ số Tính minh bạch của Lạng Sơn?",
    "Ai phối hợp với Sở Tài chính về chỉ số Gia nhập thị trường?",
    "phong nao theo doi, don doc ke hoach cua lai chau?",
    "Which agency leads the land access index?",
    "How many new businesses does Sơn La aim for in 2026?",
    "By when must agencies in Sơn La send their reports to the Department of Finance?",
)
