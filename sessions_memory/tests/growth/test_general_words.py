import numpy as np
import pytest

from sessions_memory.growth.language.general import rarity
from sessions_memory.recall.language.words import LANGUAGES, term_of

# If these fail after a change of recall's words, `language/derive.py` makes the list anew.
COMMON_AND_RARE = {
    "en": ("people", "sourdough"),
    "de": ("jahr", "finanzamt"),
    "es": ("año", "cejilla"),
    "fr": ("monde", "levain"),
    "pt": ("ano", "fermento"),
    "ru": ("год", "закваска"),
    "zh": ("中国", "膝盖"),
    "ja": ("日本", "敬語"),
    "ko": ("사람", "효모"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_common_word_is_less_rare_than_one_of_a_subject(language: str) -> None:
    terms = np.array([term_of(word, language) for word in COMMON_AND_RARE[language]])
    common, rare = rarity(terms, LANGUAGES.index(language) + 1)
    assert common < 0.5 < 0.7 < rare


def test_a_word_of_a_language_that_is_not_known_is_as_common_as_anywhere() -> None:
    common = np.array([term_of("monde", "fr")])
    assert rarity(common, 0) <= rarity(common, LANGUAGES.index("fr") + 1)
