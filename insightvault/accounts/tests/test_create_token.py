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


def test_a_scope_and_an_end_can_be_given(ann: User) -> None:
    call_command("create_token", "ann", "--name", "t", "--scope", "read", "--days", "30", stdout=StringIO())
    token = ApiToken.objects.get()
    assert token.scope == "read" and token.ends_at and (token.ends_at - token.created_at).days in (29, 30)

    with pytest.raises(CommandError):
        call_command("create_token", "ann", "--name", "t", "--days", "0")
