"""What the worker does beside files goes on while the bucket does not let it in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from insightvault.accounts.models import Browser, User
from insightvault.tests.bucket.conftest import Kept
from sessions_memory.models import Attachment
from sessions_memory.tests.attachments.files import attached

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("refuses", [False, True])
def test_sessions_of_browsers_are_cleared_and_the_worker_ends(
    bucket: Kept, ann: User, refuses: bool, caplog: Any
) -> None:
    waiting = attached(ann)
    yesterday = timezone.now() - timedelta(days=1)
    Browser.objects.create(session_key="expired", user=ann, session_data="", expire_date=yesterday)
    bucket.use(name="another-bucket") if refuses else bucket.go_away()
    call_command("worker", "--once")

    assert not Browser.objects.exists()
    assert "the file storage does not answer: Storage" in caplog.text
    assert list(Attachment.objects.values_list("pk", "state")) == [(waiting.pk, "waiting")]
