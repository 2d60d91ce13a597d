"""Articles: what is read of each kind of file, and what is refused in which words."""

import io
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap.data import ReportError
from conflictmap.data.articles import Article, parse_codes, parse_day, read_article

SENTENCE = "Artillery shelled Maarat al-Numan on Sunday, residents said."
ARABIC = "قصفت المدفعية مدينة معرة النعمان يوم الأحد، بحسب السكان في المدينة."
RUSSIAN = (
    "Артиллерия обстреляла город в воскресенье, сообщили жители. Погибли два человека, "
    "ещё пятеро были ранены и доставлены в больницу соседнего города."
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Shells fall | The Gazette</title>
<meta property="og:title" content="Shells fall on the market">
<meta property="og:site_name" content="The Gazette">
<meta property="og:url" content="https://gazette.example/shells">
<meta property="article:published_time" content="2024-11-30T09:00:00Z">
</head><body><nav><a href="/">Home</a><a href="/a">Sport</a></nav>
<article><h1>Shells fall on the market</h1>
<p>Artillery shelled the market of Café Square on Sunday morning, residents told us.</p>
<p>Two people were killed and five were wounded in the shelling, the hospital said.</p>
<p>The governor of the province called on both sides to stop, and nobody has answered.</p>
</article><footer>Read more. Subscribe to our newsletter.</footer></body></html>"""


@pytest.fixture
def write(tmp_path):
    def write(content, name="a.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def problem(write):
    def problem(content, name="a.txt"):
        path = write(content, name)
        with pytest.raises(ReportError) as caught:
            read_article(path)
        return str(caught.value).replace(str(path), name)

    return problem


# Text files


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"  {SENTENCE}\r\n\r\n\tEnd. \n",
        ARABIC,
        "a\u2028b\x85c 🚀",
        "---\nx: 1\n---\n",
    ],
)
def test_the_text_of_a_file_is_left_as_it_is(text, write):
    assert read_article(write(text)).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32"], ids=["utf-8", "utf-16", "utf-32"]
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(encoding, write):
    assert read_article(write(ARABIC.encode(encoding))).text == ARABIC


@pytest.mark.parametrize(
    ("text", "encoding"), [(ARABIC, "windows-1256"), (RUSSIAN, "windows-1251")]
)
def test_an_old_encoding_is_recognised(text, encoding, write):
    assert read_article(write(text.encode(encoding))).text == text


def test_an_article_is_called_after_its_file(write):
    path = write(SENTENCE, "2024-12-01-idlib.txt")
    article = read_article(path)
    assert (article.id, article.path) == ("2024-12-01-idlib", path)


def test_standard_input_is_read_whole(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARABIC.encode())))
    article = read_article("-")
    assert (article.text, article.id, article.path) == (ARABIC, "stdin", None)


def test_a_page_on_standard_input_is_recognised(monkeypatch):
    page = PAGE.format(charset="utf-8").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    assert read_article("-").title == "Shells fall on the market"


# Titles


def test_a_short_first_line_is_the_headline():
    assert Article("Shells fall on Hama\n\nLong story.").headline == "Shells fall on Hama"


def test_of_a_long_first_line_the_first_sentence_is_the_headline():
    text = f"{SENTENCE} {'Then more was said of it. ' * 9}"
    assert Article(text).headline == SENTENCE


def test_a_long_sentence_is_clipped_at_a_word():
    headline = Article("shells " * 100).headline
    assert len(headline) <= 121
    assert headline.endswith("shells…")


def test_a_title_that_is_given_is_the_headline():
    assert Article(SENTENCE, title="Given").headline == "Given"


# Markdown


def test_front_matter_says_what_is_known_and_is_no_text(write):
    text = (
        "---\ntitle: Shells fall\npublished: 2024-12-01\nsource: {publisher: Wire, "
        f"url: https://wire.example/1}}\ncountry: SY\ntags: [a]\n---\n\n# {SENTENCE}\n"
    )
    article = read_article(write(text, "a.md"))
    assert article.text == f"\n# {SENTENCE}\n"
    assert (article.title, article.published) == ("Shells fall", date(2024, 12, 1))
    assert (article.publisher, article.url) == ("Wire", "https://wire.example/1")
    assert article.country == ("SY",)


def test_front_matter_may_name_the_source_alone_and_the_time(write):
    text = f"---\ndate: 2024-12-01T10:30:00Z\nsource: Wire\n---\n{SENTENCE}"
    article = read_article(write(text, "a.md"))
    assert (article.publisher, article.published) == ("Wire", date(2024, 12, 1))


def test_markdown_without_front_matter_is_left_as_it_is(write):
    text = f"# Title\n\n{SENTENCE}\n\n---\n\nEnd.\n"
    assert read_article(write(text, "a.md")).text == text


def test_a_rule_at_the_top_is_no_front_matter(write):
    text = f"---\n{SENTENCE.replace(':', '')}\n---\nMore.\n"
    assert read_article(write(text, "a.md")).text == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("published: soon", "published: 'soon' is not a day: expected a date like"),
        ("published: 2024-13-01", "published: '2024-13-01' is not in the calendar"),
        ("country: [SY, Syria]", "country: 'SYRIA' is not a country code"),
    ],
)
def test_a_problem_of_the_front_matter_is_named_with_its_line(line, expected, problem):
    message = problem(f"---\ntitle: x\n{line}\n---\n{SENTENCE}", "a.md")
    assert message.startswith(f"a.md:3: {expected}")


# Pages


def test_the_article_is_taken_out_of_a_page(write):
    article = read_article(write(PAGE.format(charset="utf-8"), "a.html"))
    assert "Two people were killed" in article.text
    assert "Subscribe" not in article.text
    assert "Sport" not in article.text


def test_a_page_says_who_published_it_when_and_where(write):
    article = read_article(write(PAGE.format(charset="utf-8"), "a.html"))
    assert (article.title, article.publisher) == (
        "Shells fall on the market",
        "The Gazette",
    )
    assert article.published == date(2024, 11, 30)
    assert article.url == "https://gazette.example/shells"


def test_the_charset_that_a_page_declares_is_heeded(write):
    page = PAGE.format(charset="iso-8859-1").encode("latin-1")
    assert "Café Square" in read_article(write(page, "a.htm")).text


def test_a_page_without_an_article_is_refused(problem):
    assert problem("<html><body></body></html>", "a.html") == (
        "a.html: no article is found in the page; save its text as .txt"
    )


# What is refused


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "a.txt: no text in it"),
        (" \n\t\n", "a.txt: no text in it"),
        (b"%PDF-1.7 ...", "a.txt: a PDF, not a text; save its text as .txt in UTF-8"),
        (b"PK\x03\x04...", "a.txt: a Word, OpenDocument or ZIP file, not a text"),
        (b"one\ntwo\0\n", "a.txt:2: a NUL character: a binary file, or UTF-16"),
        (b"one\ntwo\n\x1b[2J", "a.txt:3: a control character (U+001B): not a plain text"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(content, expected, problem):
    assert problem(content).startswith(expected)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ReportError, match=r"none\.txt: cannot be read: No such file"):
        read_article(tmp_path / "none.txt")


def test_a_file_that_is_too_large_is_refused(monkeypatch, problem):
    monkeypatch.setattr("conflictmap.data.articles.MAX_BYTES", 10)
    assert problem("x" * 11).endswith("MB; split it")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_file_is_either_read_or_refused(content, name, write):
    path = write(content, name)
    try:
        assert read_article(path).text.strip()
    except ReportError as err:
        assert str(err).startswith(str(path))  # noqa: PT017


# Days and codes


@pytest.mark.parametrize(
    "written", ["2024-12-01", "2024-12-01T23:59:00+03:00", "2024-12-01 08:00:00Z"]
)
def test_the_day_of_a_time_is_the_one_that_is_written(written):
    assert parse_day(written) == date(2024, 12, 1)


@pytest.mark.parametrize("written", [None, ""])
def test_no_day_is_no_mistake(written):
    assert parse_day(written) is None


def test_codes_may_be_one_or_several_in_any_case():
    assert (parse_codes("sy"), parse_codes(["SY", "lb"])) == (("SY",), ("SY", "LB"))
