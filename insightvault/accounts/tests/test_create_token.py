from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import ApiToken, User


def test_the_token_and_nothing_else_is_printed(ann: User) -> None:
    out = StringIO()
    call_command("create_token", "ann", "--name", "laptop", stdout=out)
    token = ApiToken.objects.find(out.getvalue().removesuffix("\n"))
    assert token is not None
    assert (token.user, token.name) == (ann, "laptop")


@pytest.mark.parametrize(("user", "name"), [("nobody", "laptop"), ("ann", " "), ("ann", "x" * 101)])
def test_a_wrong_name_makes_no_token(ann: User, user: str, name: str) -> None:
    with pytest.raises(CommandError):
        call_command("create_token", user, "--name", name)

    assert not ApiToken.objects.exists()
