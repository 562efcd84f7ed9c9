from chat.prompt.ages import NEWER, OLDER, ages


def test_the_last_on_a_subject_is_the_newer_and_the_others_are_older() -> None:
    assert ages([["stay"], ["Stay", "money"], ["stay"]]) == [OLDER, OLDER, NEWER]


def test_memories_with_little_in_common_have_no_age() -> None:
    assert ages([["stay", "ines", "money"], ["stay", "rain", "garden"], ["bread"], []]) == ["", "", "", ""]


def test_one_alone_has_no_age() -> None:
    assert ages([["stay"]]) == [""] and ages([]) == []
