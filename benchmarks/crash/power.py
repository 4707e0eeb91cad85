"""Cuts the power: what would be on the disk if it had kept only what it was asked to keep, and some of the rest.

A program that is killed has handed over all it wrote, and the system goes on to write it; so killing never shows a
missing wait for the disk.  Here the writer runs once under `strace`, and its calls are replayed up to a random one
onto a disk that keeps its promises and no more:

- what was written to a file before it was last synced is there; of what was written since, any sectors may be;
- names made, moved and removed appear in their order, and those of a folder that was synced surely have.

After T. S. Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.crash.examining import examine
from benchmarks.crash.kills import ENVIRONMENT, ROOT, Figures

__all__ = ["Disk", "cut", "may_trace"]

SECTOR = 512
CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,link,linkat,unlink,unlinkat,mkdir,rmdir,close"
_LINE = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(?:<.*>)?(?: .*)?$")
_WORD = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+|AT_FDCWD)(?:<((?:\\x[0-9a-f]{2})*)>)?")


@dataclass(slots=True)
class Content:
    """A file: what is surely on the disk, and what was written since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """All that was written is safe."""
        for change in self.since:
            _apply(self.safe, *change)
        self.since = []

    def after_cut(self, draw: Random) -> bytes:
        """What is there when the power comes back."""
        content = bytearray(self.safe)
        mood = draw.choice(("all", "none", "some", "some", "first"))
        until = draw.randrange(len(self.since) + 1)
        for number, (at, data) in enumerate(self.since):
            if mood == "all" or (mood == "first" and number < until):
                _apply(content, at, data)
            elif mood == "some" and data is None:
                if draw.random() < 0.5:
                    _apply(content, at, data)
            elif mood == "some" and data is not None:
                for start in range(0, len(data), SECTOR):
                    if draw.random() < 0.5:
                        _apply(content, at + start, data[start : start + SECTOR])
        return bytes(content)


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    """Write data at a place, or (None) cut off there."""
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Disk:
    """A disk below one folder, which keeps only what it is asked to keep."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.names: dict[str, Content | None] = {root: None}  # None is a folder
        self.log: list[tuple[str, str, str, Content | None]] = []
        self.safe_names = 0
        self.open: dict[str, tuple[str, Content | None, int]] = {}

    def do(self, call: str, arguments: str, result: str) -> None:
        """One call of the system, as strace wrote it."""
        if result.startswith("-"):
            return
        words = [_text(word) for word in _WORD.findall(arguments)]
        first = _DESCRIPTOR.match(arguments)
        here = _text(first[2]) if first and first[2] else ""
        number = first[1] if first else ""
        if call == "openat":
            self._open(os.path.join(here, words[0]), arguments, result)
        elif call == "close":
            self.open.pop(number, None)
        elif call in ("write", "pwrite64") and number in self.open:
            self._write(number, arguments, result)
        elif call == "ftruncate" and number in self.open:
            content = self.open[number][1]
            assert content
            content.since.append((int(arguments.rsplit(",", 1)[1]), None))
        elif call in ("fsync", "fdatasync") and number in self.open:
            self._sync(*self.open[number][:2])
        elif call in ("rename", "link", "linkat", "unlink", "unlinkat", "mkdir", "rmdir"):
            places = [os.path.join(here, word) for word in words]
            self._name(call.removesuffix("at"), *places)

    def _open(self, path: str, arguments: str, result: str) -> None:
        if not path.startswith(self.root):
            return
        if path not in self.names and "O_CREAT" in arguments:
            self._note("make", path, "", Content())
        content = self.names[path]
        if content and "O_TRUNC" in arguments:
            content.since.append((0, None))
        self.open[result] = path, content, 0

    def _write(self, number: str, arguments: str, result: str) -> None:
        path, content, at = self.open[number]
        assert content is not None, path
        word = _WORD.search(arguments)
        assert word
        data = bytes.fromhex(word[1].replace("\\x", ""))[: int(result)]
        if arguments.count(",") == 3:  # pwrite64 says where
            content.since.append((int(arguments.rsplit(",", 1)[1]), data))
        else:
            content.since.append((at, data))
            self.open[number] = path, content, at + len(data)

    def _sync(self, path: str, content: Content | None) -> None:
        if content:
            content.sync()
            return
        path = path.rstrip("/")
        touched = [n for n, (_, one, two, _) in enumerate(self.log, start=1) if path in (_parent(one), _parent(two))]
        self.safe_names = max([self.safe_names, *touched])

    def _name(self, call: str, one: str, two: str = "") -> None:
        if one.startswith(self.root) or two.startswith(self.root):
            kind = {"mkdir": "make", "rmdir": "unlink"}.get(call, call)
            self._note(kind, one, two, None)

    def _note(self, kind: str, one: str, two: str, content: Content | None) -> None:
        self.log.append((kind, one, two, content))
        _rename(self.names, kind, one, two, content)

    def write(self, to: Path, draw: Random) -> None:
        """Lay out below a folder what is there when the power comes back."""
        names: dict[str, Content | None] = {}
        for entry in self.log[: draw.randint(self.safe_names, len(self.log))]:
            _rename(names, *entry)
        for name in sorted(names):
            path = to / os.path.relpath(name, self.root)
            content = names[name]
            if content is None:
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.write_bytes(content.after_cut(draw))


def _rename(names: dict[str, Content | None], kind: str, one: str, two: str, content: Content | None) -> None:
    if kind == "make":
        names[one] = content
    elif kind == "link":
        names[two] = names[one]
    elif kind == "unlink":
        names.pop(one, None)
    else:
        for name in [name for name in names if name == one or name.startswith(f"{one}/")]:
            names[two + name[len(one) :]] = names.pop(name)


def _parent(path: str) -> str:
    return os.path.dirname(path)


def _text(word: str) -> str:
    return os.fsdecode(bytes.fromhex(word.replace("\\x", "")))


def _calls(trace: Path) -> Iterator[tuple[str, str, str]]:
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            if told := _LINE.match(line):
                yield told[1], told[2], told[3]


def may_trace() -> bool:
    """Whether `strace` is here and allowed."""
    if not (sys.platform == "linux" and shutil.which("strace")):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def cut(what: str, folder: Path, cuts: int, *, steps: int = 60, seed: int = 1, careless: str = "") -> Figures:
    """Write so many steps once, and cut the power at so many random moments of that."""
    figures = Figures(f"{what}, power cut")
    work, trace = folder / f"{what}-work", folder / f"{what}.trace"
    work.mkdir()
    path = work / what
    command = {"what": what, "path": str(path), "seed": seed, "done": 0, "steps": steps, "careless": careless}
    program = [sys.executable, "-m", "benchmarks.crash.writing", "--once", json.dumps(command)]
    tracer = ["strace", "-y", "-xx", "-s", str(1 << 28), "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
    subprocess.run([*tracer, *program], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    draw = Random(f"{seed}-{what}")
    total = sum(1 for call in _calls(trace) if _concerns(call, str(work)))
    moments = sorted(draw.randrange(total + 1) for _ in range(cuts))
    disk, acknowledged, done = Disk(str(work)), 0, 0
    events = (call for call in _calls(trace) if _concerns(call, str(work)))
    for moment in moments:
        while done < moment:
            call, arguments, result = next(events)
            done += 1
            if _is_acknowledgement(call, arguments):
                acknowledged += 1
            else:
                disk.do(call, arguments, result)
        after = folder / f"{what}-after"
        after.mkdir()
        disk.write(after, draw)
        there, fault = examine(what, after / what, seed, acknowledged)
        shutil.rmtree(after)
        figures.crashes += 1
        figures.half_way += there > acknowledged
        if fault:
            figures.faults.append(f"after {moment} of {total} calls: {fault}")
    figures.acknowledged = acknowledged
    return figures


def _is_acknowledgement(call: str, arguments: str) -> bool:
    return call == "write" and arguments.startswith("1<")


def _concerns(call: tuple[str, str, str], root: str) -> bool:
    hexed = "".join(f"\\x{byte:02x}" for byte in os.fsencode(root))
    return hexed in call[1] or _is_acknowledgement(*call[:2])
