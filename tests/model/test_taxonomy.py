"""The table of arXiv's archives and categories agrees with itself and with what arXiv says of it."""

from bot.model import taxonomy


def test_every_category_is_of_an_archive_that_still_takes_papers():
    ended = {"cmp-lg", "alg-geom", "q-alg", "supr-con"}
    archives = {category.split(".")[0] for category in taxonomy.CATEGORIES}
    assert archives <= taxonomy.ARCHIVES - ended
    assert len(archives) == 20


def test_arxiv_counts_155_categories():
    assert len(taxonomy.CATEGORIES) == 155


def test_an_archive_is_a_category_exactly_if_it_has_no_subdivision():
    divided = {category.split(".")[0] for category in taxonomy.CATEGORIES if "." in category}
    whole = {category for category in taxonomy.CATEGORIES if "." not in category}
    assert not divided & whole
    assert whole <= taxonomy.ARCHIVES


def test_names_are_readable():
    names = [*taxonomy.CATEGORIES.values(), *taxonomy.ARCHIVE_NAMES.values()]
    assert all(name == name.strip() and name[0].isupper() for name in names)
