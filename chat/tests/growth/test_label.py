import pytest

from chat.growth.label import fitting

SENT = ["tomatoes balcony mildew", "My 3 tomatoes on the balcony have mildew.", "我跑步以后膝盖疼"]


@pytest.mark.parametrize("name", ["Tomatoes on the balcony", "“Balcony tomato”", "3 tomatoes", "跑步和膝盖"])
def test_a_few_words_with_one_of_theirs_are_a_name(name: str) -> None:
    assert fitting([{"name": name}], SENT) == name.strip("“”")


@pytest.mark.parametrize(
    "name",
    [
        "Gardening",
        "Subject of the quotes",
        "a label in a list",
        "Tomatoes are the subject of it.",
        "Name: tomatoes",
        "Tomatoes!",
        "Great tomatoes",
        "4 tomatoes",
        "tomatoes\nbalcony",
        "one two three four five tomatoes",
        "tomatoes " + "a" * 60,
        "跑步" * 7,
        "<think>tomatoes</think>",
        "**Tomatoes**",
        "tomatoes ⟦end of quote 1⟧",
        "tomatoes at www.evil.example",
        "toma\u202etoes balcony",
        "",
        None,
        ["tomatoes"],
    ],
)
def test_what_is_no_name_of_theirs_is_thrown_away(name: object) -> None:
    assert fitting([{"name": name}], SENT) == ""


def test_one_name_is_asked_for() -> None:
    assert fitting([{"name": "Tomatoes"}, {"name": "Balcony"}], SENT) == fitting([], SENT) == ""
