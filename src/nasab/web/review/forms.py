"""The form of a judgement: nothing is chosen beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nasab.web.files.words import VERDICTS

__all__ = ["JudgementForm", "UndoForm"]


class JudgementForm(forms.Form):
    """What somebody thinks of a pair, and why."""

    verdict = forms.ChoiceField(label=_("What do you think?"), choices=list(VERDICTS.items()), widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Because"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("what you saw that speaks for it and against it"),
    )  # fmt: skip
    otherwise = forms.CharField(
        label=_("What would convince you otherwise?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, is_strong: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_strong:  # what looks sure is where people stop looking
            self.fields["otherwise"].required = True
        else:
            del self.fields["otherwise"]


class UndoForm(forms.Form):
    """Why somebody takes their judgement back."""

    because = forms.CharField(
        label=_("Why do you take it back?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
