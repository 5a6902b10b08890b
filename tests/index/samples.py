"""Small plans and encoders made by hand, so that tests need neither a model nor a file."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordLevel

from corpus.types import Cell, Plan, PlanFacts, Section, SectionKind, TableRow

FACTS = PlanFacts(
    province="Thử Nghiệm",
    place="Thử Nghiệm",
    issuer="",
    kind="KẾ HOẠCH",
    title="",
    number="",
    symbol="KH-UBND",
    date="",
    signatory="",
    signatory_title="",
)

BODIES = {
    "1. Đất đai": "Sở Nông nghiệp và Môi trường chủ trì công khai quy hoạch sử dụng đất.",
    "2. Thuế": "Thuế tỉnh rút ngắn thời gian hoàn thuế cho doanh nghiệp.",
    "3. Thanh tra": "Thanh tra tỉnh bảo đảm mỗi năm kiểm tra doanh nghiệp không quá một lần.",
}


def make_plan(plan_id: str, bodies: dict[str, str] | None = None, *, shipped: bool = True) -> Plan:
    """Return a plan of flat sections, one per heading."""
    sections: list[Section] = []
    text = ""
    for number, (heading, body) in enumerate((bodies or BODIES).items(), start=1):
        start = len(text)
        text += f"{heading}\n{body}\n"
        sections.append(
            Section(
                id=str(number),
                plan=plan_id,
                kind=SectionKind.HEADING,
                number=str(number),
                heading=heading,
                level=1,
                parent=None,
                start=start,
                end=len(text),
                heading_start=start,
                heading_end=start + len(heading),
            )
        )
    return Plan(
        id=plan_id,
        text=text,
        source_name=f"{plan_id}.md",
        source_sha256="0" * 64,
        facts=FACTS,
        sections=tuple(sections),
        shipped=shipped,
    )


def table_plan() -> Plan:
    """Return a plan whose only section is the row of a table with two named columns."""
    text = "Chỉ tiêu\tCơ quan\nTỷ lệ số hóa\tVăn phòng\n"
    start = text.index("Tỷ lệ")
    middle = text.index("\tVăn")
    head = Section("bang", "t", SectionKind.ANNEX, None, "", 1, None, 0, start, 0, 0)
    row = Section(
        "bang.row-1", "t", SectionKind.ROW, None, "", 2, "bang", start, len(text), start, start
    )
    cells = (
        Cell("Chỉ tiêu", start, middle),
        Cell("Cơ quan", middle + 1, len(text) - 1),
    )
    return Plan(
        id="t",
        text=text,
        source_name="t.md",
        source_sha256="0" * 64,
        facts=FACTS,
        sections=(head, row),
        rows=(TableRow("bang.row-1", cells),),
    )


def save_static_model(
    folder: Path, *, seed: int = 0, prompts: dict[str, str] | None = None, dimensions: int = 16
) -> Path:
    """Save a sentence-transformers folder with a word tokenizer and a random matrix."""
    texts = [f"{heading} {body}" for heading, body in BODIES.items()]
    found = sorted({word for text in texts for word in text.lower().replace(".", " ").split()})
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(["[UNK]", *found])}))
    tokenizer.model = WordLevel(
        {word: n for n, word in enumerate(["[UNK]", *found])}, unk_token="[UNK]"
    )
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    matrix = np.random.default_rng(seed).normal(size=(len(found) + 1, dimensions))
    matrix[0] = 0
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file({"embedding.weight": matrix.astype(np.float32)}, folder / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": "", "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    config = {"prompts": prompts or {}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config), encoding="utf-8")
    return folder
