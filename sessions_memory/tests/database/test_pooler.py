"""Where each transaction may get another connection; `insightvault.tests.pooled` runs this through such a pooler."""

from typing import Any

import pytest
from django.db import connection

from insightvault.accounts.models import User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_long_list_is_read_to_its_end(ann: Any, bob: Any) -> None:
    names = User.objects.order_by("pk").values_list("username", flat=True).iterator(chunk_size=1)
    assert next(names) == "ann"

    other = connection.copy()
    try:
        # It takes the connection that was used last.
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert list(names) == ["bob"]
    finally:
        other.close()
