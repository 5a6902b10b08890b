"""How questions ask of a document itself, and what a sentence must hold to answer them.

Patterns over the question in lower case without marks, in either language.
"""

import re

from assistant.patterns import any_of
from corpus.words import fold

# What is asked of the document itself, the first that is found.
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("footnote", any_of(r"\bchu thich\b", r"\bfoot ?notes?\b")),
    (
        "signature",
        any_of(
            r"\b(?:ai|nguoi|can bo|lanh dao)(?: nao)? (?:da )?ky\b(?! ket)",
            r"\bky (?:ban )?(?:ke hoach|boi|ten)\b",
            r"\bsign(?:ed|ator\w*|ature)\b",
            r"\bwho signs\b(?! off)",
            r"\bwhose name\b.{0,30}\b(?:foot|bottom|end)\b",
        ),
    ),
    (
        "person",
        any_of(
            r"\bai (?:dang )?(?:la|lam|giu chuc) (?:pho )?(?:chu tich|giam doc|truong|bi thu)",
            r"\bwho is (?:the |a )?(?:\w+ )?(?:chair|director|head of|deputy|president|secretary)",
            r"\b(?:name|phone|number) of (?:the |an? )?(?:\w+ ){0,2}"
            r"(?:officer|official|director|chief|clerk|manager|person)\b",
            r"\bten (?:cua )?(?:anh|chi|ong|ba|can bo|chuyen vien|nguoi|giam doc|lanh dao)\b",
        ),
    ),
    (
        "recipients",
        any_of(
            r"noi nhan\b",
            r"ke hoach .{0,40}gui (?:cho |den |toi )?(?:nhung )?"
            r"(?:ai|noi nao|co quan nao|don vi nao)",
            r"gui (?:cho|den|toi) nhung (?:ai|noi nao|co quan nao|don vi nao)",
            r"\bke hoach .{0,60}\bgui (?:cho |den |toi |len )(?:\w+ ){1,3}nao\b",
            r"\bgui (?:ban )?ke hoach .{0,40}\b(?:cho|den|toi|len) (?:\w+ ){1,3}nao\b",
            r"\b(?:ai|nao) (?:\w+ ){0,2}duoc .{0,30}\bgui (?:ban )?ke hoach\b",
            r"\bsent a copy of\b",
            r"recipient",
            r"\bcopied\b",
            r"distribution list",
            r"receiv\w+ (?:a copy|copies|(?:the|this|that) (?:\w+ ){0,3}plan)",
            r"plan (?:is |was )?(?:sent|addressed|circulated) to",
        ),
    ),
    (
        "number",
        any_of(
            r"\bso (?:hieu |ky hieu )?cua ke hoach\b",
            r"^ke hoach (?:\w+ ){0,4}(?:co )?so (?:may|bao nhieu|hieu)\b",
            r"(?:number|reference) of the (?:\w+ ){0,3}plan\b",
            r"plan(?:'s)? (?:reference |document )?number\b",
        ),
    ),
    (
        "date",
        any_of(
            r"\bke hoach .{0,60}(?:ban hanh|ky) (?:khi nao|ngay nao|bao gio|luc nao|ngay may)",
            r"\bngay (?:ban hanh|ky) (?:cua )?ke hoach\b",
            r"when was (?:the|this) (?:\w+ ){0,3}plan (?:issued|signed|adopted|published)",
            r"date of (?:the|this) (?:\w+ ){0,3}plan\b",
        ),
    ),
    (
        "basis",
        any_of(
            r"\bcan cu (?:nao|gi|phap ly|(?:de )?(?:ban hanh|xay dung|lap))\b",
            r"\b(?:ban hanh|xay dung|lap) (?:theo|dua tren|de thuc hien) (?:can cu |van ban )?"
            r"(?:nao|gi)\b",
            r"\b(?:nghi quyet|ket luan|quyet dinh|van ban) nao (?:la |lam )(?:can cu|co so)\b",
            r"\bke hoach .{0,60}\bcan cu (?:vao |theo )?(?:nhung )?"
            r"(?:nghi quyet|ket luan|quyet dinh|van ban) nao\b",
            r"legal (?:basis|grounds)",
            r"which (?:resolution|document|conclusion) (?:does|is) (?:the|this) (?:\w+ ){0,3}plan",
        ),
    ),
)


def fact_of(question: str) -> str | None:
    """Return what a question asks of the document itself; ``None``: nothing.

    Who asks for the telephone of the one who signed does not ask who signed.
    """
    plain = fold(question)
    found = next((fact for fact, pattern in FACTS if pattern.search(plain)), None)
    return None if found == "signature" and CONTACT.search(plain) else found


NUMBERED = any_of(
    r"\bso (?:may|hieu)\b",
    r"ky hieu",
    r"number and date",
    r"(?:document|reference|plan) number",
    r"what number",
)

ANNEX = any_of(
    r"\b(?:phu luc|annex|appendix|appendices|bieu kem theo)\b",
)

CONTACT = any_of(
    r"so dien thoai",
    r"\b(?:duong day nong|hotline|tong dai)\b.{0,60}\b(?:so (?:may|nao|bao nhieu|gi)|may so)\b",
    r"dien thoai",
    r"so dt\b",
    r"sdt\b",
    r"email",
    r"e-mail",
    r"dia chi",
    r"\b(?:what|which|link|dia chi|url)\b.{0,25}\bwebsite",
    r"\bwebsite (?:la|nao|gi|address)\b",
    r"trang web cua",
    r"zalo",
    r"\bphone",
    r"telephone",
    r"\baddress(?:es)? of\b",
    r"\b(?:e-?mail|postal|office|street|contact|web) address",
    r"\bwhat(?:'s| is| are) (?:the |its |their )?address",
    r"contact (?:details|number|info)",
    r"fax",
)

MONEY = any_of(
    r"bao nhieu (?:tien|kinh phi|ngan sach|von|ty|trieu)",
    r"kinh phi (?:la )?bao nhieu",
    r"(?:kinh phi|ngan sach|von|tien) .{0,60}bao nhieu",
    r"bao nhieu .{0,30}(?:kinh phi|ngan sach)",
    r"how much (?:money|funding|budget|will it cost|does it cost|cash)",
    r"what (?:budget|funding|sum)",
    r"\b(?:is|are) there (?:any )?(?:money|funding|funds|grants?|subsid\w+)\b",
    r"\bwho (?:pays|funds|finances|will pay|foots)\b",
    r"\b(?:kinh phi|tien|ngan sach)\b.{0,40}\b(?:tu dau|o dau|nguon nao|dau ra)\b",
    r"how (?:big|large) is the (?:budget|fund)",
    # by how much a cost falls is a share
    r"^(?!.*\b(?:by how much|by what|share of)\b).*\b(?:budget|cost)s? (?:of|for|is)\b",
)

# Which document, by its number: "theo quy định số mấy", "under which resolution".
DOCUMENT = any_of(
    r"\b(?:nghi quyet|quyet dinh|quy dinh|ket luan|thong tu|nghi dinh|chi thi) "
    r"(?:nao|so may|so bao nhieu)\b",
    r"\b(?:ke hoach|chuong trinh|van ban)\b.{0,60}\bso (?:may|bao nhieu)\b",
    r"\b(?:which|what) (?:\w+ ){0,2}"
    r"(?:resolution|decision|regulation|conclusion|decree|circular)\b",
    r"\bnumber and date of\b",
)

# Why something is so: plans say what for ("nhằm", "để") more often than why.
REASON = any_of(
    r"^\W*why (?:did|does|do|is|are|was|were|has|have)\b", r"^\W*(?:tai sao|vi sao|ly do)\b"
)

# What is asked of a plan itself is never outside of it: "kinh phí thực hiện kế hoạch".
OF_THE_PLAN = any_of(r"\b(?:ke hoach|nghi quyet|chuong trinh|plans?|resolutions?)\b")
