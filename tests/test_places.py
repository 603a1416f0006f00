import pytest

from extractors.entities import places
from extractors.entities.places.addresses import address_parts
from extractors.vocabulary.gazetteer import known_place, town_countries
from models.outline import Role
from tests.passages import found_in, names_of, page_of, with_names


def places_in(*texts, **place):
    return found_in(places, page_of(*texts, **place))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It began in the city of Ghent.", ["city of Ghent"]),
        ("Floods hit the Otter valley in spring.", ["Otter valley"]),
        ("They walked along the river Wharfe.", ["river Wharfe"]),
        ("The Lower Otter Bay was dredged.", ["Lower Otter Bay"]),
        ("Offices in Nantes, Leipzig and Poznań opened.", ["Nantes", "Leipzig", "Poznań"]),
        ("It covers the Leipzig region.", ["Leipzig region"]),
        ("It was tried in New Mexico and in Central America.", ["New Mexico", "Central America"]),
        ("In the U.S. and in the UK it is used.", ["U.S.", "UK"]),
        ("French and German firms met.", []),
        ("The Paris Agreement was a turn.", []),
        ("The Biotope Area counts, and so does the IT department.", []),
        ("Ask us, or come to the World of Tomorrow.", []),
    ],
)
def test_places_are_known_or_told_by_a_noun(sentence, names):
    assert sorted(names_of(places_in(sentence))) == sorted(names)


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (("Work in the city of Ghent began.", "Ghent paid."), ("city of Ghent", "Ghent")),
        (("The Vistula River rose.", "Below the Vistula it was dry."), ("Vistula River", "Vistula")),
        (
            ("It is used in the United States.", "In the U.S. it is new.", "The US paid."),
            ("United States", "U.S.", "US"),
        ),
    ],
)
def test_names_of_one_place_are_joined(texts, names):
    (place,) = places_in(*texts)
    assert place.names == names


def test_a_town_is_not_its_region():
    assert names_of(places_in("It is in Leipzig.", "It is in the Leipzig region.")) == ["Leipzig", "Leipzig region"]


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("It is in Nantes.",), "FR"),
        (("The town of Cambridge in the United States agreed.",), "US"),
        (("The town of Cambridge in the United Kingdom agreed.",), "GB"),
        (("They met by the river Wharfe.",), None),
    ],
)
def test_the_page_tells_the_country(texts, country):
    assert places_in(*texts)[0].country == country


def test_french_pages_name_countries_in_french():
    assert [(each.name, each.country) for each in places_in("Il est connu en Allemagne.", language="fr")] == [
        ("Allemagne", "DE")
    ]


def test_an_unknown_name_is_a_place_where_the_model_and_the_words_before_say_so():
    page = with_names(page_of("They met in Zarnholt.", "A Quibberly chart hung there."), "GPE", "Zarnholt", "Quibberly")
    assert names_of(found_in(places, page)) == ["Zarnholt"]


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Clinics in Leipzig, Zarnholt and Quibberly took part.", ["Leipzig", "Zarnholt", "Quibberly"]),
        ("en", "They met in Python, Excel and English.", []),
        ("en", "It covers District 9 and the 49th Ward.", ["District 9", "49th Ward"]),
        ("en", "It ran in the Basque Country and at Berlin city centre.", ["Basque Country", "Berlin city centre"]),
        ("en", "The relighting of Zarn Park Terrace was paid.", ["Zarn Park Terrace"]),
        ("de", "Das Projekt lief in Niebüll und im Landkreis Zarnholt.", ["Niebüll", "Landkreis Zarnholt"]),
        ("de", "Im Gewerbegebiet Bremen-Zarnholt und in Südostbayern.", ["Bremen-Zarnholt", "Südostbayern"]),
        ("de", "In Zusammenarbeit mit Schulen, in Form von Kursen.", []),
        ("es", "Se hizo en los barrios de Zarnal y Quibera.", ["Zarnal", "Quibera"]),
        ("fr", "Le projet a été mené à Die.", ["Die"]),
        ("fr", "Les communes de Zarnac et Quibernac ont payé.", ["Zarnac", "Quibernac"]),
        ("fr", "Le CHU de Lille et IMT Nord Europe ont payé.", []),
    ],
)
def test_company_tells_places_that_no_gazetteer_has(language, sentence, names):
    assert sorted(names_of(places_in(sentence, language=language))) == sorted(names)


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("Country / region", "Austria, Zarnholt", ["Austria", "Zarnholt"]),
        ("region", "hauts-de-france", ["hauts-de-france"]),
        ("Where", "Zarnholt and Quibberly, Cork", ["Zarnholt", "Quibberly", "Cork"]),
        ("Theme", "Zarnholt", []),
    ],
)
def test_a_field_for_places_holds_places(question, text, names):
    assert sorted(names_of(places_in(text, role=Role.FIELD, question=question))) == sorted(names)


def test_a_place_in_the_title_counts():
    assert names_of(places_in("Green roofs in Ghent", title="Green roofs in Ghent", role=Role.TITLE)) == ["Ghent"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ada Lark\nLarch Agency\nAlte Gasse 12a\n10115 Berlin", ["Alte Gasse 12a", "Berlin"]),
        ("Box 12\nTel. 4711\n1011 AB Amsterdam", ["Amsterdam"]),
        ("12 Mill Lane, Otterton", ["12 Mill Lane"]),
        ("3, rue des Écoles, 44000 Nantes", ["3, rue des Écoles", "Nantes"]),
        ("ul. Nowa 3, 00-001 Warszawa", ["ul. Nowa 3", "Warszawa"]),
    ],
)
def test_addresses_give_streets_and_towns(text, parts):
    found = sorted(address_parts(text, "de", is_contact=True), key=lambda part: part.start)
    assert [text[part.start : part.end] for part in found] == parts


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("fr", "Au 83 rue de Zarn, on vote.", ["83 rue de Zarn"]),
        ("de", "Der Laden im Larchenweg 12a ist offen.", ["Larchenweg 12a"]),
        ("es", "La sede, Calle Zarnal 3, y la Carrera 76 # 18A-19.", ["Calle Zarnal 3", "Carrera 76 # 18A-19"]),
        ("en", "The agency, Zarna 1, Tartu, answers.", ["Zarna 1"]),
        ("en", "In 2019 Green Square had 3 via points and 2 route options.", []),
    ],
)
def test_streets_stand_in_running_text_too(language, text, parts):
    found = sorted(address_parts(text, language, is_contact=False), key=lambda part: part.start)
    assert [text[part.start : part.end] for part in found] == parts


def test_another_name_in_brackets_is_the_same_place():
    (place,) = places_in("It ran in Carinthia (Kärnten).")
    assert place.names == ("Carinthia", "Kärnten")


@pytest.mark.parametrize(
    ("folded", "sort", "country"),
    [
        ("koln", "city", "DE"),
        ("royaume uni", "country", "GB"),
        ("texas", "region", "US"),
        ("rhine", "world", None),
        ("steiermark", "region", "AT"),
        ("munchen", "region", "DE"),
    ],
)
def test_the_gazetteer_knows(folded, sort, country):
    place = known_place(folded)
    assert place is not None
    assert (place.sort, next(iter(place.countries), None)) == (sort, country)


def test_the_gazetteer_knows_no_common_words():
    assert known_place("committee") is None


@pytest.mark.parametrize(("folded", "countries"), [("niebull", ("DE",)), ("guisseny", ("FR",)), ("committee", ())])
def test_the_gazetteer_has_towns_by_country(folded, countries):
    assert town_countries(folded) == countries


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "It began in County Mayo.", ["County Mayo"]),
        ("en", "Porters work in Kumasi's Central Market.", ["Kumasi", "Central Market"]),
        ("en", "The shed is full until Christmas.", []),
        ("en", "It began in Belfast. Kirkcaldy followed in August.", ["Belfast", "Kirkcaldy"]),
        ("fr", "Dans la plaine de l'Orbe, on plante.", ["plaine de l'Orbe"]),
        ("fr", "La place de la Libération reste allumée.", ["place de la Libération"]),
        ("fr", "Le fleuve Maroni monte.", ["fleuve Maroni"]),
        ("fr", "La mise en place de la Navette a coûté.", []),
        ("fr", "On navigue sur l'océan Indien.", []),
    ],
)
def test_nouns_before_a_name_and_the_country_of_the_page_tell_places(language, text, names):
    assert sorted(names_of(places_in(text, language=language))) == sorted(names)


@pytest.mark.parametrize(
    ("text", "label", "name", "count"),
    [
        ("It lies in Zarna Ward now.", "GPE", "Zarna Ward", 1),
        ("Energy of the county (TE38) paid.", "LOC", "TE38", 0),
        ("They met Ocean Alive, Setúbal.", "ORG", "Ocean Alive", 0),
    ],
)
def test_the_model_is_heard_on_whole_names_and_doubted_on_short_forms(text, label, name, count):
    assert len(found_in(places, with_names(page_of(text), label, name))) == count


def test_a_street_is_not_the_town_of_its_name():
    found = places_in("The shop on Leeds Road closed.", "It moved to Leeds.")
    assert sorted(names_of(found)) == ["Leeds", "Leeds Road"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Es läuft in den Kantonen Uri, Glarus und Graubünden.", ["Uri", "Glarus", "Graubünden"]),
        ("de", "Auf Pellworm wohnen sie, und auf Hallig Zarn.", ["Pellworm", "Hallig Zarn"]),
        ("de", "Zwei Gemeinden einen Antrag, Telefon und Fax.", []),
        ("es", "Perdimos la cosecha en Zarnbahua por la helada.", ["Zarnbahua"]),
        ("es", "Cobertura: cantones Pujilí, Sigchos y Salcedo.", ["Pujilí", "Sigchos", "Salcedo"]),
        ("es", "Zaragoza empezó antes. Bonificación en el IBI.", ["Zaragoza"]),
        ("fr", "Le bal a rempli la place Bernard-Zarn, 1 900 personnes selon la police.", ["place Bernard-Zarn"]),
    ],
)
def test_where_no_model_reads_a_language_lists_and_prepositions_tell(language, text, names):
    assert names_of(found_in(places, page_of(text, language=language))) == names
