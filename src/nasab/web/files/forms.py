"""Forms of files: what is typed, checked for shape only; what may be done is asked of the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nasab.registry.access import GROUP_OF
from nasab.registry.cases.models import CERTAINTIES
from nasab.registry.cases.services import Told
from nasab.registry.people.models import Agency
from nasab.web.files.words import CERTAINTIES as CERTAINTY_WORDS
from nasab.web.files.words import CONSENTS, FACTS

__all__ = ["ConsentForm", "NewFileForm", "SearchForm", "StatementForm", "TogetherForm", "WitnessForm"]

_LONG = {"notes", "wish", "story", "allegation", "custody", "relatives", "siblings", "marks", "belongings"}


def _rows() -> forms.Textarea:
    """Some lines, in whichever direction is typed."""
    return forms.Textarea(attrs={"rows": 2, "dir": "auto"})


class WitnessForm(forms.Form):
    """Who said it, to whom, when, how sure, where it is written."""

    said_by = forms.CharField(label=_("Who said it"), max_length=200, required=False)
    said_to = forms.CharField(label=_("To whom"), max_length=200, required=False)
    said_on = forms.CharField(
        label=_("When"), max_length=40, required=False, help_text=_("a day, a month or a year, as it was told")
    )
    certainty = forms.ChoiceField(
        label=_("How sure"), required=False, choices=[(one, CERTAINTY_WORDS[one]) for one in ("", *CERTAINTIES)]
    )
    written_where = forms.CharField(
        label=_("Where it is written"), max_length=300, required=False, help_text=_("document, article, page")
    )

    def witness(self) -> dict[str, Any]:
        """The witness' part of a statement."""
        return {name: self.cleaned_data.get(name, "") for name in WitnessForm.base_fields}


class WordsForm(WitnessForm):
    """What a witness said, in a file.  `version`: of the file as the form was shown."""

    value = forms.CharField(
        label=_("As it was told"), max_length=4000, required=False, widget=_rows(),
        help_text=_("in the words, script and order in which it was told"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class StatementForm(WordsForm):
    """One fact of a file."""

    fact = forms.ChoiceField(label=_("What is told"))
    answer = forms.ChoiceField(
        label=_("Answer"), initial="told",
        choices=[("told", _("Told")), ("denied", _("Said not to be so")), ("not_told", _("Asked, and not told"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("fact", "answer", "value", *WitnessForm.base_fields, "version")

    def __init__(self, *args: Any, kind: str, fact: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.corrected = fact
        if fact:  # a correction is of the fact that is corrected
            del self.fields["fact"]
            return
        choices: Any = [(fact, FACTS[fact]) for file, fact in GROUP_OF if file == kind and fact != "together"]
        self.fields["fact"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was told has words."""
        told = super().clean() or {}
        if told.get("answer") != "not_told" and not told.get("value", "").strip():
            self.add_error("value", _("Write what was told, or choose “asked, and not told”."))
        return told

    def told(self) -> Told:
        """The statement."""
        given = self.cleaned_data
        value = given["value"].strip() if given["answer"] != "not_told" else ""
        return Told(fact=given.get("fact") or self.corrected, answer=given["answer"], value=value, **self.witness())


class TogetherForm(WordsForm):
    """Somebody says that a child belongs with another, or does not."""

    number = forms.CharField(
        label=_("Number of the brother or sister, or of their group"), max_length=12,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("What is told"), initial="told", widget=forms.RadioSelect,
        choices=[("told", _("They are brothers and sisters")), ("denied", _("They are not"))],
    )  # fmt: skip
    field_order = ("number", "answer", "value", *WitnessForm.base_fields, "version")

    def told(self) -> Told:
        """The statement; of which group is found out by the service."""
        given = self.cleaned_data
        return Told(fact="together", answer=given["answer"], value=given["value"].strip(), **self.witness())


class NewFileForm(WitnessForm):
    """A new file with the first of what is told."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    reference = forms.CharField(label=_("Number in your own list"), max_length=100, required=False)

    def __init__(self, *args: Any, agencies: Any, facts: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["agency"].initial = agencies[0]
        self.facts = facts
        for fact in facts:
            label: Any = FACTS[fact]
            written = _rows() if fact in _LONG else forms.TextInput(attrs={"dir": "auto"})
            self.fields[fact] = forms.CharField(label=label, max_length=4000, required=False, widget=written)
        self.order_fields(("agency", "reference", *facts))

    def told(self) -> tuple[Told, ...]:
        """A statement for each fact that was filled in."""
        return tuple(
            Told(fact=fact, value=value, **self.witness())
            for fact in self.facts
            if (value := self.cleaned_data[fact].strip())
        )


class ConsentForm(forms.Form):
    """What was agreed to, by whom, and how it was explained."""

    level = forms.TypedChoiceField(
        label=_("What was agreed to"), coerce=int, choices=list(CONSENTS.items()), widget=forms.RadioSelect
    )
    given_by = forms.CharField(label=_("Who agreed or refused"), max_length=200)
    explained_by = forms.CharField(label=_("Who explained it"), max_length=120, required=False)
    language = forms.CharField(label=_("In which language"), max_length=20, required=False)


class SearchForm(forms.Form):
    """What is looked for, and as what."""

    text = forms.CharField(label=_("Look for"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("As"), required=False, initial="name",
        choices=[
            ("name", _("a name, in any script")), ("number", _("a number")), ("telephone", _("a telephone number")),
        ],
    )  # fmt: skip
