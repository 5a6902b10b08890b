"""A small suite of questions of its own, taken by hand from the shipped plans."""

import json
from pathlib import Path
from typing import Any

LANG_SON, SON_LA, LAI_CHAU = "lang-son-pci-2026", "son-la-nq02-2026", "lai-chau-kl90-2026"


def fact(
    name: str, place: tuple[str, str], quote: str, asked: tuple[str, str, str], **more: Any
) -> dict[str, Any]:
    """A fact asked with marks, without and in English; ``more``: kind, bodies, values, wrong."""
    expect = {"bodies": more.get("bodies", []), "values": more.get("values", [])}
    return {
        "id": name,
        "split": "dev",
        "plan": place[0],
        "kind": more["kind"],
        "questions": dict(zip(("vi", "unmarked", "en"), asked, strict=True)),
        "expect": {**expect, "wrong_bodies": more.get("wrong", [])},
        "sections": [place[1]],
        "quotes": [quote],
    }


FACTS = [
    fact(
        "minh-bach",
        (LANG_SON, "III.2.3"),
        "Văn phòng UBND tỉnh chủ trì theo dõi, đánh giá chỉ số thành phần Tính minh bạch",
        (
            "Ở Lạng Sơn, ai đứng ra chủ trì theo dõi chỉ số Tính minh bạch?",
            "O Lang Son, ai dung ra chu tri theo doi chi so Tinh minh bach?",
            "In Lạng Sơn, who is in the lead for the Transparency sub-index?",
        ),
        kind="lead",
        bodies=["Văn phòng UBND tỉnh"],
        wrong=["Thanh tra tỉnh"],
    ),
    fact(
        "khong-chinh-thuc",
        (LANG_SON, "III.2.5"),
        "Thanh tra tỉnh chủ trì theo dõi, đánh giá chỉ số thành phần Chi phí không chính thức",
        (
            "Ở Lạng Sơn, ai đứng ra chủ trì theo dõi Chi phí không chính thức?",
            "O Lang Son, ai dung ra chu tri theo doi Chi phi khong chinh thuc?",
            "In Lạng Sơn, who fights bribes and kickbacks as the leader for that sub-index?",
        ),
        kind="lead",
        bodies=["Thanh tra tỉnh"],
        wrong=["Văn phòng UBND tỉnh"],
    ),
    fact(
        "dong-tien",
        (LANG_SON, "IV.2"),
        "Thuế tỉnh Lạng Sơn chủ trì, phối hợp với Sở Tài chính, Kho bạc nhà nước thực hiện",
        (
            "Lạng Sơn giao ai chủ trì khơi thông dòng tiền, tháo gỡ vướng mắc về thuế?",
            "Lang Son giao ai chu tri khoi thong dong tien, thao go vuong mac ve thue?",
            "Who in Lạng Sơn leads on unblocking cash flow and tax difficulties?",
        ),
        kind="lead",
        bodies=[["Thuế tỉnh Lạng Sơn", "Thuế tỉnh"]],
        wrong=["Kho bạc nhà nước"],
    ),
    fact(
        "cong-nghe",
        (LANG_SON, "IV.4"),
        "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Công Thương, Sở Tài chính thực hiện",
        (
            "Lạng Sơn giao ai chủ trì hỗ trợ doanh nghiệp đổi mới công nghệ?",
            "Lang Son giao ai chu tri ho tro doanh nghiep doi moi cong nghe?",
            "Who in Lạng Sơn leads support for enterprises in technological innovation?",
        ),
        kind="lead",
        bodies=["Sở Khoa học và Công nghệ"],
        wrong=["Sở Công Thương"],
    ),
    fact(
        "cong-vu",
        (LAI_CHAU, "II.5"),
        "Đơn vị thực hiện: Phòng Hành chính – Quản trị",
        (
            "Lai Châu giao đơn vị nào thực hiện cải cách chế độ công vụ, công chức?",
            "Lai Chau giao don vi nao thuc hien cai cach che do cong vu, cong chuc?",
            "Who in Lai Châu carries out civil service reform?",
        ),
        kind="carry_out",
        bodies=["Phòng Hành chính - Quản trị"],
        wrong=["Trung tâm Tin học và Công báo"],
    ),
    fact(
        "so-doanh-nghiep",
        (SON_LA, "II.2"),
        "toàn tỉnh Sơn La có khoảng 5.000 doanh nghiệp",
        (
            "Hết năm 2026 Sơn La phấn đấu có khoảng bao nhiêu doanh nghiệp?",
            "Het nam 2026 Son La phan dau co khoang bao nhieu doanh nghiep?",
            "How many firms does Sơn La strive for by the end of 2026?",
        ),
        kind="number",
        values=[["5.000"]],
    ),
    fact(
        "hop-hang-quy",
        (LANG_SON, "III.1.4"),
        "Định kỳ hằng quý tổ chức họp đánh giá kết quả",
        (
            "Lạng Sơn tổ chức họp đánh giá kết quả định kỳ thế nào?",
            "Lang Son to chuc hop danh gia ket qua dinh ky the nao?",
            "How often does Lạng Sơn hold meetings to evaluate the results?",
        ),
        kind="text",
        values=[["hằng quý", "quarterly"]],
    ),
    fact(
        "tieu-chuan",
        (LAI_CHAU, "II.7"),
        "Hệ thống quản lý chất lượng theo tiêu chuẩn Việt Nam ISO 9001",
        (
            "Lai Châu duy trì hệ thống quản lý chất lượng theo tiêu chuẩn nào?",
            "Lai Chau duy tri he thong quan ly chat luong theo tieu chuan nao?",
            "Which standard does the quality management system in Lai Châu follow?",
        ),
        kind="text",
        values=[["ISO 9001"]],
    ),
    fact(
        "dat-dai",
        (SON_LA, "III.5.1"),
        "Kịp thời công khai quy hoạch, kế hoạch sử dụng đất đai trên Cổng thông tin điện tử",
        (
            "Sơn La công khai quy hoạch, kế hoạch sử dụng đất đai ở đâu?",
            "Son La cong khai quy hoach, ke hoach su dung dat dai o dau?",
            "On which portal does Sơn La publish land use plans?",
        ),
        kind="text",
        values=[["Cổng thông tin điện tử"]],
    ),
]

REGISTER = [
    fact(
        "bao-cao",
        (LANG_SON, "V.4"),
        "báo cáo UBND tỉnh kết quả thực hiện trước ngày 20/12/2026",
        (
            "Sở Tài chính Lạng Sơn phải báo cáo UBND tỉnh kết quả thực hiện trước ngày nào?",
            "So Tai chinh Lang Son phai bao cao UBND tinh ket qua thuc hien truoc ngay nao?",
            "By when does the Department of Finance in Lạng Sơn report implementation results?",
        ),
        kind="deadline",
        values=[["20/12/2026"]],
    ),
    fact(
        "binh-dang",
        (LANG_SON, "III.2.6"),
        "Sở Tài chính chủ trì theo dõi, đánh giá chỉ số thành phần Cạnh tranh bình đẳng",
        (
            "Ở Lạng Sơn, ai đứng ra chủ trì theo dõi chỉ số Cạnh tranh bình đẳng?",
            "O Lang Son, ai dung ra chu tri theo doi chi so Canh tranh binh dang?",
            "In Lạng Sơn, who is in the lead for the Fair Competition sub-index?",
        ),
        kind="lead",
        bodies=["Sở Tài chính"],
    ),
]


def unanswerable(name: str, question: str, language: str, *reasons: str) -> dict[str, Any]:
    """A question that the plans do not answer."""
    return {
        "id": name,
        "split": "dev",
        "language": language,
        "question": question,
        "status": ["not_in_plans"],
        "reason": list(reasons),
        "why": "no plan says it",
    }


UNANSWERABLE = [
    unanswerable(
        "thoi-tiet", "Ngày mai ở Sơn La có mưa không?", "vi", "out_of_scope", "plan_silent"
    ),
    unanswerable("bong-da", "Who won the football world cup in 2018?", "en", "out_of_scope"),
    unanswerable("ca-mau", "Ở Cà Mau, ai chủ trì theo dõi Tính minh bạch?", "vi", "unknown_place"),
    unanswerable(
        "san-bay",
        "Lạng Sơn dành bao nhiêu tiền để xây sân bay?",
        "vi",
        "plan_silent",
        "out_of_scope",
    ),
]


def write_suite(folder: Path) -> None:
    """Write the question files of the suite into a folder."""
    files = {"facts": FACTS, "register": REGISTER, "unanswerable": UNANSWERABLE}
    for name, rows in files.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
