"""Fourteen ways in which content systems wrap one and the same story: python bench/reading/build.py uses them.

Each takes a `Told` and gives HTML; element and class names imitate the habits of real systems, not one site.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Told:
    """The parts of one written page in their order: (kind, text) with kinds title, meta, p, li, related."""

    lang: str
    title: str = ""
    published: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)
    feed_head: str = ""
    feed: list[tuple[str, str, str]] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def body(
    told: Told, *, p: str = "<p>{}</p>", li: str = "<li>{}</li>", related: str = "", meta: str = ""
) -> str:
    made, listed = [], False
    for kind, text in told.parts:
        if kind == "li" and not listed:
            made.append("<ul>")
        if kind != "li" and listed:
            made.append("</ul>")
        listed = kind == "li"
        form = {"p": p, "li": li, "related": related, "meta": meta or '<span class="by">{}</span>'}[kind]
        made.append(form.format(esc(text)))
    return "\n".join([*made, "</ul>"] if listed else made)


def items(told: Told, form: str) -> str:
    return "\n".join(
        form.format(title=esc(title), excerpt=esc(excerpt), time=esc(time))
        for title, excerpt, time in told.feed
    )


def head(told: Told, *, extra: str = "") -> str:
    return f'<!DOCTYPE html><html lang="{told.lang}"><head><meta charset="utf-8"><title>{esc(told.title)}</title>{extra}</head>'


def wordpress(told: Told) -> str:
    related = '<div class="wp-block-group related-inline"><p><a href="/r">{}</a></p></div>'
    feed = '<li class="wp-block-post"><h3><a href="/x">{title}</a></h3><p class="excerpt">{excerpt}</p><time class="post-date">{time}</time></li>'
    return (
        head(told, extra='<link rel="stylesheet" href="/a.css"><script>window.dataLayer=[];</script>')
        + '<body class="single"><header id="masthead"><nav><ul><li><a href="/">&#8962;</a></li><li><a href="/a">A</a></li></ul></nav></header>'
        f'<main><article class="post"><header class="entry-header"><h1 class="entry-title">{esc(told.title)}</h1></header>'
        f'<div class="entry-content">{body(told, related=related)}</div></article></main>'
        f'<aside class="widget-area"><h2 class="widget-title">{esc(told.feed_head)}</h2><ul>{items(told, feed)}</ul></aside>'
        f"<footer>{''.join(f'<p>{esc(line)}</p>' for line in told.chrome)}</footer></body></html>"
    )


def wordpress2(told: Told) -> str:
    related = '<blockquote class="also"><a href="/r">{}</a></blockquote>'
    feed = '<div class="jeg_post"><div class="jeg_thumb"><a href="/x"></a></div><h3 class="jeg_post_title"><a href="/x">{title}</a></h3><div class="jeg_post_meta">{time}</div><div class="jeg_post_excerpt"><p>{excerpt}</p></div></div>'
    return (
        head(told)
        + f'<body><div class="jeg_main"><div class="jeg_breadcrumbs"><a href="/">1</a> / <a href="/2">2</a></div><h1>{esc(told.title)}</h1>'
        f'<div class="content-inner">{body(told, related=related)}<div class="jeg_share">f t w</div></div>'
        f'<div class="jeg_sidebar"><h3 class="jeg_block_title"><span>{esc(told.feed_head)}</span></h3>{items(told, feed)}</div></div>'
        f'<div class="footer">{"".join(f"<div>{esc(line)}</div>" for line in told.chrome)}</div></body></html>'
    )


def divsoup(told: Told) -> str:
    related = '<div class="css-9x1"><a href="/r"><div>{}</div></a></div>'
    feed = '<div class="css-k2"><div class="css-t1">{time}</div><a href="/x"><div class="css-h4">{title}</div></a><div class="css-e7">{excerpt}</div></div>'
    return (
        head(told)
        + f'<body><div id="root"><div class="css-0"><div class="css-a"><div class="css-h1">{esc(told.title)}</div>'
        + body(
            told,
            p='<div class="css-p"><span>{}</span></div>',
            li='<div class="css-li">{}</div>',
            related=related,
            meta='<div class="css-m">{}</div>',
        )
        .replace("<ul>", "")
        .replace("</ul>", "")
        + f'</div><div class="css-b"><div class="css-fh">{esc(told.feed_head)}</div>{items(told, feed)}</div></div>'
        f'<div class="css-f">{"<br>".join(esc(line) for line in told.chrome)}</div></div></body></html>'
    )


def bitrix(told: Told) -> str:
    feed = '<div class="news-item"><span class="news-date-time">{time}</span> <a href="/x"><b>{title}</b></a><br />{excerpt}</div>'
    return (
        head(told)
        + f'<body><div class="bx-breadcrumb">{"".join(f"<span>{esc(line)}</span> " for line in told.chrome)}</div><div class="news-detail"><h3>{esc(told.title)}</h3>'
        + body(
            told,
            p="{}<br /><br />",
            li="&ndash; {}<br />",
            related='<i><a href="/r">{}</a></i><br /><br />',
            meta="<small>{}</small><br />",
        )
        .replace("<ul>", "")
        .replace("</ul>", "<br />")
        + f'</div><div class="news-list"><div class="title">{esc(told.feed_head)}</div>{items(told, feed)}</div></body></html>'
    )


def amp(told: Told) -> str:
    said = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","datePublished":"{told.published}T08:00:00Z"}}</script>'
    feed = (
        '<amp-layout><a href="/x"><h4>{title}</h4></a><p>{excerpt}</p><p class="age">{time}</p></amp-layout>'
    )
    return (
        head(told, extra=said)
        + f'<body><amp-sidebar><ul><li>Menu</li></ul></amp-sidebar><h1>{esc(told.title)}</h1><section class="lede">'
        + body(told, related='<p class="inline-promo"><a href="/r">{}</a></p>')
        + f"</section><section><h5>{esc(told.feed_head)}</h5>{items(told, feed)}</section>{''.join(f'<p>{esc(line)}</p>' for line in told.chrome)}</body></html>"
    )


def table(told: Told) -> str:
    feed = '<tr><td class="d"><font size="1">{time}</font></td><td><a href="/x">{title}</a><br>{excerpt}</td></tr>'
    return (
        head(told)
        + f'<body bgcolor="#ffffff"><table width="100%"><tr><td width="20%"><table><tr><td><b>{esc(told.feed_head)}</b></td></tr>{items(told, feed)}</table></td>'
        f'<td width="80%"><font size="5">{esc(told.title)}</font><br>{body(told, related="<p><b><a href=/r>{}</a></b></p>")}</td></tr>'
        f'<tr><td colspan="2"><center>{" | ".join(esc(line) for line in told.chrome)}</center></td></tr></table></body></html>'
    )


def drupal(told: Told) -> str:
    feed = '<div class="views-row"><span class="field-content"><a href="/x">{title}</a></span><span class="views-field-created">{time}</span><span>{excerpt}</span></div>'
    return (
        head(
            told, extra=f'<meta property="article:published_time" content="{told.published}T10:00:00+02:00">'
        )
        + f'<body><div role="main"><article class="node"><h2 class="title">{esc(told.title)}</h2><div class="field-item">'
        + body(told, related='<p><em><a href="/r">{}</a></em></p>')
        + f'</div></article></div><div class="block-views"><h2>{esc(told.feed_head)}</h2>{items(told, feed)}</div><div class="region-footer">{"".join(f"<p>{esc(line)}</p>" for line in told.chrome)}</div></body></html>'
    )


def joomla(told: Told) -> str:
    feed = '<li><a href="/x" title="x"><span>{title}</span></a> <span class="introtext">{excerpt}</span> <span class="date">{time}</span></li>'
    return (
        head(told)
        + f'<body><div class="item-page"><div class="page-header"><h2 itemprop="headline">{esc(told.title)}</h2></div>'
        f'<div itemprop="articleBody">{body(told, related="<p><strong><a href=/r>{}</a></strong></p>")}</div></div>'
        f'<div class="moduletable"><h3>{esc(told.feed_head)}</h3><ul class="latestnews">{items(told, feed)}</ul></div>'
        f'<div class="foot">{" · ".join(esc(line) for line in told.chrome)}</div></body></html>'
    )


def next_js(told: Told) -> str:
    related = '<a class="Promo_x__1a" href="/r"><p>{}</p></a>'
    feed = '<a href="/x" class="Card_c__9"><article><h3>{title}</h3><p>{excerpt}</p><footer><span>{time}</span></footer></article></a>'
    return (
        head(told)
        + f'<body><div id="__next"><main><div class="Art_w__2"><h1>{esc(told.title)}</h1>{body(told, related=related)}</div>'
        f"<section><h2>{esc(told.feed_head)}</h2>{items(told, feed)}</section></main><footer>{''.join(f'<a href=/l>{esc(line)}</a>' for line in told.chrome)}</footer></div>"
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"a":"<p>x</p>"}}</script></body></html>'
    )


def portal(told: Told) -> str:
    feed = '<div class="nota"><h2><a href="/x">{title}</a></h2><div class="bajada">{excerpt}</div><div class="hora">{time}</div></div>'
    return (
        head(told)
        + f'<body><div class="menu">{" ".join(f"<a href=/m>{esc(line)}</a>" for line in told.chrome)}</div><div class="col-2"><div class="titulo">{esc(told.feed_head)}</div>{items(told, feed)}</div>'
        f'<div class="col-1"><div class="nota principal"><h1>{esc(told.title)}</h1>{body(told, related="<p class=lea><a href=/r>{}</a></p>")}</div></div></body></html>'
    )


def bare(told: Told) -> str:
    return (
        f"<html><body><h1>{esc(told.title)}</h1>{body(told, related='<p><a href=/r>{}</a></p>')}<hr><h3>{esc(told.feed_head)}</h3>"
        + items(told, "<p><a href=/x>{title}</a> {excerpt} ({time})</p>")
        + f"<hr>{'<br>'.join(esc(line) for line in told.chrome)}</body></html>"
    )


def tailwind(told: Told) -> str:
    """Utility classes only; the feed stands before the story and its times are attributes of their own lines."""
    feed = '<div class="flex gap-2 py-3"><span class="text-xs">{time}</span><div><a href="/x" class="font-bold">{title}</a><p class="text-sm">{excerpt}</p></div></div>'
    related = (
        '<div class="my-4 border-l-4 pl-4"><span class="uppercase">&rarr;</span> <a href="/r">{}</a></div>'
    )
    return (
        head(told)
        + f'<body class="antialiased"><div class="grid"><div class="col-span-4"><p class="text-lg">{esc(told.feed_head)}</p>{items(told, feed)}</div>'
        f'<div class="col-span-8"><p class="text-4xl">{esc(told.title)}</p><p class="text-xs">{told.published}</p>'
        + body(told, p='<p class="mb-4">{}</p>', related=related)
        + f'<div class="flex"><button>Facebook</button><button>Telegram</button></div></div></div><div class="py-8">{"".join(f"<a href=/l>{esc(line)}</a>" for line in told.chrome)}</div></body></html>'
    )


def gov(told: Told) -> str:
    """A public body's page: skip links, a definition list of news, the story in a section with a table of its data."""
    feed = "<dt>{time}</dt><dd><a href=/x>{title}</a><br>{excerpt}</dd>"
    return (
        head(told)
        + f'<body><a href="#c" class="skip">&darr;</a><div id="top"><form action="/s"><input name="q"></form></div><div id="c"><section><h1>{esc(told.title)}</h1><table class="info"><tr><th>&#128197;</th><td>{told.published}</td></tr></table>'
        + body(told, related='<div class="note"><a href="/r">{}</a></div>')
        + f'</section></div><div id="news"><strong>{esc(told.feed_head)}</strong><dl>{items(told, feed)}</dl></div><div id="bottom">{"".join(f"<span>{esc(line)}</span>" for line in told.chrome)}</div></body></html>'
    )


def forum(told: Told) -> str:
    """A board: the story is a post beside its author's card, an ordered list keeps its numbers in markup."""
    feed = '<div class="topic"><div class="last">{time}</div><div class="subject"><a href="/x">{title}</a></div><div class="preview">{excerpt}</div></div>'
    return (
        head(told)
        + f'<body><div class="crumbs"><a href="/">Forum</a> &raquo; <a href="/b">Board</a></div><h2>{esc(told.title)}</h2><div class="post"><div class="author"><b>moderator</b><div>4 512</div></div>'
        f'<div class="message">{body(told, p="{}<br><br>", related="<div class=quote><a href=/r>{}</a></div>").replace("<ul>", "<ol>").replace("</ul>", "</ol>")}</div></div>'
        f'<div class="side"><div class="h">{esc(told.feed_head)}</div>{items(told, feed)}</div><div class="bottom">{" &middot; ".join(esc(line) for line in told.chrome)}</div></body></html>'
    )


def plain(told: Told) -> str:
    """Sibling paragraphs without any class."""
    lines = [
        told.title,
        *(f"- {text}" if kind == "li" else text for kind, text in told.parts),
        told.feed_head,
    ]
    lines += [line for item in told.feed for line in item if line] + told.chrome
    return (
        f'<html><head><meta charset="utf-8"><title>{esc(told.title)}</title></head><body><div>'
        + "".join(f"<p>{esc(line)}</p>" for line in lines if line)
        + "</div></body></html>"
    )


def flattened(told: Told) -> str:
    """As a reader hands it in who copied the page."""
    lines = [
        told.title,
        *(f"- {text}" if kind == "li" else text for kind, text in told.parts),
        told.feed_head,
    ]
    lines += [line for item in told.feed for line in item if line] + told.chrome
    return "\n\n".join(line for line in lines if line) + "\n"


LAYOUTS: dict[str, Callable[[Told], str]] = {
    "wordpress": wordpress,
    "wordpress2": wordpress2,
    "divsoup": divsoup,
    "bitrix": bitrix,
    "amp": amp,
    "table": table,
    "drupal": drupal,
    "joomla": joomla,
    "next": next_js,
    "portal": portal,
    "bare": bare,
    "tailwind": tailwind,
    "gov": gov,
    "forum": forum,
}
