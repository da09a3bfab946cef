import unicodedata
from pathlib import Path

import pytest

from vectorstore.errors import BadDocument
from vectorstore.folder import Article, find_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.txt", "README.md", "sub/readme.txt", ".hidden.txt", ".git/d.txt", "e.odt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("It rained.", "utf-8")
    return tmp_path


def ids(articles: list[Article]) -> list[str]:
    return [article.id for article in articles]


def test_a_folder_gives_its_articles_in_order_of_their_path(folder: Path) -> None:
    articles, refused = find_articles([folder])
    assert ids(articles) == ["a", "b", "sub/c"]
    assert refused == []


def test_an_article_is_read_with_its_folder_as_origin(folder: Path) -> None:
    source = find_articles([folder])[0][2].load()
    assert (source.id, source.text, source.origin) == ("sub/c", "It rained.", str(folder.resolve()))


def test_a_file_is_taken_by_name_whatever_its_name_is(folder: Path) -> None:
    articles, refused = find_articles([folder / "README.md", folder / "sub" / "c.txt"])
    assert ids(articles) == ["README", "c"]
    assert refused == []


def test_a_file_named_by_hand_is_refused_only_when_it_is_read(folder: Path) -> None:
    articles, _ = find_articles([folder / "e.odt"])
    with pytest.raises(BadDocument, match=r"^e\.odt: "):
        articles[0].load()


def test_what_is_missing_is_refused_by_name(tmp_path: Path) -> None:
    articles, refused = find_articles([tmp_path / "gone"])
    assert articles == []
    assert [str(error) for error in refused] == [f"{tmp_path / 'gone'}: there is no such file or folder."]


def test_two_files_with_one_id_are_both_refused_by_name(folder: Path) -> None:
    (folder / "b.md").write_text("It snowed.", "utf-8")
    articles, refused = find_articles([folder])
    assert ids(articles) == ["a", "sub/c"]
    (error,) = refused
    assert "b.md and " in str(error)
    assert "b.txt would have the same id 'b'" in str(error)


def test_two_spellings_of_one_name_are_one_id(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "Lạng Sơn.txt")).write_text("It rained.", "utf-8")
    articles, refused = find_articles([tmp_path])
    assert (articles, len(refused)) == ([], 1)


def test_a_folder_named_twice_is_taken_once(folder: Path) -> None:
    articles, refused = find_articles([folder, folder / "b.txt", folder])
    assert ids(articles) == ["a", "b", "sub/c"]
    assert refused == []


def test_two_folders_with_a_name_in_common_are_refused_for_that_name(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "sub"
    (other / "b.txt").write_text("It snowed.", "utf-8")
    articles, refused = find_articles([folder, other])
    assert "b" not in ids(articles)
    assert len(refused) == 1


def test_an_empty_folder_has_no_article(tmp_path: Path) -> None:
    assert find_articles([tmp_path]) == ([], [])
