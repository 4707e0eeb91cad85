"""Taking a list in the background; the task is told whose and which."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from nasab.registry.intake.models import Upload
from nasab.registry.intake.services import forget_old, take
from nasab.registry.people.models import User
from nasab.registry.people.selectors import actor_of

__all__ = ["take_upload"]


@task()
def take_upload(upload_id: str, user_id: str) -> int:
    """Takes the list with what its uploader may do now; how many rows."""
    forget_old()
    upload = Upload.objects.get(pk=UUID(upload_id))
    if upload.state != "taken":
        take(upload, by=actor_of(User.objects.get(pk=UUID(user_id))))
    return upload.done
