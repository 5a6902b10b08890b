"""How questions ask: small patterns over a question without marks, or in lower case.

Vietnamese ones are written without marks and are searched in the question without its
marks; English ones in the question in lower case. Each list is a set of alternatives.
"""

import re

from assistant.patterns import any_of

WHO = {
    "vi": any_of(
        r"\b(?:don vi|co quan) (?:chu tri|phoi hop|dau moi|phu trach|thuc hien)\W*$",
        r"^(?:don vi|co quan) (?:chu tri|phoi hop|dau moi|phu trach|thuc hien)\b"
        r"(?!.*\b(?:khi nao|bao gio|luc nao|ngay nao|bao lau|lam gi|bao nhieu)\b)",
        r"(?<!cho )(?<!cua )(?<!voi )(?<!ve )\bai\b",
        r"\b(?:hoi|lien he|gap|tim|gui|nop|bao cao|bao|phan anh|keu|to cao|khieu nai) "
        r"(?:voi |cho |ve |den |toi )?ai\b",
        r"(?<!\bchi )(?<!\bho )(?<!\bco )(?<!\bvan )\b(?:co quan|don vi|so|nganh|ban|phong|"
        r"ben|to chuc|noi|cho|bo phan|vp|van phong|trung tam|hiep hoi|doan the|"
        r"dau moi)(?: nganh| ban| chuc nang| chuyen mon)? (?:nao|gi)\b"
        r"(?! (?:som|muon|cao|thap|nhieu|it|nhanh|cham) hon)",
        r"nhung (?:ai|co quan|don vi|so|dau)\b",
        r"\b(?:viec|trach nhiem|phan|nhiem vu|chuc nang) (?:cua|thuoc ve) ai\b",
        r"\bgiao (?:cho )?(?:nhung )?(?:dau|ai)\b",
        r"\bdo dau\b|\bdau (?:thuc hien|lam|lo|chu tri|dam nhan|dam nhiem)\b",
        r"^\W*(?:neu|liet ke|ke ten|cho biet|chi ra) (?:cac|nhung|ten) (?:\w+ )?"
        r"(?:co quan|don vi|so|bo phan|to chuc)\b",
        r"\bla (?:\S+ ){1,6}hay (?:la )?\S+\W*$",
        r"(?:gui|nop|bao cao)(?: ve| cho| den| len| toi| tiep)* (?:dau|ai|co quan nao)",
    ),
    "en": any_of(
        r"(?<![a-z]s )(?<!people )(?<!staff )(?<!anyone )(?<!someone )\bwho\b",
        r"\bwhom\b",
        r"\bwho's\b",
        r"\bwhich part of\b",
        r"\b(?:unit|agency|department|body|office|division) (?:that is |is )?"
        r"(?:in charge|responsible)\b",
        r"\bwhose\b",
        r"^(?:please )?(?:name|list|identify|tell me|give me)\b.{0,30}"
        r"\b(?:agenc|bod(?:y|ies)\b|department|offices?\b|lead\b|leads\b|partners)",
        r"\b(?:which|what)(?: (?!(?:the|must|does|do|did|is|are|should|will|has|have)\b)\w+){0,2}"
        r" (?:agenc|bod|department|office|unit|authorit|court|bank|"
        r"ministr|division|cent(?:er|re)|bureau|institution|organi[sz]ation|side|party|"
        r"parties|people|entit)",
    ),
}

WHEN = {
    "vi": any_of(
        r"^\W*han (?!che|hep|muc|ngach)|"
        r"\b(?:khi nao|bao gio|luc nao|thoi han|"
        r"han (?:chot|nop|bao cao|cuoi|nao|la|khac|giong|the nao|ra sao)|"
        r"thoi gian (?:thuc hien|hoan thanh|nao|la)|thoi diem|"
        r"ngay nao|ngay may|hom nao|moc nao|thang nao|thang may|quy nao|cham nhat|"
        r"truoc ngay|deadline|bao lau|bao nhieu ngay|may ngay|quy may|truoc khi nao|"
        r"dinh ky (?:the nao|ra sao|nao))\b",
    ),
    "en": any_of(
        r"^when\b",
        r"[,?.] when\b",
        r"\bwhen (?:must|does|do|is|are|should|will|did|can|was|were|by|exactly)\b",
        r"deadline",
        r"\bdue\b",
        r"what date",
        r"which date",
        r"by what",
        r"how (?:soon|often|long)",
        r"how many days",
        r"time limit",
        r"timeline",
        r"timeframe",
        r"what month",
        r"\bdates?\b",
        r"by which day",
        r"cut-?off",
    ),
}

# When a document was made, not by when something is to be done.
ISSUED = any_of(r"\bban hanh\b", r"\bky (?:ngay|khi)\b", r"\b(?:issued|adopted|signed|dated)\b")
HOW_OFTEN = any_of(
    r"\bbao lau\b.{0,25}\b(?:mot|1) lan\b",
    r"\b(?:may|bao nhieu) (?:nam|thang|quy)\b.{0,25}\blan\b",
    r"\bbao lau thi\b",
    r"\bdinh ky\b",
    r"\bmay lan\b",
    r"\bhow (?:often|frequently|regularly)\b",
)
ROUNDS = any_of(
    r"\bbao lau\b.{0,25}\b(?:mot|1) lan\b",
    r"\b(?:may|bao nhieu) (?:nam|thang|quy)\b.{0,25}\blan\b",
    r"\bhow (?:often|frequently|regularly)\b",
)
HOW_MUCH = {
    "vi": any_of(
        r"\b(?:bao nhieu|may(?! (?:\w+ ){1,3}nao\b)|ti le|ty le|phan tram|muc tieu la|con so|"
        r"so luong|toi thieu|toi da|it nhat|chi tieu .*(?:bao nhieu|la gi|the nao))\b",
        r"%",
    ),
    "en": any_of(
        r"how (?:many|much)",
        r"percent",
        r"per cent",
        r"what share",
        r"what rate",
        r"number of",
        r"target (?:rate|figure|number|level|value)",
        r"what(?:'s| is| are| was)? (?:the |\w+'s )?(?:\w+ ){0,2}targets?\b",
        r"proportion",
        r"minimum",
        r"maximum",
        r"at least",
        r"%",
    ),
}

DUTIES = {
    "vi": any_of(
        r"(?:chu tri|phoi hop|phu trach|thuc hien) (?:nhung )?(?:gi|viec gi|nhiem vu gi)\b",
        r"giao (?:nhung )?(?:nhiem vu|viec)\b",
        r"lam (?:gi|nhung gi|viec gi|cong viec)",
        r"(?:nhiem vu|viec|trach nhiem|cong viec)(?: cu the| chinh)? (?:gi|nao|cua)",
        r"phai lo",
        r"duoc giao (?:gi|nhung|viec|nhiem vu)",
        r"nhung (?:viec|nhiem vu)",
        r"bao nhieu (?:nhiem vu|viec|dau viec)",
        r"\b(?:noi dung|nhiem vu|viec|muc|mang|linh vuc|phan) nao\b.*\b(?:ghi|giao|do|la)\b",
        r"\b(?:co ten|xuat hien|duoc nhac|tham gia)(?: o| trong| tai)?\b.*"
        r"\b(?:nao|gi|may|bao nhieu)\b",
        r"\b(?:phai|can|se) (?:\w+ ){1,3}(?:nhung )?(?:gi|viec gi|nhung viec nao)\b",
        r"\bdau viec\b",
        r"\b(?:cam|giu|dung ten|ganh|om|lanh)\b.*\b(?:may|bao nhieu|nhung|nao)\b",
        r"\bchu tri hay (?:chi |la )?phoi hop\b",
        r"\bo (?:nhung )?(?:noi dung|muc|viec|nhiem vu|phan|mang|linh vuc) nao\b",
        r"\bliet ke\b.*\b(?:viec|nhiem vu|mang|noi dung|phan)\b",
    ),
    "en": any_of(
        r"how many (?:tasks|duties|responsibilities)",
        r"what (?:else )?(?:must|does|should|is|are|do|will|has|have)\b.*\b(?:do|duties|tasks?|"
        r"responsib|assigned|asked|supposed|expected|required|work)",
        r"duties of",
        r"tasks of",
        r"responsibilities",
        r"^(?:please )?(?:list|show|give|name|tell)\b.*\b(?:everything|all|what|which|areas?|"
        r"tasks?|duties|components?|items?|jobs|fields?|points|headings)\b",
        r"^under (?:which|what) (?:headings?|sections?|points?)\b",
        r"\b(?:named|listed|mentioned|appears?|involved|shows? up|comes? up|features?)\b",
        r"\b(?:in )?(?:which|what|how many)(?: of)?(?: the| those)?(?: [\w'’]+){0,4} "
        r"(?:components?|areas?|items?|tasks?|duties|points|jobs|sub-?ind\w+|matters)\b",
        r"\bwhat (?:else )?(?:does|do|must|should|will|is|are)\b.*\b(?:lead|run|handle|coordinate|"
        r"assist|help|cover|sit|left|given|to do)\b",
    ),
}

LISTED = {
    "vi": any_of(
        r"(?:bao nhieu|may) (?:chi so|nhiem vu|viec|noi dung|chi tieu|mang|linh vuc|dau viec)",
        r"nhung (?:mang|linh vuc|noi dung|gi)\b",
        r"\b(?:nhung|cac|liet ke)\b.*\b(?:chi so|nhiem vu|viec|linh vuc|mang|noi dung)\b",
        r"(?:chi so|nhiem vu|viec|linh vuc)(?: thanh phan)?(?: pci)?(?: nao| gi)\b",
        r"bao nhieu (?:chi so|nhiem vu|viec)",
    ),
    "en": any_of(
        r"(?:which|what|list|all|how many)\b.*\b(?:sub-?ind\w+|indices|indexes|tasks?|duties)\b",
    ),
}

# Asked of a named body: what is it to do.
TASKED = {
    "vi": any_of(
        r"(?:phai|can|se|duoc giao) (?:lam|thuc hien) (?:gi|nhung gi|viec gi|nhung viec)",
        r"lam (?:gi|nhung gi)\b",
        r"(?:co|nhan|nhung) (?:nhung )?(?:nhiem vu|viec|trach nhiem)\b.*\b(?:gi|nao)\b",
        r"\bvai tro (?:gi|nao|cua)\b",
    ),
    "en": any_of(
        r"^what (?:else )?(?:must|does|should|do|will) [^?]*\b(?:do|handle|have to|"
        r"responsible for)\b",
        r"^what (?:are|is) (?:the )?roles? of\b",
        r"^what (?:are|is) (?:the )?[^?]*\b(?:dut(?:y|ies)|tasks?|responsible for|supposed to)\b",
        r"\bwhat (?:dut(?:y|ies)|tasks?|responsibilities) (?:do|does|has|have|must)\b",
        r"^(?:list|show|give)\b.*\b(?:dut(?:y|ies)|tasks?)\b",
    ),
}

# A question that takes something for granted: is it so, why is it so.
SUPPOSES = {
    "vi": any_of(
        r"\bco (?:phai|dung)\b",
        r"\bphai khong\b",
        r"\bdung khong\b",
        r"(?:^|[,.] )(?:tai sao|vi sao|sao)\b",
        r"\bha\s*\??$",
        r"\b(?:chu tri|phoi hop|danh gia)\b.* khong\s*\??$",
    ),
    "en": any_of(
        r"^(?:is|are|does|do|did|has|will|was|isn't|doesn't)\b",
        r"\bis it true\b",
        r"^why\b",
        r"\b(?:right|correct|isn't it|doesn't it)\?$",
    ),
}

# What people send of their own is no report: "gửi thư", "nộp đơn".
REPORTS = {
    "vi": any_of(r"\bbao cao\b", r"\b(?:gui|nop)\b(?! (?:thu|don|gop y|mail|cong van)\b)"),
    "en": any_of(r"\breport", r"\bsubmit"),
}

# With whom a body works: "Sở X phối hợp với ai".
PARTNERS = {
    "vi": any_of(
        r"(?<!chu tri )(?<!chu tri, )\b(?:phoi hop|lam|thuc hien) (?:cung |chung |lam viec )?"
        r"(?:voi |cung )?(?:nhung |cac )?"
        r"(?:ai|(?:co quan|so|don vi|nganh|ben|to chuc|vp|van phong|trung tam)(?: nganh)? nao)\b",
    ),
    "en": any_of(
        r"\b(?:who|whom|(?:which|what) \w+)\b.{0,20}\b(?:does|do|must|should|will)\b.*"
        r"\b(?:coordinate|cooperate|work|partner|team up)\b[^,;]{0,20}\bwith\b"
        r"\W*(?:$|in\b|on\b|for\b|under\b)",
    ),
}
# Who works with a body that is named after "with".
WORKS_WITH = any_of(
    r"\b(?:ai|(?:nhung |cac )?(?:co quan|don vi|so|nganh|ben) nao) "
    r"(?:\w+ ){0,2}?phoi hop (?:cung )?voi",
    r"\b(?:who|which \w+|what \w+) (?:\w+ )?"
    r"(?:works?|coordinates?|cooperates?|partners?|teams? up) with",
)
TIME_FOR = re.compile(
    r"\b(?:deadlines?|due dates?|dates?|times?|time ?frames?|time limits?|duties|tasks?)"
    r"(?: \w+){0,2} for(?: the| our| my)? *$"
)
# Who has to report to somebody.
REPORTERS = {
    "vi": any_of(
        r"\b(?:ai|(?:co quan|so|don vi|nganh|noi|ben|dia phuong)(?: nganh)? nao)\b"
        r".{0,25}\bbao cao\b",
    ),
    "en": any_of(r"\b(?:who|which \w+|what \w+)\b.{0,30}\b(?:report|submit|send)s?\b"),
}

# Somebody with a problem asks for help.
PLEA = any_of(
    r"(?<!gui )(?<!den )\b(?:toi(?! thieu| da\b)|em|minh(?! bach)|tui|chung toi|vo chong)\b",
    r"\b(?:tim|gap|hoi|lien he|keu|bao|nho|goi|than|phan anh|to cao|khieu nai|kien) (?:\w+ )?"
    r"(?:ai|dau|cho nao|noi nao|ben nao|(?:co quan|so|don vi) nao)\b",
    r"\b(?:ai|noi nao|cho nao|ben nao|co quan nao) (?:\w+ ){0,2}"
    r"(?:giup|lo|xu ly|giai quyet|go|(?<!chu )tri)\b",
    r"(?<!give )(?<!tell )(?<!show )\b(?:i|we|my|our|us|me|nobody|everyone|somebody|someone)\b",
    r"\bwho (?:can|could|will|would|should|is meant|is supposed)\b",
    r"\b(?:turn to|talk to|go to|complain|contact|help)\b",
)

# Whom to ask for help: "hỏi đâu", "nhờ bên nào", "whom do we turn to".
WHOM = any_of(
    r"\b(?:tim|gap|hoi|lien he|keu|bao|nho|goi|than|phan anh|to cao|khieu nai|kien|giuc|bao cho|"
    r"noi|xin giup|ho tro)(?: \w+){0,2}? (?:voi |cho |o |tai )?"
    r"(?:ai|dau|(?:cho|noi|ben|co quan|so|don vi|phong|trung tam) nao)\b",
    r"\b(?:ai|(?:cho|noi|ben|co quan|so|don vi|phong|trung tam) nao) (?:\w+ ){0,2}?"
    r"(?:giup|lo|xu ly|giai quyet|go|tri|phai)\b",
    r"\bwh(?:o|om|ich) (?:\w+ ){0,4}(?:turn to|talk to|go to|complain|contact|help|call|ask|push)",
)

# Who belongs to something: no body acts.
MEMBERS = {
    "vi": any_of(
        r"gom (?:nhung |co )?(?:ai|co quan nao|don vi nao)",
        r"thanh phan (?:gom|la|cua to)",
        r"\bmoi (?:them |ca |nhung )?(?:ai|(?:co quan|don vi) nao)\b",
    ),
    "en": any_of(
        r"\bmembers? of\b",
        r"made up of",
        r"\bwho (?:sits|is) on\b",
        r"\bcomposed of\b",
        r"\b(?:gets?|is|are|be) invited\b",
    ),
}

# A share is a number, whatever else the question asks.
SHARE = {
    "vi": any_of(r"bao nhieu (?:phan tram|%|lan)", r"may (?:phan tram|%|lan)", r"phan tram"),
    "en": any_of(r"percent", r"per cent", r"what (?:share|proportion|rate)", r"how many times"),
}


# A body that the question says acts: "Sở X chủ trì … thì ai phối hợp".
CLAIMS = {
    "vi": any_of(
        r"^\W*(?:o |tai )?(?:\w+ ){0,3}?(?:duoc giao )?(?:lai )?"
        r"(?:chu tri|phu trach|lo|dung dau|theo doi|don doc)\b",
        r"^\W*(?:\w+ ){0,4}?la (?:co quan|don vi) (?:thuc hien|chu tri|phu trach|dau moi)\b(?! o)",
        r"^\W*(?:o |tai )?(?:\w+ ){0,3}?duoc giao\b(?! (?:gi|nhung|viec|nhiem vu|lam)\b)",
        r"^[^?;:.]{0,25}, (?:la )?(?:co quan|don vi) (?:duoc giao )?"
        r"(?:chu tri|theo doi|dau moi|phu trach)\b",
        r"^[^?;:.]{0,70}\bvoi tu cach (?:la )?(?:co quan |don vi )?chu tri\b",
    ),
    "en": any_of(r"^\W*(?:\w+ ){0,3}?(?:leads?|leading|heads?|runs?|is in charge)\b"),
}
SEVERAL = {
    "vi": any_of(
        r"\bnhung (?:ai|so|nganh|co quan|don vi|to chuc|phong|ban)\b",
        r"\bcac (?:so|co quan|don vi|to chuc)\b.{0,20}\bnao\b",
    ),
    "en": any_of(r"\b(?:which|what) (?:\w+ )?(?:agencies|bodies|departments|offices|units)\b"),
}
EACH_DUTY = any_of(
    r"\b(?:moi|tung) (?:viec|muc|nhiem vu|noi dung|chi so|trong tam|chi tieu|phan|mang|linh vuc)\b",
    r"\beach of (?:the|them|these|those)\b",
    r"\beach (?:pci |bpi )?(?:one|task|item|area|priority|index|sub-index|component|duty|point)\b",
)
# A list of matters, each with its body.
WITH_BODIES = any_of(
    r"\b(?:list|name|give me)\b.{0,40}\b(?:ind(?:ices|exes)|sub-ind(?:ices|exes)|components|tasks|"
    r"priorities)\b.{0,25}\b(?:and|with|plus)\b.{0,25}\b(?:agenc|lead|bod|department|who)",
    r"\b(?:liet ke|ke|cho biet|neu|danh sach)\b.{0,40}\b(?:chi so|nhiem vu|trong tam|noi dung)\b"
    r".{0,30}\b(?:va|cung|kem|kem theo)\b.{0,25}\b(?:co quan|don vi|so nao|ai)\b",
)
HAS_PARTS = any_of(
    r"\b(?:chia|gom|co|bao gom)\b.*\b(?:may|bao nhieu) (?:\w+ )?(?:nhom|phan|muc|nhiem vu|chuong|"
    r"tru cot|khoi)\b",
    r"\bhow many (?:\w+ )?(?:groups|parts|sections|headings|pillars|blocks|chapters)\b",
)
EACH_PLACE = any_of(r"\b(?:tung|moi|cac) tinh\b", r"\b(?:each|every) (?:province|plan)\b")
COUNTS_BODIES = any_of(
    r"\b(?:bao nhieu|may) (?:co quan|don vi|so(?! voi\b)|to chuc|phong)\b",
    r"\bhow many (?:\w+ )?(?:agencies|bodies|departments|offices)\b",
)
COMPARES = any_of(r"\bso sanh\b", r"\bkhac nhau\b", r"\bkhac gi\b", r"\bcompar", r"\bdiffer")
BODY_WORD = any_of(r"\b(?:co quan|don vi|so nao|ai)\b", r"\b(?:agenc|bod|department|who)")
# Asked for what is not so; a register of what is cannot answer it.
NEGATED = {
    "vi": any_of(
        r"(?<!chu )khong (?:phai )?(?:chu tri|phoi hop|thuc hien|tham gia|duoc giao|phu trach)\b"
        r"(?! khong)"
    ),
    "en": any_of(
        r"\b(?:does|do|is|are|did|has|have) ?n[o']t\b", r"\bnot (?:lead|coordinat|involved)"
    ),
}
GIVES = any_of(r"\bgiao\b", r"\b(?:assign|charge|task)(?:s|ed)?\b")
# "giao nhiệm vụ cho X": X is to act.
GIVEN = any_of(r"\bgiao\b.{0,30}$", r"\b(?:assign|give)\w*\b.{0,30}$")

RECEIVES = any_of(
    r"\b(?:cho|ve|den|toi|len|gui|qua|bao cao|voi|to|with|for|from|alongside)(?: the)?\s*$",
)
