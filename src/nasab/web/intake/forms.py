"""The form of an upload."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from nasab.registry.people.models import Agency

__all__ = ["UploadForm"]


class UploadForm(forms.Form):
    """A file, what it is a list of, and for which agency.  `key` makes of two clicks one upload."""

    file = forms.FileField(label=_("List"), help_text=_("XLSX, ODS, CSV or PFIF; at most 20 megabytes and 20,000 rows"))
    side = forms.ChoiceField(
        label=_("A list of"), choices=[("found", _("children found")), ("sought", _("children sought"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial, self.fields["agency"].initial = uuid4(), agencies.first()
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
