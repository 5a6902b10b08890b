"""Which language a question is in, and its words that say nothing of its subject."""

import re

from corpus.words import fold, has_marks

# Words that only ask or join; written without marks, for both ways of typing.
VIETNAMESE_STOP = frozenset(
    "a ai anh bang bao bi biet boi ca cac cai can cho chi chang chu co con cu cua cung cuc da dang "
    "de den di dieu do duoc em gi giup ha hay hoi khi khong la lai lam len luc ma may minh moi mot "
    "muon nao nay ne nen neu ngoai nhe nhi nhieu nhung noi o oi phai qua ra rang rat roi sao se so "
    "tai tat the thi theo thoi thuoc toi tren trong trieu tu tung va van vao vay ve ven voi vua xin "
    "lo coi bao gom gom gio nhu vi viec ong ba chi ho".split()
)
ENGLISH_STOP = frozenset(
    "a about according after again all also am an and any are as ask at be been before being both but by can "
    "could did do does doing done during each else every find for from gave get gets give given gives go going "
    "had has have having he her here him his how i if in into is it its itself just know let like "
    "make makes many may me might more most much must my name need needs no nor not of on once one only or other our "
    "out over own per please said same say says set shall she should so some such take taken takes tell than that the their "
    "them then there these they thing this those through to too under up us very want wants was we were "
    "what whats when where which while who whom whos whose why will with within would you your does didn't don't "
    "plan plans province provincial provinces there's it's called actually exactly currently "
    "agency agencies body bodies department departments office offices unit units authority authorities "
    "responsible charge lead leads leading leader led responsibility handle handles handling run runs "
    "apart aside besides something anything nothing somebody someone anyone looks look want wish sort pass sure own inside outside near next good any much away off back supposed expected required mention mentions mentioned according people".split()
)
_VIETNAMESE = frozenset(
    "nao gi cua duoc nhung khong bao nhieu phai cho voi theo truoc ngay dau lam nguoi "
    "chu tri phoi hop chi tieu nhiem vu ke hoach tinh so quan don vi thoi gian han muc ve la co "
    "thuc hien cac trong va den khi ai thi sao con".split()
)
_ENGLISH = frozenset(
    "what who which whom how is are of for does must when where by should i my we the and to in on "
    "a an any do can has have with from this that it be will there their was were or whose".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return "vi" or "en".

    Marks on words that are not names decide for Vietnamese; without them, the words that
    join and ask do, and where those are silent, Vietnamese.
    """
    found = _WORD.findall(text)
    marked = [w for w in found if has_marks(w)]
    small = [w for w in marked if w[0].islower()]
    folded = [fold(w) for w in found]
    vietnamese = sum(w in _VIETNAMESE for w in folded) + 2 * len(small)
    english = sum(w in _ENGLISH for w in folded)
    if small and len(small) * 3 >= len(found):
        return "vi"
    if english == vietnamese:
        return "en" if found and not marked and english else "vi"
    return "en" if english > vietnamese else "vi"
