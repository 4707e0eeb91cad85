"""The commands and what they have in common: language, colours, and how a mistake is told."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

import nasab
from nasab.cli import (
    calibrate,
    claiming,
    compare,
    duplicates,
    estimating,
    index,
    interrupted,
    judging,
    kinship,
    lists,
    parameters,
    registry,
    serving,
    truth,
)
from nasab.errors import NasabError

__all__ = ["main"]


class _Commands(click.Group):
    """Tells what is wrong in one message, with exit status 2, and never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        gc.disable()  # one run and out: searching millions of live values for cycles costs a third of it
        with interrupted.noticed(ctx) as is_stopped:
            try:
                return super().invoke(ctx)
            except NasabError as error:
                language = (ctx.obj or {}).get("language", "en")
                click.echo(error.problem.sentence(language), err=True)
                ctx.exit(error.exit_status)
            except BrokenPipeError:
                sys.stderr.close()
                ctx.exit(0)
            except click.exceptions.Exit:
                raise
            except (KeyboardInterrupt, Exception) as error:
                if not (is_stopped() or isinstance(error, KeyboardInterrupt)):
                    raise
                interrupted.tell(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "obj": {}})
@click.version_option(nasab.__version__, prog_name="nasab")
def main() -> None:
    """Find the families of children whom war has separated from them.

    Reads a list of children found and a list of children sought, as they are kept, and writes who may
    be whom, how surely, why, and what to ask next.  It decides nothing and sends nothing anywhere.
    """


for command in (
    compare.match,
    compare.explain,
    judging.judge,
    judging.teach,
    duplicates.dedupe,
    compare.demo,
    lists.check,
    lists.template,
    truth.simulate,
    truth.evaluate,
    calibrate.calibrate,
    estimating.estimate,
    claiming.claims,
    parameters.parameters,
    index.index,
    kinship.kinship,
    serving.serve,
    registry.people,
    registry.audit,
    registry.keys,
):
    main.add_command(command)
