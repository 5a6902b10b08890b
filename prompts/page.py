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
    purpose: str
    tab_ask: str
    tab_register: str
    tab_plans: str
    tab_about: str
    knows_one: str
    knows_many: str
    knows_none: str
    join: str
    plan_no_number: str
    plan_no_date: str
    plan_open_date: str
    limits_short: str
    about_plans: str
    about_reading: str
    reading: tuple[str, ...]
    about_limits: str
    limits: tuple[str, ...]
    about_kept: str
    kept_votes: str
    kept_nothing: str
    kept_logged: str
    sent_to_model: str
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
    edit: str
    copy_answer: str
    copy_answer_title: str
    in_register: str
    vote_up: str
    vote_down: str
    comment_label: str
    comment_placeholder: str
    comment_send: str
    comment_close: str
    vote_thanks: str
    vote_lost: str
    sources: str
    no_sources_yet: str
    no_quotes: str
    sources_of: str
    open_source: str
    quote_alone: str
    copy: str
    copied: str
    link: str
    link_title: str
    in_plan: str
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
    purpose="Ai chủ trì, phối hợp với ai, hạn nào – kèm nguyên văn kế hoạch.",
    tab_ask="Hỏi đáp",
    tab_register="Sổ nhiệm vụ",
    tab_plans="Kế hoạch",
    tab_about="Giới thiệu",
    knows_one="Trả lời từ 1 kế hoạch của {provinces}, kèm nguyên văn và vị trí trích dẫn.",
    knows_many=("Trả lời từ {count} kế hoạch của {provinces}, kèm nguyên văn và vị trí trích dẫn."),
    knows_none="Chưa có kế hoạch nào để trả lời.",
    join="và",
    plan_no_number="chưa ghi số",
    plan_no_date="chưa ghi ngày",
    plan_open_date="ngày chưa ghi đủ: “{date}”",
    limits_short="Điều kế hoạch không nêu sẽ được nói rõ là không có.",
    about_plans="Các kế hoạch đang có",
    about_reading="Đọc câu trả lời thế nào",
    reading=(
        "Câu trả lời mở đầu bằng cơ quan hoặc con số được in đậm; số trong ô là trích dẫn, bấm "
        "vào để xem nguyên văn được tô màu trong kế hoạch.",
        "“Chủ trì theo dõi, đánh giá chỉ số” là việc theo dõi chỉ số, không có nghĩa là cơ quan "
        "đó cấp phép hay giao đất. Động từ của kế hoạch được giữ nguyên.",
        "Dòng “Hiểu là” cho biết câu hỏi được hiểu thế nào; nếu chưa đúng, bấm “Sửa”.",
        "Câu trả lời bằng tiếng Anh vẫn kèm nguyên văn tiếng Việt của kế hoạch.",
    ),
    about_limits="Giới hạn",
    limits=(
        "Trợ lý chỉ biết những gì các kế hoạch này ghi. Điều không có trong kế hoạch sẽ được "
        "nói rõ là không có.",
        "Nội dung trả lời không thay cho văn bản chính thức và không phải tư vấn pháp lý.",
        "Phụ lục không kèm trong tệp kế hoạch thì không tra cứu được.",
    ),
    about_kept="Những gì được lưu",
    kept_votes=(
        "Câu hỏi chỉ được lưu khi bạn đánh giá câu trả lời: khi đó câu hỏi, câu trả lời, đánh "
        "giá và góp ý được ghi trên máy đang chạy trợ lý, không gửi đi nơi khác."
    ),
    kept_nothing="Đánh giá câu trả lời đang tắt; câu trả lời không được lưu lại.",
    kept_logged="Nhật ký vận hành của máy này có ghi nội dung câu hỏi.",
    sent_to_model=(
        "Câu hỏi và các đoạn kế hoạch liên quan được gửi tới mô hình ngôn ngữ mà người vận hành "
        "đã chọn; mọi câu nó viết đều được đối chiếu với kế hoạch trước khi hiện ra."
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
    edit="Sửa",
    copy_answer="Sao chép",
    copy_answer_title="Sao chép câu trả lời kèm nguồn trích dẫn",
    in_register="Xem trong Sổ nhiệm vụ",
    vote_up="Hữu ích",
    vote_down="Chưa đúng",
    comment_label="Góp ý về câu trả lời (không bắt buộc)",
    comment_placeholder="Điều gì đúng, sai hoặc còn thiếu?",
    comment_send="Gửi góp ý",
    comment_close="Đóng",
    vote_thanks="Đã ghi nhận. Cảm ơn bạn.",
    vote_lost="Chưa ghi được đánh giá. Hãy thử lại.",
    sources="Nguồn trích dẫn",
    no_sources_yet="Đoạn kế hoạch được trích dẫn sẽ hiện ở đây, phần trích được tô màu.",
    no_quotes="Câu trả lời này không trích dẫn đoạn nào.",
    sources_of="Câu hỏi {turn}: {question}",
    open_source="Mở trích dẫn {n}",
    quote_alone="Kế hoạch đã thay đổi; chỉ còn phần trích dẫn.",
    copy="Sao chép",
    copied="Đã chép",
    link="Liên kết",
    link_title="Liên kết mở đúng đoạn này",
    in_plan="Xem trong kế hoạch",
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
    purpose="Who leads, with whom, by when – with the plan's own words.",
    tab_ask="Ask",
    tab_register="Register",
    tab_plans="Plans",
    tab_about="About",
    knows_one="Answers from 1 plan, of {provinces}, with its exact words and their place.",
    knows_many="Answers from {count} plans, of {provinces}, with their exact words and place.",
    knows_none="There is no plan to answer from yet.",
    join="and",
    plan_no_number="number not filled in",
    plan_no_date="date not filled in",
    plan_open_date="date not filled in: “{date}”",
    limits_short="Where the plans do not say something, you are told so.",
    about_plans="The plans",
    about_reading="How to read an answer",
    reading=(
        "An answer opens with the body or the figure in bold. A number in a box is a citation: "
        "open it to see the plan's own words, marked where they stand.",
        "“Leads the monitoring of an index” is about watching over that index; it does not mean "
        "that the body grants licences or land. The plan's verbs are kept.",
        "“Understood as” shows how a question was read; press “Edit” where it is not what you "
        "meant.",
        "English answers carry the plan's Vietnamese words, which alone are official.",
    ),
    about_limits="Limits",
    limits=(
        "The assistant knows only what these plans say. Where they do not say something, it "
        "tells you so.",
        "Its answers do not replace the official text and are no legal advice.",
        "Annexes that did not come with a plan's file cannot be looked up.",
    ),
    about_kept="What is kept",
    kept_votes=(
        "A question is kept only when you rate its answer: then the question, the answer, the "
        "rating and your comment are stored on the machine that runs the assistant, and sent "
        "nowhere."
    ),
    kept_nothing="Ratings are turned off; answers are not kept.",
    kept_logged="The log of this machine holds the words of questions.",
    sent_to_model=(
        "Questions and the parts of the plans that bear on them are sent to the language model "
        "that was chosen by whoever runs this; each sentence it writes is checked against the "
        "plans before it is shown."
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
    edit="Edit",
    copy_answer="Copy",
    copy_answer_title="Copy the answer with its references",
    in_register="See it in the register",
    vote_up="Helpful",
    vote_down="Not right",
    comment_label="Your comment on the answer (optional)",
    comment_placeholder="What is right, wrong or missing?",
    comment_send="Send the comment",
    comment_close="Close",
    vote_thanks="Noted. Thank you.",
    vote_lost="The rating could not be kept. Please try again.",
    sources="Sources",
    no_sources_yet="The cited parts of the plans appear here, with the quote marked.",
    no_quotes="This answer cites no part of a plan.",
    sources_of="Question {turn}: {question}",
    open_source="Open citation {n}",
    quote_alone="The plan has changed since; only the quote is left.",
    copy="Copy",
    copied="Copied",
    link="Link",
    link_title="A link that opens this very place",
    in_plan="See it in the plan",
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
