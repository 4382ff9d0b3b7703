"""Packs: where they are and which files they have.

A pack is a folder with ``pack.yaml``, rule files and ``lexicon/*.yaml``, or a single YAML file that says what it
extends. Files may end in ``.yaml`` or ``.yml``. Nothing here reads YAML, so that a start with a warm cache need not
import it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.rulebook.problems import Problem, RulebookError

DEFAULT_PACK = "fzzf"
"""The pack that is used where none is named, and that is asked first of what a text is."""

_MAX_FILES = 500
_MAX_CHAIN = 8
_HEAD_BYTES = 2**20
_HEAD_NAMES = ("pack.yaml", "pack.yml")
_SUFFIXES = (".yaml", ".yml")
_HERE = Path(__file__).resolve()


def rules_folder() -> Path:
    """The folder of the packs that come with the program: beside the package, or inside the wheel."""
    packed = _HERE.parents[1] / "rules"
    return packed if packed.is_dir() else _HERE.parents[2] / "rules"


def pack_names() -> list[str]:
    """Names of the packs that come with the program and can judge reports."""
    folders = (f for f in rules_folder().iterdir() if (f / "pack.yaml").is_file())
    return sorted(f.name for f in folders if "recognition:" in (f / "pack.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class PackFiles:
    """The files of a pack and of those it extends, the farthest ancestor first.

    ``heads`` says of each which file describes it: its ``pack.yaml``, or the single file that is the whole pack.
    """

    folders: tuple[Path, ...]
    files: tuple[tuple[Path, ...], ...]
    heads: tuple[Path, ...]

    def digest(self) -> str:
        """A hash of all contents."""
        total = hashlib.sha256()
        for folder, paths in zip(self.folders, self.files, strict=True):
            for path in paths:
                try:
                    data = path.read_bytes()
                except OSError as error:
                    message = f"打不开这个文件（{error.strerror or error}）。请检查权限。"
                    raise RulebookError([Problem(str(path), 0, 0, message)]) from error
                total.update(f"{folder.name}/{path.name}:{len(data)}\n".encode())
                total.update(data)
        return total.hexdigest()


def find_pack(name: str) -> PackFiles:
    """The files of a pack, by its name, its folder, its ``pack.yaml`` or the one YAML file that it consists of.

    Raises:
        RulebookError: when there is no such pack, or packs extend each other in a circle.
    """
    heads: list[Path] = [_head_of(name, None)]
    while (parent := extends(heads[-1])) is not None:
        line, named = parent
        head = _head_of(named, heads[-1], line)
        if head in heads:
            circle = " → ".join(_called(each) for each in [*heads[heads.index(head) :], head])
            raise _wrong_line(heads[-1], line, f"extends 绕成了圈：{circle}。请去掉其中一处 extends。")
        if len(heads) >= _MAX_CHAIN:
            raise _wrong_line(heads[-1], line, f"extends 的层数太多，最多 {_MAX_CHAIN} 层。")
        heads.append(head)
    heads.reverse()
    files = tuple(tuple(_yaml_files(h.parent)) if h.name in _HEAD_NAMES else (h,) for h in heads)
    return PackFiles(tuple(head.parent for head in heads), files, tuple(heads))


def extends(head: Path) -> tuple[int, str] | None:
    """The line (from 1) and the name under ``extends`` of a pack, or None.

    Read without YAML, so that a warm start need not import it; the file itself is checked when the pack is built.
    """
    try:
        lines = head.read_bytes()[:_HEAD_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    except OSError:
        return None
    for number, line in enumerate(lines, 1):
        if line.startswith("extends:"):
            value = line.removeprefix("extends:").split(" #")[0].strip().strip("'\"")
            return (number, value) if value else None
    return None


def _head_of(name: str, child: Path | None, line: int = 0) -> Path:
    """The file that describes a pack; ``child`` is the head of the pack that extends it, in the given line."""
    if "/" not in name and "\\" not in name and (bundled := _head_in(rules_folder() / name)) is not None:
        return bundled
    path = _beside(child) / name if child else Path(name)
    if path.is_dir() and (head := _head_in(path)) is not None:
        return head.resolve()
    if path.suffix in _SUFFIXES and path.is_file():
        return path.resolve()
    import difflib

    bundled_names = sorted(f.name for f in rules_folder().iterdir() if _head_in(f) is not None)
    close = difflib.get_close_matches(name, bundled_names, 1, 0.5)
    meant = f"是不是“{close[0]}”？" if close else ""
    known = "、".join(bundled_names if child else pack_names())
    message = (
        f"找不到规则包“{name}”。{meant}可以写自带规则包的名字（{known}）、含有 pack.yaml 的文件夹，"
        "或者写有 extends 的一个 YAML 文件。"
    )
    raise _wrong_line(child, line, message) if child else RulebookError([Problem(name, 0, 0, message)])


def _beside(head: Path) -> Path:
    """The folder from which a pack names others: the one its own folder, or its single file, stands in."""
    return head.parent.parent if head.name in _HEAD_NAMES else head.parent


def _head_in(folder: Path) -> Path | None:
    return next((folder / name for name in _HEAD_NAMES if (folder / name).is_file()), None)


def _called(head: Path) -> str:
    return head.parent.name if head.name in _HEAD_NAMES else head.name


def _wrong_line(head: Path, line: int, message: str) -> RulebookError:
    source = head.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").splitlines()[line - 1]
    column = len("extends: ") + 1
    return RulebookError([Problem(f"{head.parent.name}/{head.name}", line, column, message, source)])


def _yaml_files(folder: Path) -> Iterator[Path]:
    found = sorted(
        p
        for p in folder.rglob("*.y*ml")
        if p.suffix in _SUFFIXES and p.is_file() and not any(x.startswith(".") for x in p.parts[-3:])
    )
    if len(found) > _MAX_FILES:
        raise RulebookError(
            [
                Problem(
                    str(folder),
                    0,
                    0,
                    f"文件夹里有 {len(found)} 个 YAML 文件，超过 {_MAX_FILES} 个。请只指向规则包的文件夹。",
                )
            ]
        )
    yield from found
