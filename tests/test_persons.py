import pytest

from extractors.entities import persons
from models.outline import Role
from tests.passages import found_in, names_of, page_of, with_names


def persons_in(*texts, **place):
    return found_in(persons, page_of(*texts, **place))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please contact Ada Lark via ada.lark@example.org.", "Ada Lark"),
        ("Zofia Wrzos\nLarch Agency\nE-mail: zwrzos@example.org", "Zofia Wrzos"),
        ("We thank Dr. Quentin Wold for it.", "Quentin Wold"),
        ("She spoke with Mme Solveig Tarn.", "Solveig Tarn"),
        ("My name is Ximo Batlle and I count birds.", "Ximo Batlle"),
        ("Margaret Oxley, director of the agency, agreed.", "Margaret Oxley"),
        ("It was begun by Jan van der Velde.", "Jan van der Velde"),
    ],
)
def test_a_person_is_told_by_what_stands_beside(text, name):
    (person,) = persons_in(text, section="contact")
    assert person.name == name


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("de", "Rückfragen an Frau Dr. Heike Zarn, Leiterin des Amtes.", "Heike Zarn", "Leiterin"),
        ("de", "Herr Jens Zarn-Holt, Bürgermeister, sprach.", "Jens Zarn-Holt", "Bürgermeister"),
        ("es", "Lo resume Marta Zarn Ibarra, coordinadora de la sede.", "Marta Zarn Ibarra", "coordinadora"),
        ("fr", "Avec Mme ZARN Marie, directrice du musée.", "ZARN Marie", "directrice"),
        ("en", "The project manager Ximo Batlle agreed.", "Ximo Batlle", "project manager"),
        ("en", "We thank Ms A. Zarn for it.", "A. Zarn", "Ms"),
        ("en", "The guild hosts a coordinator, Kvel Zarn.", "Kvel Zarn", "coordinator"),
        ("es", "Coordinación general: Yola Zarnarrosa.", "Yola Zarnarrosa", None),
    ],
)
def test_role_and_title_tell_a_person_in_four_languages(language, text, name, role):
    (person,) = persons_in(text, language=language)
    assert (person.name, person.role) == (name, role)


def test_a_role_of_a_body_names_no_one():
    assert not persons_in("Obmann der Dorfmolkerei Zarnau ist er seit Mai.", language="de")


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("Trial lead", "Ximo Batlle-Zarn and Quirin Wold", ["Ximo Batlle-Zarn", "Quirin Wold"]),
        ("Project leader", "Ximo Batlle (902-555-0142)", ["Ximo Batlle"]),
        ("Programme", "Quirin Wold", []),
    ],
)
def test_a_label_that_ends_in_a_role_asks_for_persons(question, text, names):
    assert names_of(persons_in(text, role=Role.ANSWER, question=question)) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Le lycée Martin Zarn de Bellac et la rue Martin Zarn."), ("en", "A label called Tepe Zarn met Ora Tepe.")],
)
def test_the_models_word_alone_makes_no_person(language, text):
    page = with_names(page_of(text, language=language), "PERSON", "Martin Zarn", "Tepe Zarn")
    assert names_of(found_in(persons, page)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Jane Lark Centre opened.",
        "They met in San Sebastián and Santa Fe.",
        "Harbour Street and Otter Valley were closed.",
        "Green Roofs grow. The Water Plan works.",
        "Charles University helped.",
    ],
)
def test_places_bodies_and_things_are_no_persons(text):
    page = page_of(text)
    assert found_in(persons, page) == ()


def test_the_models_persons_are_checked():
    page = with_names(
        page_of("We asked Wangari Tarn about the R Markdown file."), "PERSON", "Wangari Tarn", "R Markdown"
    )
    assert names_of(found_in(persons, page)) == ["Wangari Tarn"]


def test_a_field_for_authors_names_persons():
    assert names_of(persons_in("Ximo Batlle", role=Role.FIELD, question="author")) == ["Ximo Batlle"]


def test_one_person_has_many_forms():
    (person,) = persons_in("Dr. Margaret Oxley began.", "Margaret Oxley went on.", "Later Oxley wrote it down.")
    assert person.names == ("Margaret Oxley", "Oxley")
    assert person.role == "Dr"


def test_a_misspelt_given_name_is_the_same_person():
    (person,) = persons_in("Contact Stephan Tarn.", "By Stefan Tarn.")
    assert person.names == ("Stephan Tarn", "Stefan Tarn")


def test_two_of_one_surname_are_two():
    assert names_of(persons_in("Contact Margaret Oxley.", "By Peter Oxley.")) == ["Margaret Oxley", "Peter Oxley"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Najib Zarn-Holt, care laboratory. najib@kiln.example", ["Najib Zarn-Holt"]),
        ("de", "Heiko Zarn, Zentrale Töpferei, Tel. 0541 501 9907", ["Heiko Zarn"]),
        ("es", "Rocío Zarn Ibarra · horno [arroba] taller [punto] es", ["Rocío Zarn Ibarra"]),
        ("en", "Ada Zarn, co-ordinator of looms\nkiln (at) example.org", ["Ada Zarn"]),
        ("de", "Karte zum Herunterladen: www.kiln.example", []),
        ("fr", "Les Semeurs de l'Arve, semeurs.arve@kiln.fr", []),
    ],
)
def test_who_begins_a_line_with_an_address_is_a_person(language, text, names):
    assert names_of(persons_in(text, language=language)) == names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Come on Wednesday, or ring Aatuk Zarn on the house telephone.", 1),
        ("They asked a plumber, Aatuk Zarn, who learnt it at the docks.", 1),
        ("It came to Aatuk Zarn in the end.", 0),
    ],
)
def test_the_model_is_believed_where_one_is_called_or_told_of(text, count):
    assert len(found_in(persons, with_names(page_of(text), "PERSON", "Aatuk Zarn"))) == count


def test_in_running_prose_under_people_not_every_name_is_a_persons():
    prose = f"Four towns lend their cooks{', a stove' * 20}; a co-operative of carers, Zaintzu Lagun, won the contract."
    assert not found_in(persons, with_names(page_of(prose, section="people"), "PERSON", "Zaintzu Lagun"))


def test_a_surname_of_two_words_is_the_persons():
    (person,) = persons_in("Dr Grainne Mac Zarn measured it.", "It is dull, says Dr Mac Zarn.")
    assert person.names == ("Grainne Mac Zarn", "Mac Zarn")


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("es", "Quedan Amparo Zarn y Piet Wold en la sede.", ["Amparo Zarn", "Piet Wold"]),
        ("es", "La propuso la antropóloga Ezkida Wold Quorl.", ["Ezkida Wold Quorl"]),
        ("de", "Der Tischler Davit Zarn baut mit der Hebamme Ann-Kathrin Wold.", ["Davit Zarn", "Ann-Kathrin Wold"]),
        ("de", "Wir sitzen mit Herrn Dr. Mehmet Zarn von der Kammer am Tisch.", ["Mehmet Zarn"]),
        ("de", "Der Bündner Regierungsrat Reto Zarn lobte es.", ["Reto Zarn"]),
        ("fr", "Des éleveurs, dont Solenn Zarn et Ibrahima Camara, le font.", ["Solenn Zarn", "Ibrahima Camara"]),
        ("fr", "Me Inès Zarn, avocate, l’a récrit.", ["Inès Zarn"]),
        ("en", "Councillor Nasreen Zarn-Wold met the vet Quirb Wold.", ["Nasreen Zarn-Wold", "Quirb Wold"]),
        ("en", "It was Beryl Akinyi Were of Kisumu.", ["Beryl Akinyi Were"]),
        ("en", "Urban Areas and the Royal Decree; Green Infrastructure; a Widow's Pension File.", []),
        ("es", "Línea Zarn, aprender junto al maestro. Los cerros Concepción y Polanco.", []),
    ],
)
def test_a_given_name_or_an_occupation_tells_a_person_without_a_model(language, text, names):
    assert names_of(persons_in(text, language=language)) == names


def test_a_name_with_which_a_bodys_begins_is_the_bodys():
    page = page_of("Loyola Zarn teaches. The Loyola Zarn Business School and Jane Wold agreed.")
    assert names_of(found_in(persons, page)) == ["Jane Wold"]
