import pytest

from extractors.entities import actors
from models.vocabulary import Sector
from tests.passages import found_in, names_of, page_of


def kinds_in(*texts, language="en"):
    found = found_in(actors, page_of(*texts, language=language))
    return [actor.name for actor in found if not actor.named]


OWNERS = [
    ("The mill board's answer was no.", []),
    ("The forest ministry's grant came late.", ["forest ministry"]),
    ("They moved into the university's incubator.", ["university", "incubator"]),
    ("A housing company's cellar was dry.", ["housing company"]),
    ("Each bakery’s oven was measured.", ["bakery"]),
    ("The building society's loan helped.", ["building society"]),
    ("The town council's library opened late.", ["town council", "library"]),
    ("An insurer's letter came.", ["insurer"]),
    ("The women's day was fine.", []),
    ("The farmers' market was full.", []),
]


@pytest.mark.parametrize(("sentence", "names"), OWNERS)
def test_what_owns_something_is_a_body(sentence, names):
    assert kinds_in(sentence) == names


BUILDINGS = [
    ("en", "They met in the church.", []),
    ("en", "A vote was held at the leisure centre.", []),
    ("en", "A bench stands outside a bakery.", []),
    ("en", "The church lent its hall.", ["church"]),
    ("en", "They dance in a former soap factory.", []),
    ("en", "An empty laundry was found.", []),
    ("en", "She is a member of parliament.", []),
    ("fr", "On se retrouve dans la bibliothèque.", []),
    ("fr", "L'atelier occupe une ancienne scierie.", []),
    ("fr", "La bibliothèque prête des graines.", ["bibliothèque"]),
    ("de", "Alle trafen sich in der Bücherei.", []),
    ("de", "Die ehemalige Brauerei steht leer.", []),
    ("de", "Dort stehen neue Bänke.", []),
    ("es", "Se reunieron en la biblioteca.", []),
    ("es", "Ocupa la antigua fábrica.", []),
]


@pytest.mark.parametrize(("language", "sentence", "names"), BUILDINGS)
def test_a_building_in_which_something_is_or_that_is_left_is_no_body(language, sentence, names):
    assert kinds_in(sentence, language=language) == names


def test_what_is_but_a_building_once_stays_one():
    assert kinds_in("An empty laundry was found.", "The laundry has a new roof.") == []


TRADES = [
    ("en", "Farmers lent their barns.", ["Farmers"]),
    ("en", "Forest owners signed as well.", ["Forest owners"]),
    ("en", "Two sole traders joined.", ["sole traders"]),
    ("en", "A farmer from the hill spoke.", []),
    ("en", "The fruit growers agreed.", ["fruit growers"]),
    ("fr", "Les agriculteurs ont échangé des parcelles.", ["agriculteurs"]),
    ("fr", "Trois paysagistes y participent.", ["paysagistes"]),
    ("de", "Zwölf Landwirte liefern Milch.", ["Landwirte"]),
    ("es", "Los ganaderos venden su cordero.", ["ganaderos"]),
    ("es", "Un agricultor habló.", []),
]


@pytest.mark.parametrize(("language", "sentence", "names"), TRADES)
def test_people_of_a_trade_are_their_businesses_in_the_plural(language, sentence, names):
    assert kinds_in(sentence, language=language) == names


TEAMS = [
    ("en", "The outreach team visited us.", ["outreach team"]),
    ("en", "The team was tired.", []),
    ("en", "Our booking team called everyone.", ["booking team"]),
    ("en", "Small teams of eight were formed.", []),
    ("en", "The editorial team checked it.", []),
    ("fr", "L'équipe mobile passe le jeudi.", ["équipe mobile"]),
    ("fr", "L'équipe est contente.", []),
    ("es", "El equipo técnico lo revisó.", ["equipo técnico"]),
    ("es", "El equipo volvió.", []),
    ("de", "Das Team war müde.", []),
]


@pytest.mark.parametrize(("language", "sentence", "names"), TEAMS)
def test_a_team_counts_where_a_word_says_which(language, sentence, names):
    assert kinds_in(sentence, language=language) == names


SAID_BESIDE = [
    "A co-operative of carers, Larch Care Ltd, won it.",
    "A company in Northwick, Larch Care Ltd, makes them.",
    "The regional laundry service, Larch Care Ltd, will wash.",
    "Our insurer, Larch Care Ltd, was asked.",
    "Larch Care Ltd, a co-operative of carers, won it.",
    "Larch Care Ltd (the operator) agreed.",
    "It went to a consumers' cooperative, Larch Care Ltd.",
    "The fiber co-op, Larch Care Ltd, was fighting.",
    "A patients' association, Larch Care Ltd, had warned us.",
    "The national cork association, Larch Care Ltd, opens its stand.",
]


@pytest.mark.parametrize("sentence", SAID_BESIDE)
def test_what_is_said_beside_a_name_is_that_name(sentence):
    (actor,) = found_in(actors, page_of(sentence))
    assert (actor.name, actor.named) == ("Larch Care Ltd", True)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The bakery, Larch Care Ltd and others came.", ["bakery"]),
        ("We asked shipyards, Larch Care Ltd.", ["shipyards"]),
        ("The rooms belong to Larch Care Ltd, the hospital has none.", ["hospital"]),
    ],
)
def test_in_a_list_or_another_clause_a_kind_stands_for_itself(sentence, names):
    assert kinds_in(sentence) == names


BACK = [
    ("en", "Larch City Council paid.", "The council was glad.", "Larch City Council"),
    ("en", "The University of Tilburg helped.", "The university lent rooms.", "University of Tilburg"),
    ("en", "They asked the Royal Larch Botanical Gardens.", "The botanical gardens agreed.", None),
    ("fr", "L'Association Mélèze Bleu est née.", "L'association compte dix membres.", "Association Mélèze Bleu"),
    ("de", "Die Hochschule Lärchingen half.", "Die Hochschule maß alles.", "Hochschule Lärchingen"),
    ("es", "La Diputación Provincial de Teruel pagó.", "La diputación estaba contenta.", None),
]


@pytest.mark.parametrize(("language", "first", "second", "name"), BACK)
def test_a_noun_with_its_article_points_back_to_the_name_that_bears_it(language, first, second, name):
    (actor,) = found_in(actors, page_of(first, second, language=language))
    assert actor.named
    assert name is None or actor.name == name


def test_a_noun_points_to_the_name_before_it_not_to_one_far_off():
    found = found_in(actors, page_of("Larch City Council paid.", "Oxley County Council came.", "The council left."))
    assert [actor.names for actor in found] == [("Larch City Council",), ("Oxley County Council", "council")]


def test_a_plural_points_to_no_name():
    assert kinds_in("Larch City Council paid.", "The councils were glad.") == ["councils"]


NAMED_BY_A_NAME = [
    ("en", "They share a desk at the Larchwick library.", "Larchwick library", Sector.KNOWLEDGE),
    ("en", "Whatever is left goes to the Larchwick recycling centre.", "Larchwick recycling centre", None),
    ("fr", "Elle travaille à l'hôpital Mélèzeau.", "hôpital Mélèzeau", None),
]


@pytest.mark.parametrize(("language", "sentence", "name", "sector"), NAMED_BY_A_NAME)
def test_a_name_beside_the_noun_makes_it_the_one(language, sentence, name, sector):
    (actor,) = (each for each in found_in(actors, page_of(sentence, language=language)) if each.named)
    assert actor.name == name
    assert sector in (None, actor.sector)


NOT_YET = [
    ("They want to build businesses here.", []),
    ("It helps to establish new companies.", []),
    ("They run their own small workshops.", ["small workshops"]),
    ("Image processing libraries were used.", []),
]


@pytest.mark.parametrize(("sentence", "names"), NOT_YET)
def test_what_is_to_come_and_what_means_another_thing_is_no_body(sentence, names):
    assert kinds_in(sentence) == names


def test_a_share_is_no_part_of_a_name():
    assert names_of(found_in(actors, page_of("La Région Bretagne 20 %, le reste suit.", language="fr"))) == [
        "Région Bretagne"
    ]
