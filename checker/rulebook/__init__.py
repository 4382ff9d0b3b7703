"""YAML → RuleSet: find, read, validate, merge, compile."""

from __future__ import annotations

from checker.rulebook.cache import load_document, save_document
from checker.rulebook.compiling import compile_document
from checker.rulebook.packs import DEFAULT_PACK, find_pack
from checker.rulebook.ruleset import RuleSet

__all__ = ["RuleSet", "load_pack"]


def load_pack(name: str = DEFAULT_PACK, *, use_cache: bool = True) -> RuleSet:
    """Load a pack by name, folder or ``pack.yaml``.

    Raises:
        RulebookError: when there is no such pack or something is wrong in it.
    """
    pack = find_pack(name)
    digest = pack.digest()
    document = load_document(digest) if use_cache else None
    if document is None:
        from checker.rulebook.build import build_document

        document = build_document(pack)
        if use_cache:
            save_document(digest, document)
    return compile_document(document)
