import pytest

from chat.answer.rendering import render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**注意：**每天浇水", "<strong>注意：</strong>每天浇水"),
        ("结论是**“先修屋顶”**，然后", "结论是<strong>“先修屋顶”</strong>，然后"),
        ("これは**「雨どい」**です。", "これは<strong>「雨どい」</strong>です。"),
        ("まず**掃除する。**次に", "まず<strong>掃除する。</strong>次に"),
        ("**a（两件）：**b", "<strong>a（两件）：</strong>b"),
        ("**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"),
        ("*「はい」*と言う", "<em>「はい」</em>と言う"),
        ("__注意：__每天", "<strong>注意：</strong>每天"),
        ("***「強」***です", "<em><strong>「強」</strong></em>です"),
        ("~~「旧」~~です", "<s>「旧」</s>です"),
        ("**~~删除。~~**后", "<strong><s>删除。</s></strong>后"),
    ],
)
def test_emphasis_holds_beside_chinese_japanese_and_korean(text: str, html: str) -> None:
    assert render(text) == f"<p>{html}</p>\n"


def test_several_in_one_line_emphasise_each_its_own_words() -> None:
    html = render("これは**「雨どい」**です。まず**掃除する。**次に塗ります。")
    assert html.count("<strong>") == 2 and "<strong>です" not in html


def test_a_link_within_emphasis_stays_one() -> None:
    assert '<strong><a href="https://a.example/"' in render("**[链接](https://a.example/)：**后")


@pytest.mark.parametrize("text", ["snake_case_name", "**Hello.**World", "a ** b **", '**"x"**y', "2 * 3 * 4"])
def test_other_scripts_follow_the_usual_rule(text: str) -> None:
    assert "<strong>" not in render(text) and "<em>" not in render(text)
