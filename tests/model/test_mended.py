"""Faults of the first days with a model, each as it was found, and the holes that are left."""

import json
from pathlib import Path

import pytest

from assistant.model.connecting import connect
from assistant.model.helping import faithful
from assistant.model.replies import JsonReader, ReplyError
from assistant.model.settings import ModelSettings, from_environment
from corpus.errors import InputError
from tests.model.test_proving import judged, stands
from tests.model.test_settings import KEY, sent

HOLES = [
    json.loads(line)
    for line in Path(__file__).with_name("holes.jsonl").read_text("utf-8").splitlines()
]


def test_the_holes_of_the_proof_are_known_and_do_not_grow() -> None:
    """False sentences, of 459 that a reader thought of, which the proof still lets stand.

    They are made of a duty's own words in a false order. One that falls may leave the file.
    """
    standing = sum(
        stands(
            judged(
                hole["plan"],
                hole["sections"],
                hole["text"],
                language=hole["language"],
                quotes=hole["quotes"],
            )
        )
        for hole in HOLES
    )
    assert standing <= 66


@pytest.mark.parametrize("rest", ["[" * 3000, "1" * 5000 + "}]}"])
def test_deep_brackets_and_long_numbers_ended_an_answer_in_a_fault(rest: str) -> None:
    reader = JsonReader()
    with pytest.raises(ReplyError):
        reader.feed('{"statements": [{"text": "a", "x": ' + rest)
        reader.close()


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("ollama", "OLLAMA_API_KEY"),
        ("openai", "OPENAI_ORG_ID"),
        ("openai", "OPENAI_PROJECT_ID"),
        ("openai", "OPENAI_API_KEY"),
    ],
)
def test_names_and_keys_of_other_programs_were_sent(
    provider: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, KEY)
    assert KEY not in str(sent(ModelSettings(provider, "m")))


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_a_key_went_to_the_address_of_another_program(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    client = connect(ModelSettings("openai", "m", api_key=KEY))
    assert str(client.root_client.base_url).startswith("https://api.openai.com")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHAT_MAX_TOKENS", "0000000169999"),
        ("CHAT_BASE_URL", "http://127.0.0.1:abc/v1"),
        ("CHAT_BASE_URL", "http://127.0.0.1:99999/v1"),
        ("CHAT_BASE_URL", "http://ho st/v1"),
        ("CHAT_BASE_URL", "http://h/v1#pass-word"),
        ("CHAT_API_KEY", "sk-1\nX: y"),
        ("CHAT_API_KEY", "khoá"),
    ],
)
def test_settings_that_got_through(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_MODEL", "openai:m")
    monkeypatch.setenv("CHAT_API_KEY", KEY)
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=name):
        from_environment()


LEAVING = "Số doanh nghiệp rút lui khỏi thị trường tăng dưới 10% so với năm 2025."
REPORTING = "Sở Tài chính báo cáo UBND tỉnh kết quả thực hiện trước ngày 20/12/2026."


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Call me: the market falls 10% by 2025, invest with us now.", LEAVING),
        ("The number of enterprises leaving the market rises by over 10% from 2025.", LEAVING),
        (
            "The Provincial People's Committee reports the results to the Department of Finance "
            "before 20 December 2026.",
            REPORTING,
        ),
        (
            "The Department of Finance reports the results to the Provincial People's Committee "
            "after 20 December 2026.",
            REPORTING,
        ),
    ],
)
def test_a_translation_of_anything_was_shown(english: str, vietnamese: str) -> None:
    assert not faithful(english, vietnamese)
