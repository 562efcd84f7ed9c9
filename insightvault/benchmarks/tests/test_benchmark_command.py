from io import StringIO

from django.core.management import call_command


def test_without_a_name_the_list_is_printed() -> None:
    out = StringIO()
    call_command("benchmark", stdout=out)
    assert "faults" in out.getvalue()
