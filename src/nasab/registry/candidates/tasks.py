"""What is done in the background; a task is told keys at most, never a value."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from nasab.registry.candidates.weighing import weigh_all

__all__ = ["on_change", "weigh"]


@task()
def weigh() -> int:
    """Weighs whoever has changed since."""
    return weigh_all()


def on_change(file: UUID) -> None:
    """Has the weighing done, unless it waits to be done already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=weigh.module_path, status="READY")
    if not waiting.exists():
        weigh.enqueue()
