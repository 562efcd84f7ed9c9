"""Each sentence that an import can say to a person, read out of the code: short, and no more than two."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sessions_memory import importers
from sessions_memory.importers.mapping.values import CHOOSE_ANOTHER, UnreadableExport

WORDS_MOST = 25
ENDS = re.compile(r"\.(?= |$)")


def sentences_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.Constant)]
    parts = {id(part) for text in texts for part in ast.walk(text) if part is not text}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}

    for text in texts:
        said = "".join(map(plain, text.values)) if isinstance(text, ast.JoinedStr) else plain(text)
        if said.endswith(".") and " " in said and id(text) not in parts | docs:
            yield said


def plain(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"


def test_no_sentence_of_an_import_is_long() -> None:
    folder = Path(str(importers.__file__)).parent
    said = [sentence for path in folder.rglob("*.py") for sentence in sentences_in(path)]
    assert len(said) > 60
    assert [each for each in said if len(each.split()) > WORDS_MOST or len(ENDS.findall(each)) > 2] == []


def test_a_file_that_cannot_be_imported_is_told_in_two_sentences() -> None:
    assert str(UnreadableExport("a.png", "is a picture.")) == f"“a.png” is a picture. {CHOOSE_ANOTHER}"
    assert str(UnreadableExport("a.zip", "is empty. Pack it again.")) == "“a.zip” is empty. Pack it again."
    assert str(UnreadableExport("a.zip", "holds “b. C.txt”.")) == f"“a.zip” holds “b. C.txt”. {CHOOSE_ANOTHER}"
