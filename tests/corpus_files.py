"""The labelled texts in tests/corpus (see tests/corpus/README.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parent / "corpus"
SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True)
class Labelled:
    """A text and its label."""

    path: Path
    label: dict[str, Any]


def labelled(name: str) -> list[Labelled]:
    """The texts of one set: seeds, dev or own."""
    reports = SEEDS if name == "seeds" else CORPUS / name / "reports"
    labels = sorted((CORPUS / name / "gold").glob("*.yaml"))
    found = [yaml.safe_load(path.read_text("utf-8")) for path in labels]
    return [Labelled(reports / label["file"], label) for label in found]


# The sound report into which a small case is put, part by part.
_PARTS = {
    "head": "清河县云岭镇人民政府\n关于2024年度法治政府建设情况的报告\n\n清河县人民政府：\n",
    "lead": "　　2024年，云岭镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，认真落实县委、县政府"
    "关于法治政府建设的部署，稳步推进各项工作。现将有关情况报告如下。\n",
    "h1": "　　一、2024年推进法治政府建设的主要举措和成效\n",
    "measures": "　　（一）规范文件和合同管理。对拟签订的合同逐份开展合法性审查，全年审查合同64份，提出修改意见37条。\n"
    "　　（二）改进行政执法。落实行政执法公示、执法全过程记录、重大执法决定法制审核制度，办理行政处罚案件22件，"
    "无一被复议纠正。\n　　（三）抓好普法宣传。围绕国家宪法日等节点开展宣讲19场，培养“法律明白人”33名。\n",
    "h2": "　　二、党政主要负责人履行推进法治建设第一责任人职责情况\n",
    "principal": "　　镇党委书记主持召开党委会议专题研究法治建设3次，审定年度工作要点；镇长听取执法工作汇报2次，"
    "对排污纠纷挂牌督办并出庭应诉1次；年底党政主要负责人均书面述法。\n",
    "h3": "　　三、存在的不足和原因\n",
    "problems": "　　（一）执法力量薄弱。持证人员仅6人，夜间巡查难以覆盖。主要原因是编制有限，人员流动快。\n"
    "　　（二）普法形式单一。宣讲以念读为主，青年参与少，原因在于缺少专业力量和经费。\n",
    "h4": "　　四、2025年推进法治政府建设的主要安排\n",
    "plan": "　　（一）充实执法力量。招录执法辅助人员4名，组织持证考试和夜间巡查编组训练。\n"
    "　　（二）创新普法形式。制作以案释法短视频12条，面向青年开设普法夜校。\n",
    "tail": "",
    "end": "\n　　　　　　　　　　　　　　　　清河县云岭镇人民政府\n　　　　　　　　　　　　　　　　2025年1月20日\n",
}


def sound_report(**replaced: str) -> str:
    """A sound report, the bodies of some parts replaced; an empty heading and body leave the part out."""
    return "".join({**_PARTS, **replaced}.values())


@dataclass(frozen=True)
class PlacedCase:
    """One question: words added to a part of the sound report, and what must be found there, as kind and quote."""

    id: str
    context: str
    text: str
    expected: tuple[tuple[str, str], ...]

    def report(self) -> str:
        """The sound report with the words in it; those of the tail stand after the last part."""
        added = "".join("　　" + line.strip() + "\n" for line in self.text.splitlines() if line.strip())
        part = "plan" if self.context == "tail" else self.context
        return sound_report(**{part: _PARTS[part] + added})


def placed_cases(folder: str, group: str) -> list[PlacedCase]:
    """The small cases of a group on places in the text."""
    paths = sorted((CORPUS / folder).glob(f"{group}*.jsonl"))
    cases = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        PlacedCase(c["id"], c["context"], c["text"], tuple((e["kind"], e["quote"]) for e in c["expect"])) for c in cases
    ]


@dataclass(frozen=True)
class SmallCase:
    """One question put into the sound report.

    Either a text as the body of the part of an ``element``, which deserves a ``state``; or a text added to the part
    ``context``, with the findings that must come (kind, quote), none if it is sound; or ``problems`` and ``plans`` as items
    of these two parts, with those of the problems that nothing answers.
    """

    group: str
    id: str
    text: str = ""
    element: str | None = None
    state: str | None = None
    context: str | None = None
    expect: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()

    def report(self) -> str:
        """The sound report with the case in it."""
        if self.problems:
            return sound_report(problems=_items(self.problems), plan=_items(self.plans))
        body = "".join("　　" + line.strip() + "\n" for line in self.text.splitlines() if line.strip())
        if self.context is not None:
            return sound_report(**{self.context: _PARTS[self.context] + body})
        assert self.element is not None
        return sound_report(**{"problems" if self.element == "causes" else self.element: body})


def _items(texts: Sequence[str]) -> str:
    return "".join(f"　　（{'一二三四五六七八九十'[i]}）{text}\n" for i, text in enumerate(texts))


def small_cases(folder: str, groups: str = "*") -> list[SmallCase]:
    """The small cases in a folder of the corpus whose file names match."""
    return [
        _small_case(path.stem.partition("-")[0], json.loads(line))
        for path in sorted((CORPUS / folder).glob(f"{groups}.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def _small_case(group: str, case: dict[str, Any]) -> SmallCase:
    if "element" in case:
        return SmallCase(group, case["id"], case["text"], case["element"], case["state"])
    if "problems" in case:
        problems = tuple(case["problems"])
        expect = tuple(("unanswered-problem", problems[i]) for i in case["unanswered"])
        return SmallCase(group, case["id"], expect=expect, problems=problems, plans=tuple(case["plans"]))
    expect = tuple((e["kind"], e["quote"]) for e in case["expect"])
    return SmallCase(group, case["id"], case["text"], context=case["context"], expect=expect)


_NEUTRAL_BODY = """
　　一年来，我们坚持以习近平新时代中国特色社会主义思想为指导，认真落实上级关于法治建设的部署，较好地完成了各项任务。现将有关情况报告如下：
　　一、主要举措和成效
　　（一）依法履行职责。公布权责清单，办理行政许可1240件，全部在法定期限内办结；清理行政规范性文件36件，废止4件。
　　（二）规范行政执法。抽查案卷60卷，对发现的11个问题逐一整改。
　　（三）化解矛盾纠纷。受理人民调解案件312件，调解成功303件。
　　二、党政主要负责人履行推进法治建设第一责任人职责情况
　　主要负责人主持会议研究法治建设议题4次，听取工作汇报2次，带头讲法治课1次。
　　三、存在的不足和原因
　　（一）执法人员力量不足，持证人员平均每队不到3人，主要原因是编制受限、待遇偏低。
　　（二）普法方式较为单一，仍以发放资料为主，原因在于经费不足、缺少专业队伍。
　　四、下一年度主要安排
　　（一）招录执法人员5名，组织执法证考试和跟班训练。
　　（二）制作短视频20条，每季度开展一次专题宣讲。
"""


@dataclass(frozen=True)
class RealTitle:
    """The title of a real report, and what it tells."""

    lines: tuple[str, ...]
    tier: str
    year: int

    def report(self) -> str:
        """The title on a neutral body."""
        return "\n".join(self.lines) + "\n" + _NEUTRAL_BODY


def real_titles() -> list[RealTitle]:
    """Titles of real reports."""
    rows = [json.loads(line) for line in (CORPUS / "real-titles.jsonl").read_text("utf-8").splitlines() if line]
    return [RealTitle(tuple(p.strip() for p in r["title"].split(" / ")), r["tier"], r["report_year"]) for r in rows]
