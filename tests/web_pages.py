"""Pages as government sites serve them, around the text of a report."""

from __future__ import annotations

import html
from collections.abc import Callable

_MENU = "".join(
    f'<li><a href="/{i}/" target="_blank">{name}</a></li>'
    for i, name in enumerate(("首页", "政府信息公开", "政务服务", "互动交流", "走进云水", "数据发布"))
)
_FOOT = (
    '<div class="footer"><p>主办：云水县人民政府办公室　承办：云水县政务信息中心</p><p>版权所有：云水县人民政府，未经许可，'
    '不得转载。　网站标识码：5000000001</p><p><a href="https://beian.example">某ICP备00000000号</a></p></div>'
)
_LATEST = "".join(
    f'<li><a href="/{i}.html">云水县召开2024年第{i}次常务会议，研究部署防汛工作</a><span>05-0{i}</span></li>'
    for i in range(1, 8)
)


def parts(text: str) -> tuple[str, list[str]]:
    """The title of a report, which a page prints apart, and the other lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    end = next(i for i, line in enumerate(lines) if "报告" in line) + 1
    return ("", lines) if end > 4 else ("".join(lines[:end]), lines[end:])


def _paragraphs(lines: list[str], before: str, after: str) -> str:
    return "\n".join(before + html.escape(line.strip(" \u3000")) + after for line in lines)


def trs(text: str) -> bytes:
    """The system behind many sites of provinces: UCAP-CONTENT around TRS_UEDITOR, the title in h1 and ArticleTitle."""
    title, lines = parts(text)
    page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="SiteName" content="云水县人民政府" /><meta name="ArticleTitle" content="{title}" />
<title>{title}_部门动态_云水县人民政府</title>
<style>.pages_content p {{ text-indent: 2em; }}</style>
<script>var mobile = "<div>2022年，不是正文。</div>"; if (1 < 2) {{ document.write("<p>"); }}</script>
</head><body>
<!-- 顶部 <div> 2021年 -->
<div class="header"><img src="data:image/png;base64,{"iVBORw0KGgo" * 2000}"><ul class="nav">{_MENU}</ul></div>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt; <a href="/xx/">信息公开</a> &gt; 正文</div>
<div class="article oneColumn pub_border"><h1>{title}</h1>
<div class="pages-date">2024-01-15 09:30<span class="font">来源：云水县司法局</span>
<div class="share"><span>分享到：</span><a href="#" title="微信"></a><a href="javascript:window.print()">【打印】</a></div></div>
<div class="pages_content" id="UCAP-CONTENT"><div class="view TRS_UEDITOR trs_paper_default trs_web">
{_paragraphs(lines, '<p style="text-indent: 2em; text-align: justify;"><span style="font-family: 仿宋_GB2312;">', "</span></p>")}
</div></div>
<div class="editor">责任编辑：某某</div></div>
<div class="related">相关稿件<ul>{_LATEST}</ul></div>{_FOOT}</body></html>"""
    return page.encode()


def old_table(text: str) -> bytes:
    """A page of 2005: tables for the layout, gb2312, unclosed tags, each paragraph indented by blanks and ended by <br>."""
    title, lines = parts(text)
    page = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<title>{title} - 云水县政府网</title></head>
<body bgcolor=#ffffff><table width=1000 align=center border=0><tr><td><img src=top.jpg></td></tr>
<tr><td><a href=/>网站首页</a> | <a href=/1>政务公开</a> | <a href=/2>办事指南</a> | <a href=/3>领导信箱</a></td></tr></table>
<table width=1000 align=center><tr><td width=200 valign=top><table><tr><td>最新动态</td></tr><tr><td><ul>{_LATEST}</ul></td></tr></table></td>
<td valign=top><TABLE width="100%"><TR><TD align=middle height=50><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD align=middle>发布时间：2024-01-15　浏览次数：<script src=count.asp></script></TD></TR>
<TR><TD class=nr><FONT size=3>{_paragraphs(lines, "&nbsp;&nbsp;&nbsp;&nbsp;", "<BR><BR>")}</FONT></TD></TR>
<TR><TD align=right>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</TD></TR></TABLE>
</td></tr></table>{_FOOT}</body></html>"""
    return page.encode("gb18030")


def wechat(text: str) -> bytes:
    """An article of an official account: hidden until its script has run, every paragraph in sections and spans."""
    title, lines = parts(text)
    open_, close = (
        '<section style="line-height: 2em;"><section><p><span style="font-size: 16px;"><span>',
        "</span></span></p></section></section>",
    )
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}" /><title></title></head>
<body id="activity-detail" class="zh_CN"><div id="js_article" class="rich_media"><div class="rich_media_inner"><div class="rich_media_area_primary">
<h1 class="rich_media_title" id="activity-name">
{title}
</h1>
<div class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">司法所</span> <a href="javascript:void(0);">桃林之声</a>
<em id="publish_time">2024年1月15日 10:20</em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">{_paragraphs(lines, open_, close)}
<p style="display: none;"><mp-style-type data-value="3">隐藏的文字，2019年。</mp-style-type></p></div>
</div></div><div class="rich_media_tool"><a href="#">阅读原文</a></div></div></body></html>"""
    return page.encode()


def nested(text: str) -> bytes:
    """A system of its own: no known name, a div a paragraph in many others, the signature behind the text."""
    title, lines = parts(text)
    page = f"""<!doctype html><html><head><meta charset=utf-8><title>{title}-云水县人民政府门户网站</title></head><body><div id="app"><div class="w1200">
<div class="top-box"><div><div>{_MENU}</div></div></div><div class="c-left"><dl>{_LATEST}</dl></div><div class="c1"><div class="c2"><div class="tt">{title}</div><div class="c3"><div class="c4">
{_paragraphs(lines[:-2], '<div class="row"><div>　　', "</div></div>")}
</div></div><div class="sign">{_paragraphs(lines[-2:], "<div>", "</div>")}</div></div></div></div>{_FOOT}</div></body></html>"""
    return ("\ufeff" + page).encode()


PAGES: dict[str, Callable[[str], bytes]] = {"trs": trs, "old_table": old_table, "wechat": wechat, "nested": nested}
