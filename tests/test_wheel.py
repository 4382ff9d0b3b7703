"""The wheel carries the rules and works from an empty folder, without network."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import checker
from tests.corpus_files import CORPUS, sound_report

ROOT = Path(checker.__file__).parents[1]


def test_wheel_in_a_fresh_environment(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        str(ROOT),
    ]
    subprocess.run(build, check=True, cwd=tmp_path)
    (wheel,) = wheels.glob("fzcheck-*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, cwd=tmp_path)
    # The dependencies are those of this environment; only the package itself comes from the wheel.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text("\n".join(p for p in sys.path if p.endswith("site-packages")))
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "报告.txt").write_text(sound_report(), "utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(home / "bin" / "fzcheck"), "-f", "text", "-f", "html=网页", "报告.txt"],
        cwd=empty,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    assert "总的结论：通过，得分 100。" in done.stdout.decode("utf-8")
    assert (empty / "网页" / "报告.html").is_file()
    where = [str(python), "-c", "import checker; print(checker.__file__)"]
    (empty / "公开.txt").write_text((CORPUS / "xxgk" / "reports" / "x01.txt").read_text("utf-8"), "utf-8")
    other = subprocess.run(
        [str(home / "bin" / "fzcheck"), "公开.txt"], cwd=empty, env=environment, capture_output=True, check=True
    )
    assert "收到和处理政府信息公开申请" in other.stdout.decode("utf-8")
    located = subprocess.run(where, cwd=empty, env=environment, capture_output=True, text=True, check=True).stdout
    assert located.startswith(str(home))
