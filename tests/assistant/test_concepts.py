"""What a question is about: its concepts, their names, wordings and weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.concepts import concepts_of, named_bodies, named_indices
from assistant.language import mostly_marked
from assistant.query import Concept
from assistant.understanding import understand


def concepts(question: str, language: str = "vi", *places: str) -> list[Concept]:
    return list(concepts_of(question, language, places))


def understood(question: str) -> list[Concept]:
    return list(understand(question, ()).concepts)


def names(question: str, language: str = "vi", *places: str) -> list[str]:
    return [c.name for c in concepts(question, language, *places)]


def one(question: str, name: str, language: str = "vi") -> Concept:
    return next(c for c in concepts(question, language) if c.name == name)


@pytest.mark.parametrize(
    "question",
    ["Ai chủ trì?", "Khi nào?", "Cơ quan nào phối hợp?", "ai chu tri", "Thời hạn là bao lâu?"],
)
def test_words_that_only_ask_are_no_concepts(question: str) -> None:
    assert names(question) == []


def test_who_leads_is_about_nothing_in_english() -> None:
    assert names("Who leads?", "en") == []
    assert names("When is it?", "en") == []


@pytest.mark.parametrize(
    "question",
    [
        "Ai lo thủ tục hành chính?",
        "ai cat giam tthc",
        "Ai cắt giảm thủ tục hành chính?",  # "cắt giảm thủ tục" must not cut the term
    ],
)
def test_a_term_and_its_short_form_are_one_thing(question: str) -> None:
    wordings = {" ".join(w) for c in concepts(question) for w in c.alternatives}
    assert any(w.endswith("tthc") for w in wordings)
    assert any(w.endswith(("thủ tục hành chính", "thu tuc hanh chinh")) for w in wordings)


def test_the_longest_term_is_taken() -> None:
    found = names("Ai lo thủ tục hành chính?")
    assert "thu tuc hanh chinh" in found
    assert "thu tuc" not in found
    assert "hanh chinh" not in found


@pytest.mark.parametrize("question", ["Sở Tài chính làm gì?", "so tai chinh lam gi", "STC làm gì?"])
def test_a_body_stands_for_all_its_names(question: str) -> None:
    body = next(c for c in concepts(question) if c.body)
    assert body.body == body.name == "Sở Tài chính"
    assert ("sở", "tài", "chính") in body.alternatives
    assert len(body.alternatives) > 1


def test_an_index_stands_for_all_its_names() -> None:
    asked = ["Chỉ số Tiếp cận đất đai", "Chỉ số Tiếp cận nguồn lực", "chi so tiep can nguon luc"]
    found = [next(c for c in concepts(q) if c.index) for q in asked]
    assert len({c.index for c in found}) == 1
    assert ("tiếp", "cận", "nguồn", "lực") in found[0].alternatives
    assert ("tiếp", "cận", "đất", "đai") in found[0].alternatives


def test_bodies_and_indices_weigh_more_than_words() -> None:
    found = concepts("Sở Tài chính công khai chỉ số Tính minh bạch và giấy phép")
    body = next(c for c in found if c.body)
    index = next(c for c in found if c.index)
    plain = [c.weight for c in found if not c.body and not c.index]
    assert plain
    assert min(body.weight, index.weight) >= max(plain)


def test_the_plan_s_own_word_weighs_little() -> None:
    assert one("Kế hoạch nói gì về hộ kinh doanh?", "ke hoach").weight < 1
    assert one("Kế hoạch nói gì về hộ kinh doanh?", "ho kinh doanh").weight > 1


def test_a_place_that_chose_the_plans_is_no_concept() -> None:
    assert names("Ai lo cải cách ở Sơn La?", "vi", "Sơn La") == names("Ai lo cải cách?")
    assert "Hòa Bình" in names("Ai lo đường đi Hòa Bình ở Sơn La?", "vi", "Sơn La")
    assert "Sơn La" not in names("Who handles reform in Son La?", "en", "Sơn La")


def test_the_marks_of_a_question_are_remembered() -> None:
    assert all(c.marked for c in concepts("Giấy phép xây dựng"))
    assert not any(c.marked for c in concepts("giay phep xay dung"))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ai chủ trì", True),
        ("ai chu tri", False),
        ("ai chu tri cai cach thủ tuc", False),
        ("", False),
        ("?!", False),
    ],
)
def test_typed_with_marks(text: str, marked: bool) -> None:
    assert mostly_marked(text) is marked


@pytest.mark.parametrize("office", ["giám đốc", "chủ tịch", "trưởng phòng", "tổ trưởng"])
def test_an_office_of_a_person_is_required(office: str) -> None:
    found = [c for c in concepts(f"Nêu tên {office} lo việc này") if c.required]
    assert len(found) == 1


def test_a_document_s_number_is_required() -> None:
    for number in ("68-NQ/TW", "02/NQ-CP", "66.7/2025/NQ-CP"):
        (required,) = [c for c in concepts(f"Nghị quyết {number} nói gì?") if c.required]
        assert required.name.startswith(number[:2])
    assert not any(c.required for c in concepts("Ai lo 100% hồ sơ?"))


def test_words_of_no_term_stand_alone_and_in_pairs() -> None:
    found = {c.name: c.weight for c in concepts("Ai nuôi zuz quuk?")}
    assert {"zuz", "quuk", "zuz quuk"} <= set(found)
    assert found["zuz quuk"] > found["zuz"]


def test_what_stands_between_parts_words() -> None:
    assert "zuz quuk" not in names("zuz, quuk")


def test_an_english_phrase_has_vietnamese_wordings() -> None:
    wordings = {
        w for c in concepts("Who supports household businesses?", "en") for w in c.alternatives
    }
    assert ("hộ", "kinh", "doanh") in wordings


def test_an_english_name_of_a_body_is_the_body() -> None:
    (body,) = [c for c in concepts("What must the Department of Justice do?", "en") if c.body]
    assert body.body == "Sở Tư pháp"
    assert [m.agency for m in named_bodies("the Department of Justice", "en")] == ["Sở Tư pháp"]
    assert named_bodies("the Department of Justice", "vi") == []


def test_an_english_number_is_a_number() -> None:
    assert ("06",) in one("Are six sub-indices to rise?", "six", "en").alternatives


def test_names_that_no_list_knows_are_kept_in_english() -> None:
    found = {c.name: c.weight for c in concepts("Does Zarquon or blorb pay?", "en")}
    assert found["zarquon"] > found["blorb"]


def test_what_is_told_beside_the_question_only_helps() -> None:
    found = understood("Tôi mở quán cà phê ở chợ. Ai lo giấy phép xây dựng?")
    told = [c for c in found if "ca phe" in c.name]
    asked = [c for c in found if "giay phep" in c.name]
    assert told
    assert asked
    assert all(c.passing for c in told)
    assert not any(c.passing for c in asked)


def test_what_a_pronoun_refers_to_is_the_subject() -> None:
    found = understood("Tôi cần giấy phép xây dựng. Ai lo việc này?")
    assert not any(c.passing for c in found if c.topic is None)


def test_indices_by_name() -> None:
    assert len(named_indices("chỉ số Tính minh bạch", "vi")) == 1
    assert len(named_indices("the transparency index", "en")) == 1
    assert named_indices("ai lo cải cách", "vi") == []


@given(st.text(max_size=80), st.sampled_from(["vi", "en"]))
def test_any_text_has_concepts_with_words_and_weights(text: str, language: str) -> None:
    for concept in concepts(text, language):
        assert concept.alternatives
        assert all(wording and all(wording) for wording in concept.alternatives)
        assert concept.weight > 0
