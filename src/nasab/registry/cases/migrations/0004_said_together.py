"""Groups of children found together have a number, and who belongs to one is stated, in a statement that stays."""

from __future__ import annotations

from typing import Any, ClassVar, Final

import django.db.models.deletion
from django.db import migrations, models

from nasab.registry.audit.append_only import rows_stay
from nasab.registry.cases.numbers import new_number
from nasab.registry.sealing.sealed import SealedField

_BEFORE: Final = (
    "id", "child_id", "request_id", "fact", "answer", "said_on", "certainty", "corrects_id", "recorded_by_id",
    "recorded_at", "version",
)  # fmt: skip
_STAYED: Final = rows_stay("cases_statement", _BEFORE, called="statement")
_FACTS: Final = (
    "address", "age", "allegation", "as_of", "belongings", "birth_date", "custody", "email", "father", "father_alias",
    "found_date", "found_place", "inquirer", "languages", "last_seen_date", "last_seen_place", "marks", "mother",
    "mother_alias", "name", "notes", "origin", "other_names", "place_now", "relation", "relatives", "sex", "siblings",
    "story", "telephone", "together", "wish",
)  # fmt: skip
_ANSWERS: Final = ("told", "denied", "not_told", "taken_back")


def _number(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("cases", "FoundGroup").objects.filter(number=None):
        group.number = new_number("G")
        group.save(update_fields=["number"])


def _let_go(apps: Any, schema_editor: Any) -> None:
    assert _STAYED.reverse_code is not None
    _STAYED.reverse_code(apps, schema_editor)


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("cases", "0003_statements_stay")]
    operations: ClassVar = [
        migrations.AddField("foundgroup", "reference_sealed", SealedField()),
        migrations.AddField("foundgroup", "number", models.CharField(max_length=9, null=True)),
        migrations.RunPython(_number, migrations.RunPython.noop),
        migrations.AlterField("foundgroup", "number", models.CharField(max_length=9, unique=True)),
        migrations.RunPython(_let_go, _STAYED.code),
        migrations.AddField(
            "statement", "of_group",
            models.ForeignKey(
                "cases.FoundGroup", on_delete=django.db.models.deletion.PROTECT, null=True, blank=True,
                related_name="said",
            ),
        ),
        migrations.AlterField(
            "statement", "answer",
            models.CharField(max_length=10, default="told", choices=[(answer, answer) for answer in _ANSWERS]),
        ),
        migrations.AlterField(
            "statement", "fact", models.CharField(max_length=20, choices=[(fact, fact) for fact in _FACTS])
        ),
        rows_stay("cases_statement", (*_BEFORE, "of_group_id"), called="statement"),
    ]  # fmt: skip
