"""Letters and marks of Chinese, Japanese and Korean, which stand side by side without spaces."""

import re

# Kana, bopomofo, ideographs, Hangul, and letters and digits of full width.
LETTERS = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u318f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00020000-\U0003ffff"
)
MARKS = (
    "\u3001-\u3004\u3008-\u3020\u302a-\u3030\u3036-\u3037\u303d-\u303f\u30a0\u30fb\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee"
)
_ANY = re.compile(f"[{LETTERS}{MARKS}]")
_MARK = re.compile(f"[{MARKS}]")


def is_east_asian(sign: str) -> bool:
    return _ANY.match(sign) is not None


def is_mark(sign: str) -> bool:
    return _MARK.match(sign) is not None
