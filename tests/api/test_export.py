"""An exported conversation: every citation held against the article as it is now, article text without effect."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from problems import assert_problem
from serving import Served

from api.export import as_markdown, escaped
from api.state.conversations import Conversation, KeptTurn

TEXT = "The district of Aldra has 42 mills. Its *oldest* <b>mill</b> is [red](http://x.example)."
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})


@pytest.fixture
def mills(service: Served) -> Served:
    put(service, "aldra", TEXT)
    return service


def put(served: Served, name: str, text: str, **more: str) -> None:
    body = {"id": name, "text": text, "source_url": "https://aldra.example/(mills)?a=1&b=<2>", **more}
    body["source_url"] = body["source_url"].replace("<2>", "2")
    assert served.http.post("/v1/documents", json=body).status_code in (200, 201)


def exported(served: Served, conversation_id: str) -> list[dict]:
    reply = served.http.get(f"/v1/conversations/{conversation_id}/export", params={"format": "json"})
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/json"
    return [citation for turn in reply.json()["turns"] for citation in turn["answer"]["citations"]]


class TestVerification:
    def test_an_article_that_stayed_as_it_was(self, mills: Served) -> None:
        answer = mills.ask("how many mills in Aldra?")
        (citation,) = exported(mills, answer["conversation_id"])
        assert citation == {**answer["citations"][0], "verified": True, "status": "unchanged"}

    @pytest.mark.parametrize(
        ("text", "title"),
        [("The district of Aldra has 43 mills.", "Mills"), (TEXT, "Another title"), ("Once: " + TEXT, "Mills")],
        ids=["another figure", "the text alone is the same", "moved"],
    )
    def test_an_article_that_changed(self, mills: Served, text: str, title: str) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]
        put(mills, "aldra", text, title=title)
        (citation,) = exported(mills, conversation)
        assert (citation["verified"], citation["status"]) == (False, "changed")

    def test_an_article_that_is_gone_and_comes_back(self, mills: Served) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]
        assert mills.http.delete("/v1/documents/aldra").status_code == 204
        (citation,) = exported(mills, conversation)
        assert (citation["verified"], citation["status"]) == (False, "gone")
        markdown = mills.http.get(f"/v1/conversations/{conversation}/export").text
        assert "**not verified: the article is no longer stored**" in markdown
        put(mills, "aldra", TEXT)
        (citation,) = exported(mills, conversation)
        assert (citation["verified"], citation["status"]) == (True, "unchanged")

    def test_the_same_version_is_not_enough(self, mills: Served) -> None:
        """Were an offset ever kept wrongly, the text itself would tell."""
        answer = mills.ask("how many mills in Aldra?")
        citation = {**answer["citations"][0], "start_char_index": 1}
        kept = mills.state.conversations.keep({**answer, "id": "moved", "citations": [citation]}, None, None)
        (citation,) = exported(mills, kept["conversation_id"])
        assert (citation["verified"], citation["status"]) == (False, "changed")


class TestFiles:
    def test_markdown(self, mills: Served) -> None:
        answer = mills.ask("how many mills in Aldra?")
        conversation = answer["conversation_id"]
        mills.http.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "up", "comment": "so *good*"})
        mills.ask("which element melts last?", conversation_id=conversation)
        reply = mills.http.get(f"/v1/conversations/{conversation}/export")
        assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
        assert reply.headers["content-disposition"].startswith('attachment; filename="how-many-mills-in-Aldra.md"')
        html = MARKDOWN.render(reply.text)
        assert "<h1>how many mills in Aldra?</h1>" in html
        assert "<h2>which element melts last?</h2>" in html
        assert '<a href="https://aldra.example/(mills)?a=1&amp;b=2">' in html
        assert "<blockquote>\n<p>The district of Aldra has 42 mills.</p>" in html
        assert f"characters 0 to {len('The district of Aldra has 42 mills.')}" in html
        assert "verified: the sentence stands there" in html
        assert "Rated up: so *good*" in html
        assert "[1]" in html
        assert html.count("<ol>") == html.count("<a ") == 1

    def test_json(self, mills: Served) -> None:
        conversation = mills.ask("कितनी mills in Aldra?")["conversation_id"]
        reply = mills.http.get(f"/v1/conversations/{conversation}/export?format=json")
        header = reply.headers["content-disposition"]
        assert header.startswith('attachment; filename="mills-in-Aldra.json"; ')
        assert header.endswith("filename*=UTF-8''%E0%A4%95%E0%A4%BF%E0%A4%A4%E0%A4%A8%E0%A5%80-mills-in-Aldra.json")
        file = reply.json()
        whole = mills.http.get(f"/v1/conversations/{conversation}").json()
        assert {name: file[name] for name in ("id", "title", "created", "updated", "questions")} == {
            name: value for name, value in whole.items() if name != "turns"
        }
        assert file["exported"] > file["created"]

    def test_another_format_is_refused(self, mills: Served) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]
        assert_problem(mills.http.get(f"/v1/conversations/{conversation}/export?format=pdf"), 422, "format")


def rendered(markdown: str) -> tuple[set[str], str]:
    """Return the kinds of what a page of Markdown shows, and the plain text of it."""
    kinds, text = set(), []
    for block in MARKDOWN.parse(markdown):
        kinds.add(block.type)
        for piece in block.children or ():
            kinds.add(piece.type)
            text.append({"softbreak": "\n"}.get(piece.type, piece.content))
    return kinds, "".join(text)


ACTIVE = st.text(alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~&=:;\"'/ \n\t1a০é😀"), max_size=40)


class TestEscaping:
    @given(text=ACTIVE | st.text(max_size=60))
    @example(text="1. one")
    @example(text="1) one")
    @example(text="- one")
    @example(text="+ one")
    @example(text="a\n===")
    @example(text="a\n---")
    @example(text="# a")
    @example(text="<script>alert(1)</script>")
    @example(text="&lt;b&gt; &#x41;")
    @example(text="![a](javascript:alert(1))")
    @example(text="[a]: http://x.example\n[a]")
    @example(text="a | b\n--- | ---")
    @example(text="~~a~~ **b** `c` \\")
    @example(text="https://x.example www.x.example")
    def test_what_is_escaped_reads_as_it_was_and_does_nothing(self, text: str) -> None:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        plain = "\n".join(line for line in lines if line and "\0" not in line)
        kinds, shown = rendered(escaped(plain))
        assert kinds <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special", "softbreak"}
        assert shown == plain

    @given(text=ACTIVE)
    def test_a_quotation_stays_one(self, text: str) -> None:
        """Whatever an article holds, an export has its own headings, one source and one quotation, and nothing else."""
        citation = {
            "number": 1, "document_id": "a", "document_title": text, "source_url": "https://x.example/" + text.strip(),
            "publisher": text, "published": None, "language": "en", "cited_text": "a" + text, "start_char_index": 0,
            "end_char_index": 9, "gloss": {"text": text, "language": "en"}, "translation": None, "status": "gone",
        }  # fmt: skip
        answer = {"text": text, "citations": [citation]}
        page = as_markdown(Conversation("c", text, "2026", "2026", 1), [KeptTurn(text, answer, "2026", None)])
        kinds = [block.type for block in MARKDOWN.parse(page)]
        for kind, times in {
            "heading_open": 2,
            "ordered_list_open": 1,
            "list_item_open": 1,
            "blockquote_open": 1,
        }.items():
            assert kinds.count(kind) == times
        assert not {"bullet_list_open", "code_block", "fence", "hr", "html_block", "table_open"} & set(kinds)
        inline = {piece.type for block in MARKDOWN.parse(page) for piece in block.children or ()}
        assert not {"html_inline", "image", "code_inline", "em_open", "s_open"} & inline
