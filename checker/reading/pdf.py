"""PDF: bytes → text, by PDFium in a process of its own.

PDFium is C++ and reads bytes from anywhere: a file that crashes it, or keeps it busy for ever, must end neither this
process nor the reports of others. The process is started with the first PDF and serves all that follow; it ends with
the pipe to it. PDFium is not thread-safe: one file at a time.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from typing import IO, Any

from checker.model import Printed
from checker.reading.extracted import Extracted, RefusedError

TIME_LIMIT = 60.0
"""Seconds for one file; a report takes a twentieth of a second, a thousand pages five."""

_COMMAND = (sys.executable, "-m", "checker.reading.pdf_process")
_SIZE = 8
"""Bytes of the length that is sent before each message."""

_FAILED = "这份 PDF 已损坏，或内容异常，读不出文字。请重新导出一份，或用原来的 Word、WPS 稿检查。"
_TOO_SLOW = "这份 PDF 内容异常，{limit:.0f}秒内没有读完，已经跳过。请重新导出一份，或用原来的 Word、WPS 稿检查。"


def extract(data: bytes) -> Extracted:
    """The text of a PDF with its pages and lines.

    Raises:
        RefusedError: when it cannot be opened, has no text, or takes too long.
        ImportError: when PDFium is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ImportError("pypdfium2")
    answer = _process.asked(data)
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return Extracted(
        answer["text"], printed=tuple(Printed(*line) for line in answer["printed"]), unread_pages=answer["unread_pages"]
    )


class _Process:
    """The reading process of this process; one that was forked from another starts its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def asked(self, data: bytes) -> dict[str, Any]:
        """What the process answers.

        Raises:
            RefusedError: when it fails or takes too long.
        """
        with self._lock:
            running = self._start()
            timer = threading.Timer(TIME_LIMIT, running.kill)
            timer.daemon = True
            started = time.monotonic()
            timer.start()
            try:
                assert running.stdin is not None
                assert running.stdout is not None
                send(running.stdin, data)
                answer = received(running.stdout)
            except OSError:
                answer = None
            finally:
                timer.cancel()
            if answer is None:
                self.stop()
                is_late = time.monotonic() - started >= TIME_LIMIT
                raise RefusedError(_TOO_SLOW.format(limit=TIME_LIMIT) if is_late else _FAILED)
        found: dict[str, Any] = json.loads(answer)
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        if self._running is None or self._owner != os.getpid() or self._running.poll() is not None:
            self._owner = os.getpid()
            self._running = subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._running

    def stop(self) -> None:
        """End the process, if this one started it."""
        running, self._running = self._running, None
        if running is None or self._owner != os.getpid():
            return
        running.kill()
        for pipe in (running.stdin, running.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        running.wait()


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message."""
    pipe.write(len(message).to_bytes(_SIZE, "big"))
    pipe.write(message)
    pipe.flush()


def received(pipe: IO[bytes]) -> bytes | None:
    """The next message, None when the other side has ended."""
    head = pipe.read(_SIZE)
    size = int.from_bytes(head, "big")
    message = pipe.read(size) if len(head) == _SIZE else b""
    return message if len(head) == _SIZE and len(message) == size else None


_process = _Process()
atexit.register(_process.stop)
