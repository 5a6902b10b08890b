"""What a question asks, apart from what is told around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parting import parted


@pytest.mark.parametrize(
    ("question", "language", "asks"),
    [
        (
            "Em mới nhận việc, cho em hỏi sở nào lo đăng ký doanh nghiệp?",
            "vi",
            "sở nào lo đăng ký doanh nghiệp?",
        ),
        ("Tôi mở quán ở chợ. Ai lo giấy phép xây dựng?", "vi", "Ai lo giấy phép xây dựng?"),
        (
            "Em tìm hiểu xem ai có nhiệm vụ đưa tin kết quả PCI. Chị chỉ em với ạ?",
            "vi",
            "Em tìm hiểu xem ai có nhiệm vụ đưa tin kết quả PCI.",
        ),
        (
            "We run a tea factory. Please tell me which agency lends to small firms?",
            "en",
            "which agency lends to small firms?",
        ),
    ],
)
def test_what_is_asked(question: str, language: str, asks: str) -> None:
    asked, told = parted(question, language)
    assert asked.strip() == asks
    assert told.strip()


@pytest.mark.parametrize(
    "question",
    [
        "Hoàn thuế và thanh quyết toán ở Lạng Sơn: Thuế tỉnh phối hợp với ai?",  # a topic
        "Nơi nhận của kế hoạch Lai Châu: gửi báo cáo sở nào?",
        "Phòng Hành chính – Quản trị phụ trách những mảng nào?",
        "Tôi cần giấy phép xây dựng. Ai lo việc này?",  # "này" is what was told
        "Ai chủ trì?",
        "",
    ],
)
def test_a_question_that_is_one_whole(question: str) -> None:
    assert parted(question, "vi") == (question, "")


@given(st.text(max_size=120))
def test_nothing_is_added(text: str) -> None:
    for language in ("vi", "en"):
        asked, told = parted(text, language)
        assert set((asked + told).split()) <= set(text.split()) | {"."}
