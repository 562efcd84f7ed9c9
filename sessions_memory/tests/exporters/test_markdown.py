import io
import zipfile
import zoneinfo
from typing import Any

from sessions_memory.exporters.markdown import as_markdown, file_name
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.tests.exporters.conftest import MARCH

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def files(user: Any, selection: Selection | None = None) -> dict[str, str]:
    packed = b"".join(as_markdown(user, selection or Selection(), zone=BERLIN, at=MARCH))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_each_session_is_a_file_in_the_folder_of_its_source(ann: Any, history: dict[str, Any]) -> None:
    names = sorted(files(ann))
    assert len(names) == 4 and names[:2] == ["Instructions.md", "Notes.md"]
    assert names[2].startswith("chat/2026-03-31 Quince jelly (")
    assert names[3].startswith("chatgpt/2026-03-01 Jardín “flores” 花 (")


def test_a_file_has_front_matter_the_words_and_the_person_s_time(ann: Any, history: dict[str, Any]) -> None:
    text = next(text for name, text in files(ann).items() if name.startswith("chatgpt/"))
    assert text.startswith('---\ntitle: "Jardín: “flores” / 花"\nsource: "chatgpt"\n')
    assert 'tags: ["insightvault", "chatgpt"]' in text
    assert "> [!question] 2026-03-01 13:35\n> When did I plant the quince?\n\n^i-" in text
    assert "\nIn **March**.\n" in text


def test_a_receipt_links_to_the_place_of_each_memory(ann: Any, history: dict[str, Any]) -> None:
    written = files(ann)
    own = next(text for name, text in written.items() if name.startswith("chat/"))
    target, _, anchor = own.partition("[[")[2].partition("|")[0].partition("#^")
    assert anchor and f"^{anchor}\n" in written[f"chatgpt/{target}.md"]


def test_an_earlier_version_is_folded_and_a_failure_says_so(ann: Any, history: dict[str, Any]) -> None:
    own = next(text for name, text in files(ann).items() if name.startswith("chat/"))
    assert "> [!example]- Earlier version, 2026-03-31 14:34\n> How long does it cook?\n>\n> An hour." in own
    assert "> [!failure] Failed\n> No answer.\n> Retry." in own


def test_nothing_of_others_or_of_what_is_not_kept_goes_out(ann: Any, history: dict[str, Any]) -> None:
    text = "".join(files(ann).values())
    assert "Bob" not in text and "Temporary secret" not in text and "Not finished" not in text


def test_a_selection_has_no_notes(ann: Any, history: dict[str, Any]) -> None:
    assert [name.partition("/")[0] for name in files(ann, Selection(source="chatgpt"))] == ["chatgpt"]


def test_what_a_question_holds_does_not_hide_what_follows(ann: Any, history: dict[str, Any]) -> None:
    UserInteraction.objects.filter(user_question="How long does it cook?").update(user_question="At 50 %% heat?")
    own = next(text for name, text in files(ann).items() if name.startswith("chat/"))
    assert "> At 50 %\\% heat?" in own and "%%" not in own


def test_front_matter_holds_no_sign_that_yaml_refuses(ann: Any, history: dict[str, Any]) -> None:
    UserSession.objects.filter(title="Quince jelly").update(title='a\x7fb\x85c\u2028"d"')
    own = next(text for name, text in files(ann).items() if name.startswith("chat/"))
    assert own.startswith('---\ntitle: "a\\u007fb\\u0085c\\u2028\\"d\\""\n')


def test_a_title_becomes_a_name_that_every_system_takes() -> None:
    name = file_name("chat", "x", '../..\\a: "b" [[c]]#^d|\n' + "long " * 99, MARCH)
    assert name.startswith("2026-03-01 a b c d long long") and len(name) < 200
    assert len(file_name("chat", "x", "花" * 200, MARCH).encode()) < 200
    assert not set('\\/:*?"<>|#^[]\n') & set(name)
    assert file_name("chat", "x", "…///", MARCH) != file_name("chat", "y", "…///", MARCH)
