"""What must not stand in a report: residue, blanks; and what only looks like it."""

from __future__ import annotations

import pytest

from tests.findings import Find


@pytest.mark.parametrize(
    "words",
    [
        "您现在的位置：首页 >> 政务公开 >> 年度报告",
        "来源：区司法局　发布时间：2025-01-21　字号：[大 中 小]",
        "责任编辑：王芳　审核：李明",
        "【字体：大 中 小】【打印】【关闭】",
        "打印 收藏 关闭",
        "分享到：微信　微博",
        "下一条：没有了",
        "网站地图 | 联系我们 | 隐私声明",
        "扫一扫在手机打开当前页",
        "Copyright © 2025 清河县人民政府",
        "第 3 页 共 8 页",
        "— 12 —",
        "错误！未定义书签。",
        "[bookmark: _GoBack]",
        'HYPERLINK "http://a.gov.cn"',
        "&nbsp;",
        "【打印本页】",
    ],
)
def test_residue(words: str, find: Find) -> None:
    for text in (f"全年审查合同64份。\n{words}\n办理案件22件。", f"{words}\n一、主要举措\n审查合同64份。"):
        (found,) = find("text/residue", text)
        assert found.place is not None
        assert found.place.quote == words


def test_residue_inside_a_line(find: Find) -> None:
    (found,) = find("text/residue", "全年审查合同64份，见错误!未找到引用源。所列。")
    assert found.place is not None
    assert found.place.quote == "错误!未找到引用源。"


def test_adjacent_lines_are_one_place(find: Find) -> None:
    text = "审查合同64份。\n分享文章到\n国务院部门网站\n地方政府网站\n\n关注公众号\n"
    (found,) = find("text/residue", text)
    assert found.place is not None
    assert (found.place.line, found.place.end_line) == (2, 6)


@pytest.mark.parametrize(
    "line",
    [
        "群众可自行打印缴费证明，全年打印凭证3100份。",
        "打印缴费证明、不动产查询结果，方便群众就近办理，",
        "关闭非法加油点2处，清理废品回收点5处，",
        "分享办案经验12次，",
        "访问量达3.2万人次，比上年增长12%，",
        "扫一扫二维码即可查看权责清单，群众满意度高",
        "公开信息143条，全部发布在区人民政府门户网站",
        "附件：1.重点任务完成情况表",
        "联系人：陈某，联系电话：0731-1234567",
        "时间：2024年12月底前",
        "日期：2025年1月20日",
        "来源：一是群众举报12件，二是部门移送8件",
        "案卷第3页、第17页缺少签名，已补正。",
        "1—3号网格夜查不少于两轮。",
    ],
)
def test_what_belongs_to_the_report(line: str, find: Find) -> None:
    assert find("text/residue", f"一、主要举措\n{line}\n办理案件22件。") == []


def test_numbers_in_cells_are_no_page_numbers(find: Find) -> None:
    assert find("text/residue", "一、数据\n单位\n件数\n甲所\n12\n乙所\n9\n合计\n21\n二、不足\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("全年调解纠纷××件。", "××件"),
        ("开展讲座XX场次。", "XX场"),
        ("走访企业N家次。", "N家次"),
        ("满意率达到XX%，比上年提高X个百分点。", "XX%"),
        ("安排经费＿＿＿万元。", "＿＿＿万元"),
        ("召开会议**次，发文*件。", "**次"),
        ("召开第　　次办公会议。", "第　　次办公会议"),
        ("召开第××次办公会议。", "第××次"),
        ("印发方案（云政发〔2024〕 号）。", "〔2024〕 号"),
        ("印发方案（云政发〔2024〕【】号）。", "〔2024〕【】号"),
        ("202X年，全镇办件12件。", "202X年"),
        ("2025年1月　日", "2025年1月　日"),
        ("审查合同（　）份。", "（　）"),
        ("××镇人民政府认真落实公示制度。", "××镇人民政府"),
        ("镇党委书记×××主持会议3次。", "×××"),
        ("（待补充）", "（待补充）"),
        ("（由法规科汇总后补充）", "（由法规科汇总后补充）"),
        ("（各科室材料汇总中，待补）", "（各科室材料汇总中，待补）"),
        ("【此处插入典型案例】", "【此处插入典型案例】"),
        ("（请综合执法队提供数据）", "（请综合执法队提供数据）"),
        ("（三）待补充。", "待补充"),
        ("单击此处输入文字。", "单击此处输入文字"),
    ],
)
def test_blanks(text: str, place: str, find: Find) -> None:
    found = find("text/placeholder", text)
    assert place in [finding.place.quote for finding in found if finding.place]


@pytest.mark.parametrize(
    "text", ["全年审查合同　　份，调解9件。", "满意率为　　%，较上年提高。", "于　　月　　日召开会议。"]
)
def test_white_space_in_place_of_a_figure(text: str, find: Find) -> None:
    assert len(find("text/blank", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "当事人赵××主动整改；村民李××家与邻居王××家相邻；××公司已缴罚款。",
        "张××名下房产、刘××等3人、陈×因欠薪被约谈。",
        "5×8小时值守、7×24小时受理，公示牌2m×3m。",
        "（2024）浙0102行初××号判决；电话138××××1234；浙A××××号车。",
        "实行“1+6+N”分办，即1个总台、6个站所、N名网格员协同。",
        "以【云岭普法】为落款；一次性列明待补充材料；执法力量有待补充。",
        "免费服务（由律师提供）；评价表（由群众填写）；3件在办（待开庭）；线索12条（2条待核实）。",
        "四、其他需要报告的情况\n无。",
        "二○○八年以来，二〇〇〇年印发的文件。",
        "指导填写“本人××，自愿申请”样式的申请书120份；审批表印有“承办人：____”栏目。",
        "张某与李某和解，某建材公司被移送。",
        "向××县人民法院提交答辩状2份。",
    ],
)
def test_what_is_kept_back_or_named_on_purpose(text: str, find: Find) -> None:
    assert find("text/placeholder", text) == []
    assert find("text/blank", text) == []


def test_half_width_marks_are_one_note(find: Find) -> None:
    (found,) = find("text/half-width", "依法决策,规范执法;公开(公示)结果,接受监督。\n" * 20)
    assert "100处" in found.message
    assert find("text/half-width", "办理时间10:30，比例1:3，占12.5%，见a.gov.cn。") == []
