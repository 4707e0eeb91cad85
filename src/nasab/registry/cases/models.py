"""Files of children found and of tracing requests, and the statements in them.

Everything personal is sealed.  A file knows its agency, how it is named at the desk (`number`), and its version, which
goes up with each statement, so that two people who write at once notice one another.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from nasab.registry.access.policy import Subject
from nasab.registry.access.roles import FACTS
from nasab.registry.people.models import Agency
from nasab.registry.sealing import Sealed, SealedField

__all__ = ["CERTAINTIES", "Child", "Consent", "FoundGroup", "Statement", "Token", "TracingRequest"]

CERTAINTIES: tuple[str, ...] = ("sure", "likely", "unsure", "hearsay")
_FACTS = sorted({fact for facts in FACTS.values() for fact in facts})


class File(models.Model):
    """What every file has.  `reference` is the number under which the office's own list has it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=9, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reference_sealed = SealedField()
    reference = Sealed("reference_sealed")
    reference_token = models.BinaryField(max_length=16, null=True, db_index=True)
    version = models.PositiveIntegerField(default=0)
    is_restricted = models.BooleanField(default=False)
    is_training = models.BooleanField(default=False)
    is_canary = models.BooleanField(default=False)  # invented, and nobody's work: see `canaries`
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        return self.number


class FoundGroup(models.Model):
    """Children found together and said to be brothers and sisters.

    Who belongs to it is stated in the children's own files (the fact `together`, whose statements name the group).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=9, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reference_sealed = SealedField()
    reference = Sealed("reference_sealed")
    reference_token = models.BinaryField(max_length=16, null=True, db_index=True)

    def __str__(self) -> str:
        return self.number


class TracingRequest(File):
    """A family that seeks: who asks, how they are reached, and (`children`) whom they seek."""

    @property
    def subject(self) -> Subject:
        """The file as the policy knows it."""
        return Subject(self.id, "sought", self.agency_id, self.is_restricted, self.taken_out_at is not None)


class Child(File):
    """A child found, or a child sought by a tracing request."""

    side = models.CharField(max_length=6, choices=[("found", "found"), ("sought", "sought")])
    # What follows from the statements of `together` that stand today (`belonging.follow`).
    group = models.ForeignKey(FoundGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    request = models.ForeignKey(
        TracingRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # Version of which candidates were last looked for; behind `version`: it waits to be weighed.  Of a child sought its
    # own version and its family's together, since the family's words count for it.
    weighed_version = models.IntegerField(default=-1)

    class Meta:
        """A child sought belongs to a request, a child found to none."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(side="found", request=None) | Q(side="sought", request__isnull=False, group=None),
                name="sought_by_a_request_or_found",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["side", "agency", "-changed_at"], name="files_of_an_agency")]

    @property
    def subject(self) -> Subject:
        """The file as the policy knows it."""
        side: Any = self.side
        return Subject(self.id, side, self.agency_id, self.is_restricted, self.taken_out_at is not None)


class Statement(models.Model):
    """One fact as somebody told it.  It stays as it is; a correction is a statement that names what it corrects.

    `answer`: told, or said not to be so, or asked and not told (which is no evidence, and not the same as never asked),
    or taken back.  `of_group`: with which children it is said to belong, where that is the fact.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="statements")
    request = models.ForeignKey(TracingRequest, on_delete=models.PROTECT, null=True, related_name="statements")
    fact = models.CharField(max_length=20, choices=[(fact, fact) for fact in _FACTS])
    answer = models.CharField(
        max_length=10, default="told", choices=[(a, a) for a in ("told", "denied", "not_told", "taken_back")]
    )
    of_group = models.ForeignKey(FoundGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="said")
    value_sealed = SealedField()
    value = Sealed("value_sealed")  # as written
    said_by_sealed = SealedField()
    said_by = Sealed("said_by_sealed")
    said_to_sealed = SealedField()
    said_to = Sealed("said_to_sealed")
    said_on = models.CharField(max_length=40, blank=True)  # as written: a day, a month, a year
    certainty = models.CharField(max_length=8, blank=True, choices=[(c, c) for c in CERTAINTIES])
    written_where_sealed = SealedField()
    written_where = Sealed("written_where_sealed")  # document, article, page; or file, sheet, row, column
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField()  # of its file, once it was recorded

    class Meta:
        """In one file, and corrected once."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child=None, request__isnull=False) | Q(child__isnull=False, request=None),
                name="stated_in_one_file",
            ),
            models.UniqueConstraint(fields=["corrects"], name="corrected_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "fact"], name="facts_of_a_child")]

    def __str__(self) -> str:
        return f"{self.fact} {str(self.id)[:8]}"

    @property
    def same_as(self) -> str:
        """What two statements of a fact have in common if they say the same thing."""
        return str(self.of_group_id) if self.of_group_id else " ".join(self.value.split()).casefold()

    @property
    def file(self) -> UUID:
        """The key of the file it stands in."""
        return self.child_id or self.request_id  # type: ignore[return-value]


class Consent(models.Model):
    """What somebody agreed to, or refused, for one file.  The latest of a file counts while it has not expired.

    Levels (C0 to C5): 0 none, vital interest only; 1 hold; 2 match inside the registry; 3 share with a named body;
    4 handover; 5 show the seeker's own photograph.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="consents")
    request = models.ForeignKey(TracingRequest, on_delete=models.PROTECT, null=True, related_name="consents")
    level = models.PositiveSmallIntegerField()
    given_by_sealed = SealedField()
    given_by = Sealed("given_by_sealed")
    explained_by = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=20, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        """For one file; one is the latest."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child=None, request__isnull=False) | Q(child__isnull=False, request=None),
                name="consent_for_one_file",
            ),
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=5), name="consent_of_a_level_that_exists"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(is_latest=True), name="one_latest_consent_of_a_child"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(is_latest=True), name="one_latest_consent_of_a_request"
            ),
        ]

    def __str__(self) -> str:
        return f"C{self.level}"


class Token(models.Model):
    """By which keyed tokens a file is found (`sealing.blind`): of a child's names, of a telephone number."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, null=True, related_name="tokens")
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, null=True, related_name="tokens")
    purpose = models.CharField(max_length=10)  # name, kin, telephone
    token = models.BinaryField(max_length=16)

    class Meta:
        """Looked up by purpose and token."""

        indexes: ClassVar = [models.Index(fields=["purpose", "token"], name="files_of_a_token")]

    def __str__(self) -> str:
        return f"{self.purpose} {bytes(self.token).hex()[:8]}"
