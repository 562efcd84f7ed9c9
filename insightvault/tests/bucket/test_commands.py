"""Commands while the bucket is away: they say so, and not that a file of this machine is broken."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import User
from insightvault.tests.bucket.conftest import Kept
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping
from sessions_memory.models import UserInteraction
from sessions_memory.tests.attachments.files import TEXT, attached

pytestmark = pytest.mark.django_db
AWAY = "^The file storage of this vault does not answer"


def test_a_question_with_a_file_is_not_asked(bucket: Kept, ann: User, tmp_path: Path) -> None:
    (tmp_path / "quince.md").write_bytes(TEXT)
    bucket.go_away()
    with pytest.raises(CommandError, match=AWAY):
        call_command("ask", "What is it?", "--user", "ann", "--attach", str(tmp_path / "quince.md"))

    assert not UserInteraction.objects.exists()


@pytest.mark.parametrize("output", [True, False])
def test_an_export_breaks_off_and_leaves_no_file(bucket: Kept, ann: User, tmp_path: Path, output: bool) -> None:
    interaction = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "What is it?", "A tree.")
    keeping.give([attached(ann)], interaction)
    UserInteraction.objects.filter(pk=interaction.pk).update(interaction_metadata={"attached": 1})
    path = tmp_path / "vault.json"
    bucket.go_away()
    with pytest.raises(CommandError, match=AWAY):
        call_command("export_history", "--user", "ann", *(("--output", str(path)) if output else ()))

    assert not path.exists()
