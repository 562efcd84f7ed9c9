import pytest

from chat.answer.rendering import render

ADDRESS = "https://example.org/docs"


@pytest.mark.parametrize(
    "after", [*"。）（，、」』】！？：；》〉”’…～・", "（中文）里", "后面", "へ", "에서", "です。", "\u3000x", "**后"]
)
def test_a_bare_link_ends_before_what_is_no_part_of_it(after: str) -> None:
    html = render(f"看 {ADDRESS}{after}")
    assert f'<a href="{ADDRESS}" target="_blank"' in html and f">{ADDRESS}</a>" in html


@pytest.mark.parametrize("before", ["中文", "参照：", "（", "「", "**"])
def test_it_begins_right_after_their_letters_and_marks(before: str) -> None:
    assert f'<a href="{ADDRESS}"' in render(f"{before}{ADDRESS}{before if before == '**' else ''}")


@pytest.mark.parametrize(
    ("address", "after"),
    [
        ("https://zh.wikipedia.org/wiki/中国", "。"),
        ("https://ja.wikipedia.org/wiki/第2次", "、次"),
        ("https://en.wikipedia.org/wiki/Ash_(tree)", "."),
        ("https://example.org/a?q=水&b=1#c", "，"),
    ],
)
def test_what_belongs_to_an_address_stays_in_it(address: str, after: str) -> None:
    assert f">{address}</a>{after}" in render(address + after).replace("&amp;", "&")


def test_addresses_that_were_marked_as_such_are_left_alone() -> None:
    html = render("<https://example.org/中文（x）> [x](https://example.org/（a）)")
    assert ">https://example.org/中文（x）</a>" in html and 'href="https://example.org/%EF%BC%88a%EF%BC%89"' in html
