from index.pairs import PairOptions, sentences, training_pairs, training_texts
from index.passages import Passage

ITEMS = [
    Passage("I. THUẾ", "Thuế tỉnh rút ngắn thời gian hoàn thuế. Công khai kết quả hằng quý."),
    Passage("II. ĐẤT", "Sở Nông nghiệp và Môi trường công khai quy hoạch sử dụng đất."),
]
GLOSSARY = [("hoàn thuế", "tax refund"), ("quy hoạch", "planning"), ("cửa khẩu", "border gate")]


def test_same_arguments_same_pairs() -> None:
    assert training_pairs(ITEMS, GLOSSARY, seed=3) == training_pairs(ITEMS, GLOSSARY, seed=3)
    assert training_pairs(ITEMS, GLOSSARY, seed=3) != training_pairs(ITEMS, GLOSSARY, seed=4)


def test_headings_sentences_and_glossary_are_paired() -> None:
    pairs = set(training_pairs(ITEMS, GLOSSARY, seed=1))
    assert ("I. THUẾ", ITEMS[0].body) in pairs
    first = "Thuế tỉnh rút ngắn thời gian hoàn thuế."
    assert (first, "Công khai kết quả hằng quý.") in pairs
    assert {("tax refund", "hoàn thuế"), ("hoàn thuế", "tax refund")} <= pairs
    assert ("tax refund", "hoan thue") in pairs


def test_english_terms_lead_to_the_passages_that_name_them_only() -> None:
    pairs = training_pairs(ITEMS, GLOSSARY, seed=1, options=PairOptions(translations=5))
    texts = [passage.text for passage in ITEMS]
    assert pairs.count(("tax refund", texts[0])) == 5
    assert pairs.count(("planning", texts[1])) == 5
    assert not [pair for pair in pairs if pair[0] == "border gate" and pair[1] in texts]


def test_the_glossary_weighs_as_told() -> None:
    pairs = training_pairs(ITEMS, GLOSSARY, seed=1, options=PairOptions(glossary_repeats=4))
    assert pairs.count(("border gate", "cửa khẩu")) == 4


def test_windows_lie_in_their_passage_and_come_without_marks_too() -> None:
    options = PairOptions(windows=6, translations=0, glossary_repeats=0)
    pairs = training_pairs(ITEMS, [], seed=1, options=options)
    windows = [anchor for anchor, text in pairs if text == ITEMS[1].text]
    assert len(windows) == 12
    assert sum(window in ITEMS[1].body for window in windows) >= 6


def test_the_tokenizer_reads_marked_folded_and_english_text() -> None:
    texts = training_texts(ITEMS, GLOSSARY)
    assert {"hoàn thuế", "hoan thue", "tax refund"} <= set(texts)


def test_sentences_end_at_marks_and_lines() -> None:
    text = "Một câu đủ dài để giữ lại.\nMột dòng khác cũng đủ dài; ngắn."
    assert sentences(text) == ["Một câu đủ dài để giữ lại.", "Một dòng khác cũng đủ dài;"]
