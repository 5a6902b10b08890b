"""Which part a sentence gives to each body that it names, told from the language itself."""

import re

import pytest

from assistant.model.claims import Part, bodies, claims, plain, strange_bodies

FINANCE, JUSTICE, HOME = "Sở Tài chính", "Sở Tư pháp", "Sở Nội vụ"
POLICE, PROVINCE, COURT = "Công an tỉnh", "UBND tỉnh", "Tòa án nhân dân tỉnh"
Told = list[tuple[str, Part]]

# Active and passive, several bodies, partners, receivers, names in passing, denials.
VIETNAMESE: list[tuple[str, Told]] = [
    ("Sở Tài chính chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính sẽ chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính được giao chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính có trách nhiệm chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính là cơ quan chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính thực hiện việc này.", [(FINANCE, Part.ACTS)]),
    ("Sở Tài chính tổng hợp kết quả.", [(FINANCE, Part.ACTS)]),
    ("**Sở Tài chính** chủ trì việc này.", [(FINANCE, Part.LEADS)]),
    ("Sở Tài chính phối hợp thực hiện việc này.", [(FINANCE, Part.COORDINATES)]),
    ("Sở Tài chính chỉ phối hợp trong việc này.", [(FINANCE, Part.COORDINATES)]),
    ("Sở Tài chính có trách nhiệm phối hợp.", [(FINANCE, Part.COORDINATES)]),
    ("Việc này do Sở Tài chính chủ trì.", [(FINANCE, Part.LEADS)]),
    ("Việc này được giao cho Sở Tài chính.", [(FINANCE, Part.ACTS)]),
    ("Kế hoạch giao Sở Tài chính thực hiện việc này.", [(FINANCE, Part.ACTS)]),
    ("Kế hoạch đề nghị Tòa án nhân dân tỉnh chủ trì việc này.", [(COURT, Part.LEADS)]),
    ("Cơ quan chủ trì là Sở Tài chính.", [(FINANCE, Part.LEADS)]),
    ("Cơ quan chủ trì việc này là Sở Tài chính.", [(FINANCE, Part.LEADS)]),
    ("Đơn vị chủ trì: Sở Tài chính.", [(FINANCE, Part.LEADS)]),
    ("Đơn vị phối hợp: Sở Tài chính.", [(FINANCE, Part.COORDINATES)]),
    ("Đơn vị thực hiện: Sở Tài chính.", [(FINANCE, Part.ACTS)]),
    ("Người chủ trì là Sở Tài chính.", [(FINANCE, Part.LEADS)]),
    ("Vai trò chủ trì thuộc về Sở Tài chính.", [(FINANCE, Part.LEADS)]),
    ("Việc này thuộc trách nhiệm của Sở Tài chính.", [(FINANCE, Part.ACTS)]),
    ("Việc này do Sở Tài chính đứng đầu.", [(FINANCE, Part.LEADS)]),
    (
        "Sở Tài chính và Sở Tư pháp chủ trì việc này.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.LEADS)],
    ),
    (
        "Sở Tài chính, Sở Tư pháp và Sở Nội vụ cùng chủ trì việc này.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.LEADS), (HOME, Part.LEADS)],
    ),
    (
        "Sở Tài chính, Sở Tư pháp, Sở Nội vụ phối hợp.",
        [(FINANCE, Part.COORDINATES), (JUSTICE, Part.COORDINATES), (HOME, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính chủ trì, phối hợp với Sở Tư pháp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính chủ trì, phối hợp với Sở Tư pháp, Sở Nội vụ và Công an tỉnh.",
        [
            (FINANCE, Part.LEADS),
            (JUSTICE, Part.COORDINATES),
            (HOME, Part.COORDINATES),
            (POLICE, Part.COORDINATES),
        ],
    ),
    (
        "Sở Tài chính chủ trì, Sở Tư pháp phối hợp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính chủ trì; Sở Tư pháp và Sở Nội vụ phối hợp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES), (HOME, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính phối hợp với Sở Tư pháp thực hiện việc này.",
        [(FINANCE, Part.COORDINATES), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính cùng Sở Tư pháp thực hiện việc này.",
        [(FINANCE, Part.ACTS), (JUSTICE, Part.JOINS)],
    ),
    (
        "Sở Tài chính cùng với Sở Tư pháp thực hiện việc này.",
        [(FINANCE, Part.ACTS), (JUSTICE, Part.JOINS)],
    ),
    (
        "Sở Tài chính chủ trì với sự phối hợp của Sở Tư pháp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính chủ trì với sự tham gia của Sở Tư pháp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Sở Tài chính chủ trì, còn Sở Tư pháp chỉ phối hợp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "Việc này do Sở Tài chính chủ trì, Sở Tư pháp và Sở Nội vụ phối hợp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES), (HOME, Part.COORDINATES)],
    ),
    (
        "Chủ trì: Sở Tài chính; phối hợp: Sở Tư pháp, Sở Nội vụ.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES), (HOME, Part.COORDINATES)],
    ),
    ("Sở Tài chính báo cáo UBND tỉnh.", [(FINANCE, Part.REPORTS), (PROVINCE, Part.RECEIVES)]),
    (
        "Sở Tài chính tổng hợp, báo cáo UBND tỉnh kết quả.",
        [(FINANCE, Part.REPORTS), (PROVINCE, Part.RECEIVES)],
    ),
    ("Sở Tài chính gửi kết quả cho UBND tỉnh.", [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)]),
    ("Sở Tài chính trình UBND tỉnh phương án.", [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)]),
    ("Các báo cáo được gửi về Sở Tài chính.", [(FINANCE, Part.RECEIVES)]),
    ("Sở Tài chính tham mưu UBND tỉnh.", [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)]),
    ("Theo đề nghị của Sở Tài chính, kế hoạch được ban hành.", [(FINANCE, Part.NAMED)]),
    ("Gửi UBND tỉnh qua Sở Tài chính.", [(PROVINCE, Part.RECEIVES), (FINANCE, Part.NAMED)]),
    ("Sở Tài chính không chủ trì việc này.", [(FINANCE, Part.DENIED)]),
    ("Sở Tài chính chưa được giao việc này.", [(FINANCE, Part.DENIED)]),
    (
        "Sở Tài chính chủ trì, không phải Sở Tư pháp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.DENIED)],
    ),
    (
        "Sở Tài chính chủ trì chứ không phải Sở Tư pháp.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.DENIED)],
    ),
    (
        "Không phải Sở Tư pháp mà Sở Tài chính chủ trì.",
        [(JUSTICE, Part.DENIED), (FINANCE, Part.LEADS)],
    ),
    (
        "Việc này không do Sở Tư pháp chủ trì mà do Sở Tài chính chủ trì.",
        [(JUSTICE, Part.DENIED), (FINANCE, Part.LEADS)],
    ),
    ("Sở Tư pháp không chủ trì mà chỉ phối hợp.", [(JUSTICE, Part.DENIED)]),
    ("Sở Tài chính không được giao chủ trì.", [(FINANCE, Part.DENIED)]),
    (
        "Sở Tài chính và Sở Tư pháp không chủ trì việc này.",
        [(FINANCE, Part.DENIED), (JUSTICE, Part.DENIED)],
    ),
]
ENGLISH: list[tuple[str, Told]] = [
    ("The Department of Finance leads this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance (Sở Tài chính) leads this task.", [(FINANCE, Part.LEADS)]),
    ("The **Department of Finance** (Sở Tài chính) leads this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance will lead this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance is to lead this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance is in charge of this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance is the lead agency for this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance takes the lead on this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance has the lead on this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance heads this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance chairs this task.", [(FINANCE, Part.LEADS)]),
    ("The Department of Finance carries out this task.", [(FINANCE, Part.ACTS)]),
    ("The Department of Finance coordinates on this task.", [(FINANCE, Part.COORDINATES)]),
    ("The Department of Finance only supports this task.", [(FINANCE, Part.COORDINATES)]),
    ("This task is led by the Department of Finance.", [(FINANCE, Part.LEADS)]),
    ("This task is led jointly by the Department of Finance.", [(FINANCE, Part.LEADS)]),
    (
        "This task is jointly led by the Department of Finance and the Department of Justice.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.LEADS)],
    ),
    ("This task is assigned to the Department of Finance.", [(FINANCE, Part.ACTS)]),
    ("This task is carried out by the Department of Finance.", [(FINANCE, Part.ACTS)]),
    ("The lead agency is the Department of Finance.", [(FINANCE, Part.LEADS)]),
    ("The lead agency for this task is the Department of Finance.", [(FINANCE, Part.LEADS)]),
    ("The lead lies with the Department of Finance.", [(FINANCE, Part.LEADS)]),
    ("It is the Department of Finance that leads this task.", [(FINANCE, Part.LEADS)]),
    (
        "Under the leadership of the Department of Finance, the work goes on.",
        [(FINANCE, Part.LEADS)],
    ),
    (
        "The Department of Finance and the Department of Justice lead this task.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.LEADS)],
    ),
    (
        "The Department of Finance, the Department of Justice and "
        "the Department of Home Affairs coordinate.",
        [(FINANCE, Part.COORDINATES), (JUSTICE, Part.COORDINATES), (HOME, Part.COORDINATES)],
    ),
    (
        "The Department of Finance leads, in coordination with the Department of Justice.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "The Department of Finance leads in coordination with the Department of Justice, "
        "the Department of Home Affairs and the Provincial Police.",
        [
            (FINANCE, Part.LEADS),
            (JUSTICE, Part.COORDINATES),
            (HOME, Part.COORDINATES),
            (POLICE, Part.COORDINATES),
        ],
    ),
    (
        "The Department of Finance leads, supported by the Department of Justice.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "The Department of Finance leads and the Department of Justice coordinates.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "The Department of Finance leads, while the Department of Justice coordinates.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.COORDINATES)],
    ),
    (
        "The Department of Finance works alongside the Department of Justice.",
        [(FINANCE, Part.ACTS), (JUSTICE, Part.JOINS)],
    ),
    (
        "The Department of Justice coordinates with the Department of Finance, which leads.",
        [(JUSTICE, Part.COORDINATES), (FINANCE, Part.LEADS)],
    ),
    (
        "The Department of Finance reports to the Provincial People's Committee.",
        [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)],
    ),
    (
        "The Department of Finance submits a report to the Provincial People’s Committee.",
        [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)],
    ),
    (
        "The Department of Finance advises the Provincial People's Committee.",
        [(FINANCE, Part.ACTS), (PROVINCE, Part.RECEIVES)],
    ),
    ("Reports are sent to the Department of Finance.", [(FINANCE, Part.RECEIVES)]),
    (
        "The plan of the Provincial People's Committee assigns the task "
        "to the Department of Finance.",
        [(PROVINCE, Part.NAMED), (FINANCE, Part.ACTS)],
    ),
    ("The Department of Finance's plan is ready.", [(FINANCE, Part.NAMED)]),
    ("The Department of Finance does not lead this task.", [(FINANCE, Part.DENIED)]),
    ("The Department of Finance is not in charge of this task.", [(FINANCE, Part.DENIED)]),
    (
        "The Department of Finance leads, not the Department of Justice.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.DENIED)],
    ),
    (
        "This task is led by the Department of Finance and not by the Department of Justice.",
        [(FINANCE, Part.LEADS), (JUSTICE, Part.DENIED)],
    ),
    (
        "The Department of Finance and the Department of Justice do not lead this task.",
        [(FINANCE, Part.DENIED), (JUSTICE, Part.DENIED)],
    ),
    ("The Provincial People's Court is asked to lead this task.", [(COURT, Part.LEADS)]),
]


def told(text: str, language: str) -> Told:
    return [(claim.body, claim.part) for claim in claims(plain(text), language)]


@pytest.mark.parametrize(("text", "wanted"), VIETNAMESE)
def test_parts_in_vietnamese(text: str, wanted: Told) -> None:
    assert told(text, "vi") == wanted


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_parts_in_english(text: str, wanted: Told) -> None:
    assert told(text, "en") == wanted


@pytest.mark.parametrize("text", ["Việc này rất quan trọng.", "Cơ quan chủ trì là ai?", ""])
def test_a_sentence_without_a_body_claims_nothing(text: str) -> None:
    assert told(text, "vi") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Department of Finance (Sở Tài chính) leads.",
        "The **Department of Finance** (Sở Tài chính) leads.",
        "**The Department of Finance (Sở Tài chính)** leads.",
    ],
)
def test_two_names_side_by_side_are_one_body(text: str) -> None:
    assert [place.body for place in bodies(text, "en")] == [FINANCE]
    assert told(text, "en") == [(FINANCE, Part.LEADS)]


def test_two_names_of_two_bodies_stay_two() -> None:
    text = "The Department of Finance (Sở Tư pháp) leads."
    assert [place.body for place in bodies(text, "en")] == [FINANCE, JUSTICE]


def test_a_place_before_a_name_is_part_of_it() -> None:
    text = "The Lạng Sơn Department of Finance leads."
    (place,) = bodies(text, "en")
    assert text[place.start : place.end] == "Lạng Sơn Department of Finance"


def test_places_are_in_the_order_of_the_text() -> None:
    text = "Công an tỉnh phối hợp với Sở Tư pháp và Sở Nội vụ, do Sở Tài chính chủ trì."
    found = bodies(text, "vi")
    assert [place.body for place in found] == [POLICE, JUSTICE, HOME, FINANCE]
    assert [text[place.start : place.end] for place in found] == [POLICE, JUSTICE, HOME, FINANCE]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("The Department of Magic leads.", ["Department of Magic"]),
        ("The Dragon Affairs Committee leads.", ["Dragon Affairs Committee"]),
        ("The Ministry of Space and Time leads.", ["Ministry of Space and Time"]),
        ("The Department of Finance leads.", []),
        ("The Department of Finance asks the Board of Elves.", ["Board of Elves"]),
        ("The Office leads.", []),
        ("The department leads.", []),
        ("Each office is open.", []),
    ],
)
def test_what_has_the_form_of_a_body_and_is_on_no_list(text: str, strange: list[str]) -> None:
    found = [re.sub(r"^[Tt]he ", "", name) for name in strange_bodies(text, "en")]
    assert found == strange


def test_strange_bodies_are_looked_for_in_english_alone() -> None:
    """In Vietnamese a name that is on no list must stand in the evidence, word by word."""
    assert strange_bodies("The Department of Magic leads.", "vi") == []


@pytest.mark.parametrize(
    ("text", "bare"), [("**a** b", "a b"), ("a ** b", "a  b"), ("*a*", "*a*"), ("", "")]
)
def test_plain_takes_out_the_marks_of_bold_type(text: str, bare: str) -> None:
    assert plain(text) == bare
