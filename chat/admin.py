"""The owner of a vault sets these for everybody in it."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from chat.models import RegionalHelp
from chat.pages.help_notice import built_in_sentences
from sessions_memory.admin.field_names import name_fields

name_fields(RegionalHelp)


@admin.register(RegionalHelp)
class RegionalHelpAdmin(admin.ModelAdmin[RegionalHelp]):
    """A row stands in place of what is built in for its region; deleting it brings that back."""

    list_display = ("__str__", "text", "number", "link")
    fields = ("region", "text", "number", "link", "built_in")
    readonly_fields = ("built_in",)
    ordering = ("region",)
    show_full_result_count = False

    @admin.display(description=_("Built in, without a row of yours"))
    def built_in(self, row: RegionalHelp) -> str:
        return format_html_join("\n", "<p>{}</p>", ((sentence,) for sentence in built_in_sentences()))
