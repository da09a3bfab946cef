"""What a sentence alone decides is worked out once a sentence."""

from qa.views import SentenceView, once_a_view
from vectorstore.document import Document, Span


def view(text: str) -> SentenceView:
    document = Document("a", text, "title", "en", "sha256:0", (Span(0, len(text)),))
    return SentenceView(document, document.sentences[0], 0)


def test_work_is_done_once_a_sentence_and_once_for_other_arguments() -> None:
    done: list[tuple[str, int]] = []

    @once_a_view
    def word_at(sentence: SentenceView, at: int) -> str:
        done.append((sentence.text, at))
        return sentence.tokens[at].key

    one, other = view("Seven boats sank."), view("Nine boats came home.")
    assert [word_at(one, 0), word_at(one, 0), word_at(one, 1), word_at(other, 0)] == ["seven", "seven", "boats", "nine"]
    assert done == [(one.text, 0), (one.text, 1), (other.text, 0)]
    assert word_at.__name__ == "word_at"
