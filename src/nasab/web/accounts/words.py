"""Why something is allowed or not, in a sentence."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["BECAUSE"]

BECAUSE: Final[dict[str, str | Promise]] = {
    "role": _("Allowed: they hold a role that may do this."),
    "agency": _("Allowed: they hold such a role in the agency of this file."),
    "assigned": _("Allowed: this file was given into their care."),
    "no_role": _("Refused: they hold none of the roles that may do this."),
    "other_agency": _("Refused: their role is in another agency, and the file was not given into their care."),
    "restricted": _("Refused: the file is restricted to the protection lead and to whom it was given."),
    "taken_out": _("Refused: the file was taken out, and is in nobody's reach."),
    "other_side": _("Refused: this is done to files of the other side only."),
    "locked": _("Refused: they read more files in a day than the quota allows; a protection lead lifts it."),
    "own": _("Refused: nobody does this for themselves."),
}
