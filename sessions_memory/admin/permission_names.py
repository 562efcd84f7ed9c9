"""What the admin calls permissions."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

MAY = {
    "add": _("Can add {name}"),
    "change": _("Can change {name}"),
    "delete": _("Can delete {name}"),
    "view": _("Can view {name}"),
}


class PermissionsField(ModelMultipleChoiceField[Permission]):
    """What the admin asks for, in its reader's language: Django stores the names of permissions in English."""

    def label_from_instance(self, obj: Permission) -> str:
        kind = obj.content_type
        action, model = obj.codename.partition("_")[0], kind.model_class()
        told = MAY[action].format(name=model._meta.verbose_name) if action in MAY and model else obj.name
        return f"{kind.app_labeled_name} | {told}"


class GivesPermissions(admin.ModelAdmin[Any]):
    """Offers the permissions of what the admin shows, and leaves the others as they are: they may be another app's."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        if db_field.remote_field.model is Permission:
            shown = ContentType.objects.get_for_models(*self.admin_site._registry, for_concrete_models=False).values()
            kept = Permission.objects.filter(content_type__in=list(shown)).select_related("content_type")
            given |= {"form_class": PermissionsField, "queryset": kept}

        return super().formfield_for_manytomany(db_field, request, **given)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        offering = {name: field for name, field in form.fields.items() if isinstance(field, PermissionsField)}
        others = {
            name: list(getattr(form.instance, name).exclude(pk__in=field.queryset)) for name, field in offering.items()
        }

        super().save_related(request, form, formsets, change)
        for name, permissions in others.items():
            getattr(form.instance, name).add(*permissions)
