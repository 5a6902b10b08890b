"""Which role a question asks for, by small patterns; read as told in :mod:`assistant.asking`."""

import re

from assistant.patterns import any_of
from corpus.types import Role

# Who helps is asked beside who leads.
AND_HELPS = any_of(
    r"\band (?:who|which \w+|whom|what \w+) (?:else )?(?:helps?|assists?|supports?|coordinates?)\b",
    r"(?:chu tri|phu trach|lam chinh|dung dau|dau moi).{0,60}\b(?:va |, )(?:ai|nhung ai|"
    r"(?:co quan|don vi|so) nao) (?:\w+ )?(?:phoi hop|ho tro|giup)\b",
)
# The first role whose pattern is found is the one asked for.
ROLES: dict[str, tuple[tuple[Role, re.Pattern[str]], ...]] = {
    "vi": (
        (Role.MONITOR, any_of(r"\bdon doc\b")),
        (
            Role.RECEIVE_REPORTS,
            any_of(
                r"bao cao (?:tiep )?(?:ve|cho|den|toi|len|voi|cac|nhung)(?: nhung| cac)? "
                r"(?:dau|ai|noi nao|cap nao|(?:co quan|so|don vi) nao)",
                r"(?:gui|nop)(?: \w+){0,4} (?:ve|cho|den|toi) "
                r"(?:dau|ai|noi nao|(?:co quan|so|don vi) nao)",
                r"\bqua (?:ai|dau|(?:co quan|so|don vi) nao)",
                r"\bgui (?:so|bo|co quan|don vi) nao",
                r"bao cao (?:dau|ai)\b",
                r"(?:ai|nao|co quan) (?:\w+ ){0,2}nhan bao cao",
            ),
        ),
        (
            Role.COORDINATE,
            any_of(
                r"phoi hop",
                r"cung lam",
                r"lam cung",
                r"cung (?:bat tay|thuc hien|tham gia)",
                r"\b(?:cung|chung) (?:voi )?(?:nhung )?(?:ai|(?:co quan|don vi|so) nao)\b",
                r"phoi ket hop",
                r"ho tro cho co quan chu tri",
            ),
        ),
        (
            Role.EVALUATE,
            any_of(
                r"\b(?:ai|nao) (?:la (?:nguoi|co quan|ben) )?(?:\w+,? ){0,3}"
                r"(?:cham|cho diem|danh gia)\b",
                r"(?:ai|nao|chu tri|phu trach|trach nhiem|quan) (?:chu tri |"
                r"phu trach )?(?:danh gia|cham diem)",
                r"danh gia chi tieu",
            ),
        ),
        (
            Role.LEAD,
            any_of(
                r"chu tri",
                r"dau moi",
                r"phu trach",
                r"chiu trach nhiem",
                r"cam (?:trich|chich|cai|dau|lai)\b",
                r"dung (?:dau|ra|mui)",
                r"(?:lam|soan|lo|nam) chinh\b",
                r"\b(?:ganh|om|nhan|lanh) (?:nhung|cac|may|bao nhieu)\b",
                r"lo (?:chi so|viec|phan|chuyen|vu|khau)",
            ),
        ),
        (
            Role.CARRY_OUT,
            any_of(
                r"thuc hien",
                r"trien khai",
                r"lam viec nay",
                r"duoc giao",
            ),
        ),
    ),
    "en": (
        (
            Role.RECEIVE_REPORTS,
            any_of(
                r"\b(?:who|which \w+|what \w+) (?:\w+ )?(?:receives?|gets?|collects?)\b.*\breport",
                r"\breport\w*\b.{0,40}\bto (?:whom|which|what)\b",
                r"\b(?:to )?(?:whom|who)\b.{0,40}\breport\w*(?: \w+){0,3}(?: to)\W*$",
                r"\bto (?:whom|who|which \w+)\b.{0,60}\breport",
                r"\bwhere\b.{0,40}\breports? (?:\w+ ){0,2}(?:go|be sent|sent)\b",
            ),
        ),
        (
            Role.MONITOR,
            any_of(
                r"keeps? (?:a )?(?:close )?(?:watch|eye)",
                r"chas(?:e|es|ing)\b",
                r"press(?:es|ing)? (?:ahead|on)",
                r"\bmonitor\w*\b.{0,25}\b(?:urg|push|press)",
                r"watch(?:es)? over (?:the |how )",
                r"\b(?:monitors?|tracks?) (?:the |this )?"
                r"(?:whole |action )?(?:plan|implementation|progress|execution)\b",
            ),
        ),
        (
            Role.COORDINATE,
            any_of(
                r"co-?ordinat",
                r"co-?operat",
                r"work(?:s|ing)? (?:with|alongside)",
                r"alongside",
                r"partner",
                r"support(?:s|ing)? (?:agenc|bod|the lead)",
                r"help(?:s|ing)? (?:the|it|out)",
                r"\bwho (?:else )?helps?\b(?!(?: us| me| out)?\W*$)",
                r"\bhas to work with\b",
                r"assist",
                r"team(?:s|ing)? up",
                r"join(?:s|ing)? in",
            ),
        ),
        (
            Role.EVALUATE,
            any_of(
                r"\b(?:who|which|what)\b.*\b(?:evaluat|assess|scor|grad|rate|judg|check)",
            ),
        ),
        (
            Role.LEAD,
            any_of(
                r"\blead",
                r"in charge",
                r"responsib",
                r"\bhead",
                r"takes? charge",
                r"own(?:s|er)\b",
                r"oversee",
                r"runs?\b",
                r"handl",
                r"main agency",
                r"focal",
            ),
        ),
        (
            Role.CARRY_OUT,
            any_of(
                r"carr(?:y|ies|ied|ying) out",
                r"implement",
                r"perform",
                r"execut",
                r"deliver",
                r"assigned",
            ),
        ),
    ),
}
