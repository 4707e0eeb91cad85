"""Forms of accounts and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nasab.registry.access import ACTIONS
from nasab.registry.people.models import Agency, User
from nasab.web.files.words import ROLES

__all__ = ["AssignForm", "GrantForm", "PersonForm", "SettingsForm", "WhyForm"]


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(label=_("Name to sign in with"), max_length=150)
    display_name = forms.CharField(label=_("Name as shown"), max_length=120, required=False)


class GrantForm(forms.Form):
    """A role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.order_by("name"), required=False, empty_label=_("all agencies")
    )
    expires_at = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("empty: until it is ended")
    )  # fmt: skip


class AssignForm(forms.Form):
    """A file in somebody's care."""

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.filter(is_active=True).order_by("username"))
    number = forms.CharField(label=_("Number of the file"), max_length=12)


class WhyForm(forms.Form):
    """Who, what, and on which file."""

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.order_by("username"))
    action = forms.ChoiceField(label=_("Action"), choices=[(one, one) for one in sorted(ACTIONS)], initial="child.read")
    number = forms.CharField(label=_("Number of the file"), max_length=12, required=False)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody chooses for themselves."""

    class Meta:
        """Language is switched at the top of every page."""

        model = User
        fields = ("calendar",)
        labels: Any = {"calendar": _("Calendar of your office")}  # noqa: RUF012

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: Any = [("gregorian", _("Gregorian")), ("islamic", _("Islamic (Umm al-Qura)"))]
        self.fields["calendar"].choices = choices  # type: ignore[attr-defined]
