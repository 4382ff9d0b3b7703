"""Packs: where they are and which files they have.

A pack is a folder with ``pack.yaml``, rule files and ``lexicon/*.yaml``. Nothing here reads YAML, so that a start with
a warm cache need not import it.
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
    """The files of a pack and of those it extends, the farthest ancestor first."""

    folders: tuple[Path, ...]
    files: tuple[tuple[Path, ...], ...]

    def digest(self) -> str:
        """A hash of all contents."""
        total = hashlib.sha256()
        for folder, paths in zip(self.folders, self.files, strict=True):
            for path in paths:
                data = path.read_bytes()
                total.update(f"{folder.name}/{path.name}:{len(data)}\n".encode())
                total.update(data)
        return total.hexdigest()


def find_pack(name: str) -> PackFiles:
    """The files of a pack, by its name, its folder or its ``pack.yaml``.

    Raises:
        RulebookError: when there is no such pack.
    """
    folders: list[Path] = []
    folder: Path | None = _folder_of(name, None)
    while folder is not None:
        if folder in folders or len(folders) >= _MAX_CHAIN:
            raise RulebookError([Problem(str(folder / "pack.yaml"), 0, 0, "extends 绕成了圈，或层数太多。")])
        folders.append(folder)
        parent = _extends(folder)
        folder = _folder_of(parent, folder) if parent else None
    folders.reverse()
    return PackFiles(tuple(folders), tuple(tuple(_yaml_files(f)) for f in folders))


def _folder_of(name: str, beside: Path | None) -> Path:
    bundled = rules_folder() / name
    if "/" not in name and "\\" not in name and (bundled / "pack.yaml").is_file():
        return bundled
    path = (beside.parent if beside else Path()) / name
    folder = path if path.is_dir() else path.parent
    if (folder / "pack.yaml").is_file() and (path.is_dir() or path.name == "pack.yaml"):
        return folder.resolve()
    known = "、".join(pack_names())
    raise RulebookError(
        [Problem(name, 0, 0, f"找不到规则包“{name}”。可以写自带规则包的名字（{known}），或含有 pack.yaml 的文件夹。")]
    )


def _extends(folder: Path) -> str | None:
    # Read without YAML, so that a warm start need not import it; the schema checks the file itself later.
    for line in (folder / "pack.yaml").read_text("utf-8", "replace").splitlines():
        if line.startswith("extends:"):
            return line.removeprefix("extends:").split("#")[0].strip().strip("'\"") or None
    return None


def _yaml_files(folder: Path) -> Iterator[Path]:
    found = sorted(
        p for p in folder.rglob("*.yaml") if p.is_file() and not any(x.startswith(".") for x in p.parts[-3:])
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
