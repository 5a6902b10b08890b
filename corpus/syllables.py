"""What a Vietnamese syllable can look like, without its marks: an onset and a rime."""

import re

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
# The rimes of Vietnamese without marks; y stands for i in some spellings.
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien
ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen
oeo oet oi om on ong oo ooc oong op ot u ua uan uang uat uay uc ue uech uen uenh uet ui um un ung
uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y ye yem yen yet
yeu
"""
_SYLLABLE = re.compile(rf"{_ONSET}(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")


def possible(word: str) -> bool:
    """Tell whether a word in small letters without marks can be a Vietnamese syllable.

    >>> possible("truong"), possible("land")
    (True, False)
    """
    return _SYLLABLE.fullmatch(word) is not None
