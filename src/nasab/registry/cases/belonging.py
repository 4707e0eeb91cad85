"""With whom a child found belongs today: what follows from the statements of `together` in its file."""

from __future__ import annotations

from nasab.registry.cases.changes import announce
from nasab.registry.cases.deriving import facts_of
from nasab.registry.cases.models import Child

__all__ = ["follow"]


def follow(child: Child) -> None:
    """Puts a child into the group that its statements name, the surest and latest first, or into none.

    Whoever it leaves behind, or comes to, is weighed anew: brothers and sisters are weighed together.
    """
    stated = facts_of(child.statements.filter(fact="together")).get("together")
    held = stated.held if stated is not None else ()
    before, now = child.group_id, held[0].of_group_id if held else None
    if before == now:
        return
    Child.objects.filter(pk=child.pk).update(group=now)
    child.refresh_from_db(fields=["group"])
    others = Child.objects.filter(group__in=[key for key in (before, now) if key]).exclude(pk=child.pk)
    others.update(weighed_version=-1)
    for other in others:
        announce(other.pk)
