"""People who work with the registry, and what they were given: a role in an agency, a file in their care.

A role is granted by somebody, for an agency or for all, and may end by itself.  Nothing is deleted: who left is
inactive, and a grant that ended stays to be read.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from nasab.registry.access.roles import ROLES
from nasab.texts import LANGUAGES

__all__ = ["Agency", "Assignment", "Grant", "User"]


class Agency(models.Model):
    """An organisation, or an office of it, that keeps children's files."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who signs in.  `calendar` is the office's; Gregorian stands beneath."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="en")
    calendar = models.CharField(
        max_length=9, choices=[("gregorian", "gregorian"), ("islamic", "islamic")], default="gregorian"
    )
    # A session opened before this moment is no longer one (a changed password, a lost laptop).
    sessions_after = models.DateTimeField(null=True, blank=True)
    # Set by the reading quota; lifted by a protection lead.
    locked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


class Grant(models.Model):
    """A role, in one agency or (without one) in all of the registry."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A role is one that exists."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="grant_of_a_role_that_exists"),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.agency or '*'})"


class Assignment(models.Model):
    """A file in somebody's care who would not see it otherwise.  `file` is a child's or a request's key."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    file = models.UUIDField(db_index=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.file}"
