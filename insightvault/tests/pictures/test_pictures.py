import shutil
from pathlib import Path

import pytest

from insightvault.tests.pictures.comparing import compare
from insightvault.tests.pictures.places import PLACES
from insightvault.tests.pictures.taking import take


def test_each_place_has_a_name_of_its_own() -> None:
    names = [place.name for place in PLACES]

    assert len(names) == len(set(names))


@pytest.mark.browser
def test_a_picture_is_the_same_as_itself_and_differs_from_another(tmp_path: Path, filled: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    assert take(before, named="login-refused", widths=(360,), filled=filled) == []

    shutil.copytree(before, after)
    assert compare(before, after) == ([], [])

    shutil.copy(before / "login-refused.360.dark.png", after / "login-refused.360.light.png")
    (after / "login-refused.360.dark.png").unlink()
    differences, alone = compare(before, after)

    assert [(each.name, each.share > 0.9) for each in differences] == [("login-refused.360.light.png", True)]
    assert alone == ["login-refused.360.dark.png"]
