"""Two vaults on two ports of one host, in one browser: browsers keep cookies by host alone."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from insightvault.tests.processes import manage, prepare, served

pytestmark = pytest.mark.once

MAKE = "from insightvault.accounts.models import User; User.objects.create_superuser('ann', password='ann-password-1')"


def made(data: Path) -> Path:
    prepare(data)
    done = manage("shell", "-v0", "-c", MAKE, data_dir=data)
    assert done.returncode == 0, done.stderr
    return data


def log_in(browser: urllib.request.OpenerDirector, vault: str) -> None:
    page = browser.open(f"{vault}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    form = {"username": "ann", "password": "ann-password-1", "csrfmiddlewaretoken": token[1]}
    browser.open(f"{vault}/accounts/login/", urllib.parse.urlencode(form).encode())


def test_a_login_in_one_vault_ends_none_in_another(tmp_path: Path) -> None:
    cookies = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    with served(made(tmp_path / "one")) as one, served(made(tmp_path / "two")) as two:
        for vault in (one, two):
            log_in(browser, vault.address)
        for vault in (one, two, one):
            assert "/accounts/login/" not in browser.open(f"{vault.address}/account/").geturl()
    names = [cookie.name for cookie in cookies]
    assert len(names) == len(set(names)) == 6
    assert not {"sessionid", "csrftoken"} & set(names)
