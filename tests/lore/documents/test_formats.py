from __future__ import annotations

import pytest

import lore
from lore.documents.files import file_text, read_document
from tests.lore.documents.building import book, document, docx, drawn, pages_of, pdf, wrapped

ARCHIVE_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>The Salt Road - Imre - Original Work</title></head><body>
<div id="preface"><p class="message">Posted originally on an archive.</p><div class="meta">
<dl class="tags"><dt>Rating:</dt><dd>General Audiences</dd></dl><h1>The Salt Road</h1>
<div class="byline">by <a rel="author" href="/u">Imre</a></div>
<p>Summary</p><blockquote class="userstuff"><p>A woman walks.</p><p>A camel has opinions.</p></blockquote>
<p>Notes</p><blockquote class="userstuff"><p>I had a cold.</p><hr><p>“Sorry,” as they say.</p></blockquote></div></div>
<div id="chapters" class="userstuff"><div class="meta group"><h2 class="heading">Chapter 1: Kneel</h2>
<p>Chapter Summary</p><blockquote class="userstuff"><p>Nobody kneels.</p></blockquote></div>
<div class="userstuff"><p>“Kneel,” said Zora.</p><p>The camel did <em>not</em> kneel.</p></div>
<div class="meta" id="endnotes1"><p>Chapter End Notes</p>
<blockquote class="userstuff"><p>More soon.</p></blockquote></div>
<div class="meta group"><h2 class="heading">Mud</h2></div>
<div class="userstuff"><p>“No,” said the camel.</p><p>“Oh,” said Zora.</p></div></div>
<div id="afterword"><div class="meta"><div id="endnotes"><p>End Notes</p>
<blockquote class="userstuff"><p>Thanks.</p></blockquote>
</div><p class="message">Please drop by and comment</p></div></div></body></html>"""


def _notes(script: lore.Script) -> list[str]:
    return [script.source[start:end] for start, end in script.notes if any(map(str.isalnum, script.source[start:end]))]


def _stories(script: lore.Script) -> list[str]:
    return [line.text for line in script.lines if line.kind != "heading"]


def test_an_archives_page_gives_story_title_byline_summary_and_notes() -> None:
    script = lore.read_file(ARCHIVE_PAGE.encode(), "salt.html")
    assert script.title == "The Salt Road"
    assert _stories(script) == ["Kneel,", "The camel did *not* kneel.", "No,", "Oh,"]
    assert [line.text.strip("# ") for line in script.lines if line.kind == "heading"] == [
        "The Salt Road", "Chapter 1: Kneel", "Mud",
    ]  # fmt: skip
    assert _notes(script) == [
        "by Imre",
        "Summary: A woman walks. A camel has opinions.",
        "Author's note: I had a cold. “Sorry,” as they say.",
        "Author's note (chapter summary): Nobody kneels.",
        "End notes: More soon.",
        "End notes: Thanks.",
    ]


def test_another_archives_page_gives_title_and_sets_its_card_aside() -> None:
    page = (
        "<html><head><title>The Oar Chapter 2: Low Tide, a tales fanfic | Archive</title></head><body>"
        "<div id=profile_top><b>The Oar</b> By: <a>heron</a><div>Ann comes back.</div></div>"
        "<div class='storytext' id='storytext'><p><strong>A/N: Thanks for the reviews!</strong></p><hr>"
        "<p>&quot;You are late,&quot; said Ann.</p><p>&quot;The tide,&quot; said Tom.</p></div></body></html>"
    )
    script = lore.read_file(page.encode(), "page.html")
    assert script.title == "The Oar"
    assert [line.speaker for line in script.lines] == ["Ann", "Tom"]
    notes = " ".join(script.source[start:end] for start, end in script.notes)
    assert "By: heron" in notes
    assert "Thanks for the reviews" in notes


def test_chapters_of_a_long_work_begin_scenes() -> None:
    script = lore.read_file(ARCHIVE_PAGE.encode(), "salt.html")
    assert len({line.scene for line in script.lines if line.kind == "heading"}) == 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>“Go,” said Ann.<br><br>“No.”</p>", "“Go,” said Ann.\n\n“No.”"),
        ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb"),
        ("<p>a</p><p class='scene-break'></p><p>b</p>", "a\n\n* * *\n\nb"),
        ("<p>a</p><img alt='divider' src='x'><p>b</p>", "a\n\n* * *\n\nb"),
        ("<hr><p>a</p><hr><hr><p>b</p><hr>", "a\n\n* * *\n\nb"),
        ("<p>un<i>believ</i>able<b>!</b></p>", "un*believ*able!"),
        ("<p><i>“Go!”</i> she said.</p>", "“Go!” she said."),
        ("<p><i>Ann:</i> Go!</p>", "Ann: Go!"),
        ("<p><span style='font-style:italic'>He knows</span>, thought Ann.</p>", "*He knows*, thought Ann."),
        ("<p>Go<sup epub:type='noteref'>1</sup>.</p><aside class='footnote'><p>1 away</p></aside>", "Go."),
        ("<nav>Home</nav><p>a</p><script>b</script><p hidden>c</p><p style='display:none'>d</p>", "a"),
        ("<p><q>Go,</q> said Ann.</p>", "“Go,” said Ann."),
        ("<menu><p>a</p></menu><div id='storytext'><p>b</p></div><p>c</p>", "b"),
        ("<p>a\n   b&nbsp;c &mdash; d</p>", "a b\xa0c — d"),
        ("<pre>a\nb</pre>", "a\nb"),
    ],
)
def test_a_page_is_read_as_it_is_seen(markup: str, text: str) -> None:
    assert file_text(f"<html><body>{markup}</body></html>".encode(), "a.html") == text


def test_empty_paragraphs_are_scene_breaks_only_where_they_are_rare() -> None:
    story = [f"<p>Paragraph {number}.</p>" for number in range(12)]
    assert "* * *" not in file_text("<p>&nbsp;</p>".join(story).encode(), "a.html")
    story.insert(6, "<p>&nbsp;</p>")
    assert file_text("".join(story).encode(), "a.html").count("* * *") == 1


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<meta charset='windows-1252'><p>“Café” – €</p>", "cp1252"),
        ("<p>“Café” – €</p>", "cp1252"),
        ("<meta charset='utf-8'><p>“Café” – €</p>", "utf-8"),
        ("<meta charset='utf-8'><p>“Café” – €</p>", "utf-16"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>“Café” – €</p>", "cp1252"),
        ("<meta charset='windows-1251'><p>«Да» – €</p>", "cp1251"),
    ],
)
def test_a_page_says_its_encoding(page: str, encoding: str) -> None:
    assert file_text(page.encode(encoding), "a.html") == page.rpartition("<p>")[2].removesuffix("</p>")


def test_a_web_page_that_is_called_text_is_read_as_a_web_page() -> None:
    assert file_text(b"<!DOCTYPE html><html><body><p>Yes.</p></body></html>", "a.txt") == "Yes."


def test_a_book_is_read_in_the_order_of_its_spine_without_its_contents() -> None:
    pages = ["<h1>Chapter 1</h1><p>a</p>", "<p>b</p>", "<section epub:type='toc'><p>Chapter 1</p></section>"]
    read = read_document(book(pages, title="The Salt Road", nav="<nav><a>Chapter 1</a></nav>"), "a.epub")
    assert read.title == "The Salt Road"
    assert read.text == "Chapter 1\n\na\n\n* * *\n\nb"


def test_a_books_front_and_back_matter_is_no_story() -> None:
    pages = [
        "<section epub:type='copyright-page'><p>All rights reserved.</p></section>",
        "<h1>Chapter 1</h1><p>“Go,” said Ann.</p>",
        "<section epub:type='acknowledgments'><p>I thank my goat.</p></section>",
    ]
    script = lore.read_file(book(pages), "a.epub")
    assert _stories(script) == ["Go,"]
    assert len(_notes(script)) == 2


def _w(*runs: str, style: str = "") -> str:
    return f"<w:p><w:pPr>{style}</w:pPr>{''.join(runs)}</w:p>"


def _r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (_w(_r("I "), "<w:del>", _r("do"), "</w:del><w:ins>", _r("will"), "</w:ins>", _r(".")), "I will."),
        (_w(_r("a"), '<w:r><w:br w:type="page"/></w:r>') + _w(_r("b")), "a\n\n* * *\n\nb"),
        (_w(_r("a")) + _w(style="<w:pBdr><w:bottom/></w:pBdr>") + _w(_r("b")), "a\n\n* * *\n\nb"),
        (_w(_r("a", "<w:i/>"), _r("b", '<w:i w:val="0"/>')), "*a*b"),
        (_w(_r("a"), _r("b", "<w:vanish/>")), "a"),
        (_w(_r("Contents"), style='<w:pStyle w:val="Inhalt1"/>') + _w(_r("a")), "a"),
        (_w(_r("a"), '<w:r><w:footnoteReference w:id="1"/></w:r>', _r(".")), "a."),
        (_w(_r("a"), "<w:r><w:tab/></w:r>", _r("b"), "<w:r><w:noBreakHyphen/></w:r>", _r("c")), "a b-c"),
        (_w(_r("1"), style='<w:pStyle w:val="Heading2"/>') + _w(_r("a")), "1\n\na"),
        (
            _w(
                "<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>", _w(_r("a")), "</mc:Choice><mc:Fallback>",
                _w(_r("a")), "</mc:Fallback></mc:AlternateContent></w:r>",
            ),
            "a",
        ),
    ],
)  # fmt: skip
def test_a_word_document_is_read_as_it_is_printed(body: str, text: str) -> None:
    body = body.replace('<w:t xml:space="preserve">do</w:t>', "<w:delText>do</w:delText>")
    assert file_text(document(body), "a.docx") == text


def test_footnotes_comments_and_headers_of_word_are_not_opened() -> None:
    aside = {f"word/{name}.xml": "not even XML" for name in ("footnotes", "comments", "header1", "endnotes")}
    assert file_text(document(_w(_r("a")), aside), "a.docx") == "a"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# The harbour\n\nYes.", "The harbour\n\nYes."),
        ("Yes.\n\n## Mud\n\nNo.", "Yes.\n\n# Mud\n\nNo."),
        ("_He knows_, **she** thought.", "*He knows*, she thought."),
        ("a\n\n***\n\nb", "a\n\n***\n\nb"),
        ("Yes, said Ann.\n---\nNo.", "Yes, said Ann.\n\n* * *\n\nNo."),
        ("- Yes, said Ann.\n\n- No, said Tom.", "- Yes, said Ann.\n\n- No, said Tom."),
        ("    An indented paragraph.", "An indented paragraph."),
        ("ANN: Yes.\nTOM: No.", "ANN: Yes.\nTOM: No."),
        ("A [link](http://127.0.0.1/) ![x](y.png) \\* &mdash; `b`", "A link * — b"),
        ("<Come here>, he thought. <!-- x -->", "<Come here>, he thought."),
        ("a<br>b <i>c</i>", "a\nb *c*"),
        ("<center>* * *</center>", "* * *"),
        ("Yes.[^1]\n\n[^1]: A note.", "Yes."),
        ("> Dear Ann,\n> yes.", "Dear Ann,\nyes."),
        ("[Ann]: Yes.", "[Ann]: Yes."),
        (
            '---\ntitle: "Salt"\nauthor: Imre\nsummary: A walk.\n---\n\nYes.',
            "by Imre\n\nSummary: A walk.\n\n* * *\n\nYes.",
        ),
    ],
)
def test_markdown_is_read_as_prose(markdown: str, text: str) -> None:
    assert file_text(markdown.encode(), "a.md") == text


def test_the_front_matter_of_markdown_has_the_title() -> None:
    assert lore.read_file(b"---\ntitle: Salt\n---\n\nYes.", "a.md").title == "Salt"


@pytest.mark.parametrize(
    ("fountain", "text"),
    [
        ("Title: Salt\nAuthor: Imre\n\nFADE IN:\n\nA road.", "Salt\n\nby Imre\n\n* * *\n\nFADE IN:\n\nA road."),
        ("INT. BAKERY - DAY #1#\n\nFlour.", "INT. BAKERY - DAY\n\nFlour."),
        ("JONNA (V.O.) ^\n(quietly)\nYou've salted\nthe sugar.", "JONNA: (quietly) You've salted the sugar."),
        ("@McDuff\nLay on.", "McDuff: Lay on."),
        ("!BANG\nHe falls.", "BANG\nHe falls."),
        ("A\n\n===\n\nB", "A\n\n* * *\n\nB"),
        ("# Act One\n\n= They meet.\n\nA [[note]]road/* cut\n\ncut */.", "Act One\n\nA road."),
        ("Flour.\n\nCUT TO:\n\n> FADE OUT.\n\n> The end <", "Flour.\n\nThe end"),
        ("A **bold** _line_ and *stress*.", "A bold line and *stress*."),
        (".A COUNTER\n\nFlour.", "A COUNTER\n\nFlour."),
    ],
)
def test_fountain_is_read_as_play_form(fountain: str, text: str) -> None:
    told = file_text(fountain.encode(), "a.fountain")
    assert told.replace("# Act One", "Act One") == text


PROSE = (
    "The train had stopped between two stations, at neither of which anybody had ever been seen to get off or on.",
    "“We are moving,” said Hella, “only very slowly. I have been watching that cow for a good while now.”",
    "“So have I,” said Rupert. “It has gone past us twice, and the second time it was not even in any hurry.”",
    "Nobody spoke for a well-known while. The cow went by again and looked in at them through the window.",
)


def test_indented_paragraphs_are_told_apart_on_a_page() -> None:
    lines = [("\t" if row == 0 else "") + line for text in PROSE * 6 for row, line in enumerate(wrapped(text, 50))]
    told = file_text(pages_of([lines[:45], lines[45:]], indent=18), "a.pdf")
    assert told.split("\n\n") == list(PROSE * 6)


def test_running_heads_and_page_numbers_are_no_story() -> None:
    lines = [row for text in PROSE * 12 for row in [*wrapped(text, 60), ""]]
    pages = [
        ["THE SALT ROAD", "", *lines[start : start + 40], "", "", str(start // 40 + 1)]
        for start in range(0, len(lines), 40)
    ]
    told = file_text(pages_of(pages), "a.pdf")
    assert "SALT ROAD" not in told
    assert told.split("\n\n") == list(PROSE * 12)


def test_a_word_broken_at_a_lines_end_is_mended() -> None:
    lines = [
        "The window was a well-known one, and the win-",
        "dow next to it, which was less well-",
        "known, was shut all day.",
    ]
    assert file_text(pages_of([[*lines, "", *wrapped(PROSE[0], 50)]]), "a.pdf").split("\n\n")[0] == (
        "The window was a well-known one, and the window next to it, which was less well-known, was shut all day."
    )


def test_larger_type_is_a_heading() -> None:
    body = b"BT /F1 20 Tf 1 0 0 1 72 720 Tm (Mud) Tj /F1 11 Tf 1 0 0 1 72 680 Tm (Nobody spoke at all.) Tj ET"
    assert [line.kind for line in lore.read_file(drawn([body]), "a.pdf").lines] == ["heading", "narration"]


def test_text_drawn_by_a_form_is_read() -> None:
    page = drawn([b"/X Do"], resources="/XObject << /X 6 0 R >>", more=[_form()])
    assert file_text(page, "a.pdf") == "Nobody spoke at all."


def _form() -> bytes:
    drawing = b"BT /F1 11 Tf 1 0 0 1 72 700 Tm (Nobody spoke at all.) Tj ET"
    entries = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(drawing), entries.encode(), drawing)


@pytest.mark.parametrize(
    ("data", "name"), [(docx("a"), "a.DOCX"), (pdf("Nobody spoke."), "A.Pdf"), (b"a", "a.markdown")]
)
def test_names_are_taken_in_any_case_and_length(data: bytes, name: str) -> None:
    assert file_text(data, name)


def test_a_text_longer_than_the_limit_is_refused_however_small_its_file() -> None:
    with pytest.raises(lore.UnreadableFile) as refusal:
        file_text(document(_w(_r("word " * 2000))), "a.docx", limit=5000)
    assert refusal.value.code == "too-large"
