import pytest

from vectorstore.kin import kin, pairs, write


def test_the_table_is_what_the_lexicon_makes(tmp_path) -> None:
    from vectorstore import kin as module

    write(tmp_path / "kin.tsv")
    shipped = module.files("vectorstore") / "lexicon" / "kin.tsv"
    assert (tmp_path / "kin.tsv").read_text("utf-8") == shipped.read_text("utf-8"), "run `python -m vectorstore.kin`"


def test_kin_is_mutual_and_never_oneself() -> None:
    found = pairs()
    assert found
    for one, other, share in found:
        assert one != other
        assert kin(one)[other] == kin(other)[one] >= share
        assert 0 < share <= 1


def test_words_that_share_forms_are_kin() -> None:
    assert "test" in kin("examin")
    assert kin("no such stem") == {}


def test_what_is_written_down_as_related_is_kin_both_ways() -> None:
    assert kin("belong")["includ"] == kin("includ")["belong"] > kin("belong")["join"] > 0


@pytest.mark.parametrize(
    ("people", "country"), [("slovak", "slovakia"), ("ugandan", "uganda"), ("catalan", "catalonia")]
)
def test_what_is_of_a_country_stands_for_it(people: str, country: str) -> None:
    assert kin(people)[country] >= 0.25
