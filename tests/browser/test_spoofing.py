"""What strangers wrote stays text: it runs nothing, loads nothing, draws nothing, and passes for no citation."""

import pytest
from browsing import OpenPage, answered, ask
from payloads import MARKUP, SPOOFS
from playwright.sync_api import Locator, Page, expect
from serving import Served

ALLOWED = {"P", "SPAN", "MARK", "BDI", "DIV"}
FACT = "The harbour of Quellstadt holds 6,543 boats."


@pytest.fixture(scope="module")
def trapped(own: Served):  # type: ignore[no-untyped-def]
    """The service with an article for each kind of trap, and one that holds them all around a fact to be cited."""
    articles = [(f"trap-{n}", payload, f"Plain text number {n}.") for n, payload in enumerate(MARKUP + SPOOFS)]
    text = "\n".join([*MARKUP, FACT, *SPOOFS])
    for name, title, content in [*articles, ("traps", "All traps", text)]:
        body = {"id": name, "title": title, "text": content, "language": "en", "publisher": title[:300]}
        assert own.http.post("/v1/documents", json=body).status_code == 201
    yield own
    for name, _, _ in [*articles, ("traps", "", "")]:
        own.http.delete(f"/v1/documents/{name}")


@pytest.fixture
def page(trapped: Served, open_page: OpenPage) -> Page:
    opened = open_page(trapped.url)
    opened.on("dialog", lambda dialog: dialog.dismiss())
    return opened


def holds_only_text(node: Locator) -> None:
    """Nothing ran, and below the node are only the elements that this page writes text with."""
    assert node.page.evaluate("window.pwned") is None
    tags = set(node.evaluate("node => [...node.querySelectorAll('*')].map(one => one.tagName.toUpperCase())"))
    assert tags <= ALLOWED, tags - ALLOWED


def test_there_are_enough_traps() -> None:
    assert len(set(MARKUP + SPOOFS)) >= 60


def test_an_article_is_shown_as_it_was_written(page: Page, trapped: Served) -> None:
    page.goto(f"{trapped.url}/#read=traps")
    text = page.locator("#reader .article")
    expect(text).to_contain_text("window.pwned")
    holds_only_text(text)
    stored = trapped.document("traps")["text"]
    assert "\n".join(text.locator("p").all_text_contents()) == stored
    for character in "\u202e\u2066\u200b\u2060":  # a byte order mark does not survive ingest
        shown = text.locator(f'.control[data-name="U+{ord(character):04X}"]').first
        assert (
            shown.evaluate("node => getComputedStyle(node, '::before').content").strip('"') == f"U+{ord(character):04X}"
        )
        assert shown.evaluate("node => node.textContent") == character
        assert shown.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"


def test_what_an_article_turns_round_turns_nothing_else(page: Page, trapped: Served) -> None:
    page.goto(f"{trapped.url}/#read=traps")
    line = page.locator("#reader .article p").filter(has_text="007,7")
    places = line.evaluate(
        """node => {
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [];
          while (walker.nextNode()) {
            const range = document.createRange(), text = walker.currentNode;
            const at = text.data.indexOf("007,7");
            if (at < 0) continue;
            for (const i of [at, at + 4]) {
              range.setStart(text, i); range.setEnd(text, i + 1);
              found.push(range.getBoundingClientRect().left);
            }
          }
          return found }"""
    )
    assert places[0] < places[1], "the figure reads from left to right, as it is stored"


def test_titles_and_publishers_are_labels(page: Page) -> None:
    page.get_by_role("button", name="Articles").click()
    drawer = page.get_by_role("dialog", name="Articles")
    drawer.get_by_role("searchbox").fill("pwned")
    titles = drawer.locator(".row-title")
    expect(titles.first).to_contain_text("pwned")
    assert len(titles.all()) >= 40
    assert page.evaluate("window.pwned") is None
    assert titles.evaluate_all("nodes => nodes.every(node => node.childElementCount === 0)")
    for title in titles.all_text_contents():
        assert not set(title) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


def test_a_citation_of_such_an_article_is_the_service_s_own(page: Page) -> None:
    turn = answered(page, "How many boats does the harbour of Quellstadt hold?")
    expect(turn.locator(".chip")).to_have_count(1)
    turn.locator(".chip").hover()
    expect(page.locator(".card mark").first).to_be_visible()
    assert "6,543" in "".join(page.locator(".card mark").all_text_contents())
    assert page.evaluate("window.pwned") is None


def test_file_names_are_labels(page: Page) -> None:
    page.get_by_role("button", name="Articles").click()
    drawer = page.get_by_role("dialog", name="Articles")
    names = [payload.replace("/", "∕") + ".exe" for payload in MARKUP + SPOOFS]
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in names]
    drawer.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    news = drawer.locator("[data-part=news]")
    expect(news.locator("li")).to_have_count(len(names))
    assert page.evaluate("window.pwned") is None
    assert set(news.evaluate("node => [...node.querySelectorAll('*')].map(one => one.tagName)")) == {"LI"}
    assert not set(news.text_content() or "") & set("\u202a\u202b\u202c\u202d\u202e")


def test_questions_are_text(page: Page) -> None:
    payloads = MARKUP + SPOOFS
    for start in range(0, len(payloads), 20):
        asked = " ".join(payloads[start : start + 20])
        turn = ask(page, asked)
        expect(turn).not_to_have_attribute("data-state", "searching")
        expect(turn).not_to_have_attribute("data-state", "streaming")
        question = turn.locator(".question")
        holds_only_text(question)
        assert question.text_content() == asked.strip()
    page.reload()
    expect(page.locator(".turn")).not_to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_what_a_model_writes_is_text(page: Page) -> None:
    """The very module that draws answers, given an answer in which everything a model writes is a trap."""
    shown = page.evaluate(
        """async (payloads) => {
          const { renderAnswer, renderPartial } = await import("/page/answer.mjs");
          const card = { attach: (chip) => chip };
          const place = document.createElement("div");
          place.id = "modelled";
          for (const text of payloads) {
            const citation = { number: 1, document_id: "d", document_title: text, publisher: text, language: text,
              cited_text: text, start_char_index: 0, end_char_index: text.length, highlights: [[0, 1]],
              gloss: { text, language: "en" }, translation: { text, language: "en", machine: true }, source_url: text };
            const answer = { id: "a", question: text, text: `${text} [1]`, language: "en", status: "answered",
              claims: [{ text, citations: [1], support: "supported" }], citations: [citation], notices: [text] };
            place.append(...renderPartial(text), ...renderAnswer(answer, { card, announce() {}, openReader() {} }));
            const refused = { ...answer, status: "refused", text, citations: [],
              refusal: { reason: "no_evidence", message: text, closest: [{ ...citation, text }] } };
            place.append(...renderAnswer(refused, { card, announce() {}, openReader() {} }));
          }
          document.body.append(place);
          await new Promise((resolve) => setTimeout(resolve, 200));
          return [...new Set([...place.querySelectorAll("*")].map((one) => one.tagName.toUpperCase()))];
        }""",
        MARKUP + SPOOFS,
    )
    assert page.evaluate("window.pwned") is None
    own = {"P", "SPAN", "BDI", "BUTTON", "UL", "LI", "DIV", "SVG", "PATH", "SECTION", "H3", "OL"}
    assert set(shown) <= own, set(shown) - own
    assert page.locator("#modelled a").count() == 0


def test_the_page_runs_and_loads_nothing_that_is_not_its_own(trapped: Served) -> None:
    policy = trapped.http.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
