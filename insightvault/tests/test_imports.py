"""Tells a fault of ours from one of others when something can't be imported."""

import functools

import pytest

from insightvault.tests.imports import DJANGO, ROOT, THEIRS, is_theirs

OURS, ADAPTER, FRAMEWORK = ROOT / "chat/urls.py", THEIRS / "ninja/router.py", DJANGO / "urls/base.py"


def error_through(*paths: object) -> Exception:
    """Each of these files calls the next, and the last one raises."""
    call: functools.partial[None] | None = None
    for path in reversed(paths):
        source = "call()" if call else "raise ImportError"
        call = functools.partial(exec, compile(source, str(path), "exec"), {"call": call})

    assert call
    with pytest.raises(ImportError) as caught:
        call()

    return caught.value


@pytest.mark.parametrize("path", [(OURS,), (OURS, FRAMEWORK), (ADAPTER, OURS), (OURS, FRAMEWORK, FRAMEWORK)])
def test_what_we_asked_for_is_ours(path: tuple[object, ...]) -> None:
    assert not is_theirs(error_through(*path))


@pytest.mark.parametrize("path", [(ADAPTER,), (OURS, ADAPTER), (OURS, ADAPTER, FRAMEWORK), (OURS, FRAMEWORK, ADAPTER)])
def test_what_a_package_asked_for_is_theirs(path: tuple[object, ...]) -> None:
    assert is_theirs(error_through(*path))
