import re

from insightvault.tests.processes import ROOT


def test_whatever_is_installed_the_installer_is_brought_up_to_date_first() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^TOOLS := install --upgrade pip setuptools$", text, re.MULTILINE)
    before = re.findall(r"^(.*)\n\t@\$\(PIP\) install -r ", text, re.MULTILINE)
    assert before == ["\t@$(PIP) $(TOOLS)"] * 2
