"""What the admin calls fields, in its reader's language.

Set when the admin is loaded, and not in the models: a name there is a migration, and pages have words of their own.
A field is called the same in every model that has it.
"""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELD_NAMES = {
    "user": _("person"),
    "name": _("name"),
    "text": _("text"),
    "number": _("number"),
    "link": _("link"),
    "region": _("region"),
    "time_zone": _("time zone"),
    "prefix": _("beginning"),
    "scope": _("allows"),
    "last_used_at": _("last used"),
    "ends_at": _("valid until"),
    "source": _("source"),
    "source_id": _("ID in its source"),
    "session": _("session"),
    "session_start": _("started"),
    "session_end": _("ended"),
    "last_activity_at": _("last active"),
    "interaction_count": _("interactions"),
    "continues": _("continues"),
    "is_temporary": _("temporary"),
    "is_pinned": _("pinned"),
    "is_read_only": _("read-only"),
    "archived_at": _("archived"),
    "created_at": pgettext_lazy("of a row, when", "created"),
    "status": _("status"),
    "model": _("model"),
    "answered_at": _("answered"),
    "replaces": _("new version of"),
    "is_superseded": _("has a newer version"),
    "recalls": _("recalls"),
    "is_closed": pgettext_lazy("of an area", "closed"),
    "colour": _("colour"),
    "position": _("position"),
    "name_by": _("named by"),
    "is_enough": _("large enough to show"),
    "is_hidden": _("hidden"),
    "merged_into": _("merged into"),
    "interactions": _("interactions"),
    "sessions": _("sessions"),
    "days": _("days"),
    "first_at": _("first"),
    "last_at": _("last"),
    "kind": _("kind"),
    "state": _("state"),
    "found_by": _("found by"),
    "rule_version": _("version of the rule"),
    "theme": _("theme"),
    "day": _("day"),
    "decided_at": _("decided"),
    "span": _("span"),
    "first_day": _("first day"),
    "last_day": _("last day"),
    "made_by": _("written by"),
    "edited_at": _("edited"),
}


def name_fields(model: type[Model]) -> None:
    for field in model._meta.fields:
        field.verbose_name = FIELD_NAMES.get(field.name, field.verbose_name)
