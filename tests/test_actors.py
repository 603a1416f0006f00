import pytest

from extractors.entities import actors, places
from extractors.entities.actors import evidence
from models.frozen import revise
from models.outline import Role
from models.vocabulary import Sector
from tests.passages import found_in, names_of, page_of, with_names


def actors_in(*texts, **place):
    return found_in(actors, page_of(*texts, **place))


@pytest.mark.parametrize(
    ("sentence", "name", "sector"),
    [
        ("It was run by the University of Tilburg with others.", "University of Tilburg", Sector.KNOWLEDGE),
        ("Money came from Norfolk County Council in spring.", "Norfolk County Council", Sector.GOVERNMENT),
        (
            "They asked the Ministry of Health, Welfare and Sport.",
            "Ministry of Health, Welfare and Sport",
            "government",
        ),
        ("It was the Department of Physics that helped.", "Department of Physics", Sector.KNOWLEDGE),
        ("It was the Department of Education that helped.", "Department of Education", Sector.GOVERNMENT),
        ("We met the Larch Valley Chamber of Commerce.", "Larch Valley Chamber of Commerce", Sector.INTERMEDIARY),
        ("We met the Otter Conservation Society.", "Otter Conservation Society", Sector.CIVIL_SOCIETY),
        ("The Committee on Rural Roads agreed.", "Committee on Rural Roads", Sector.INTERMEDIARY),
        ("Der Bericht kam vom Umweltbundesamt Dessau.", "Umweltbundesamt Dessau", Sector.GOVERNMENT),
        ("It is hosted by Universiteit Utrecht and others.", "Universiteit Utrecht", Sector.KNOWLEDGE),
        ("The Swedish Parliament passed it.", "Swedish Parliament", Sector.GOVERNMENT),
        ("Work began at the European Commission last year.", "European Commission", Sector.GOVERNMENT),
        ("The municipality of Ghent paid.", "municipality of Ghent", Sector.GOVERNMENT),
    ],
)
def test_a_name_is_told_by_its_head_noun(sentence, name, sector):
    (actor,) = actors_in(sentence)
    assert (actor.name, actor.sector, actor.named) == (name, sector, True)


@pytest.mark.parametrize(
    ("sentence", "name", "sector"),
    [
        ("Local authorities took part.", "Local authorities", Sector.GOVERNMENT),
        ("We worked with small food companies.", "small food companies", Sector.BUSINESS),
        ("It helps transport and logistics firms.", "transport and logistics firms", Sector.BUSINESS),
        ("They turned to farmers' organisations.", "farmers' organisations", Sector.CIVIL_SOCIETY),
        ("Among them were business networks.", "business networks", Sector.INTERMEDIARY),
        ("Among them were research organisations.", "research organisations", Sector.KNOWLEDGE),
        ("A number of public bodies agreed.", "public bodies", Sector.GOVERNMENT),
        ("We asked several SMEs.", "SMEs", Sector.BUSINESS),
        ("The tax hurts Minority- and women-owned businesses.", "Minority- and women-owned businesses", "business"),
        ("They need a thriving creative cluster here.", "creative cluster", Sector.INTERMEDIARY),
        ("It was left to the regional government.", "regional government", Sector.GOVERNMENT),
        ("This is done by pôles de compétitivité.", "pôles de compétitivité", Sector.INTERMEDIARY),
        (
            "It joins micro, small and medium-sized enterprises.",
            "micro, small and medium-sized enterprises",
            "business",
        ),
        ("They founded a network of hill farms.", "network of hill farms", Sector.INTERMEDIARY),
        ("The tool was given to SME’s.", "SME’s", Sector.BUSINESS),
        ("An old watermill bakery pays for it.", "watermill bakery", Sector.BUSINESS),
    ],
)
def test_a_kind_is_told_by_its_head_noun_and_modifiers(sentence, name, sector):
    (actor,) = actors_in(sentence)
    assert (actor.name, actor.sector, actor.named) == (name, sector, False)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Les chambres d'agriculture aident les collectivités.", ["chambres d'agriculture", "collectivités"]),
        ("Des lycées professionnels et des PME y participent.", ["lycées professionnels", "PME"]),
        ("Le projet est porté par la mairie de Brest.", ["mairie de Brest"]),
        ("Elle est confiée à l'Agence de conseil et de veille.", ["Agence de conseil et de veille"]),
        ("Les structures d'accompagnement sont associées.", ["structures d'accompagnement"]),
        ("Voici un état des lieux du territoire.", []),
        (
            "Les clubs de pétanque et les petites et moyennes entreprises.",
            ["clubs de pétanque", "petites et moyennes entreprises"],
        ),
        ("Des associations sportives et culturelles.", ["associations sportives et culturelles"]),
        ("Le syndicat des tonneliers l'a voulu.", ["syndicat des tonneliers"]),
        ("On oblige les communes boisées à établir une carte.", ["communes boisées"]),
    ],
)
def test_french_heads_govern_what_follows(sentence, names):
    assert names_of(actors_in(sentence, language="fr")) == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("de", "Kleine und mittlere Unternehmen halfen.", ["Kleine und mittlere Unternehmen"]),
        ("de", "Örtliche Seilbahnunternehmen fahren.", ["Örtliche Seilbahnunternehmen"]),
        ("de", "Das Geld kam von Natur- und Imkervereinen.", ["Natur- und Imkervereinen"]),
        ("de", "Alle stehen in der Datenbank.", []),
        ("es", "Participan las pequeñas y medianas empresas.", ["pequeñas y medianas empresas"]),
        ("es", "Una asociación de pastores rurales lo pidió.", ["asociación de pastores rurales"]),
    ],
)
def test_kinds_are_read_by_each_languages_grammar(language, sentence, names):
    assert names_of(actors_in(sentence, language=language)) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Citizens and students came with their teachers.",
        "The river banks and the sewerage network were restored.",
        "Government funding ended, and the school children left.",
        "She wants to start a business.",
        "There is an association between salt and illness.",
        "They walked through the city centre.",
        "Rain fell in the province.",
        "The Water Framework Directive and the Harbour Plan apply.",
        "The stakeholders and partners met.",
        "This method (MCM) is written in Python.",
    ],
)
def test_people_things_and_roles_are_no_actors(sentence):
    assert actors_in(sentence) == ()


def test_a_short_form_is_its_long_forms():
    (actor,) = actors_in("The Larch Energy Network (LEN) was founded.", "Since then LEN has grown.")
    assert actor.names == ("Larch Energy Network", "LEN")


def test_a_short_form_of_a_thing_is_no_actor():
    page = page_of("The Green Area Factor (GAF) is a measure.", "The GAF was reviewed.")
    assert found_in(actors, with_names(page, "ORG", "GAF")) == ()


def test_names_without_a_head_noun_need_signs():
    page = page_of("We talked to Quillpad Larch (a trade association).", "Some use Dotmark for it.")
    (actor,) = found_in(actors, page)
    assert (actor.name, actor.sector) == ("Quillpad Larch", Sector.INTERMEDIARY)


def test_the_models_organisations_need_more_than_its_word():
    page = page_of("They met Wendover Makers staff.", "A Bristlecone Larch chart hung there.")
    found = found_in(actors, with_names(page, "ORG", "Wendover Makers", "Bristlecone Larch"))
    assert names_of(found) == ["Wendover Makers"]


@pytest.mark.parametrize(
    ("sentence", "language", "name", "sector"),
    [
        ("It was built by the drone firm Almfeld Aero.", "en", "Almfeld Aero", Sector.BUSINESS),
        ("It was built by Almfeld Aero, a Ghent-based software firm.", "en", "Almfeld Aero", Sector.BUSINESS),
        ("Le suivi revient à l'association d'habitants Almfeld Vert.", "fr", "Almfeld Vert", Sector.CIVIL_SOCIETY),
        ("We paid Quillon Widgets GmbH for it.", "en", "Quillon Widgets GmbH", Sector.BUSINESS),
        ("We paid Quillon Kran A/S for it.", "en", "Quillon Kran A/S", Sector.BUSINESS),
        ("Die Firma Quillon Kran AG half.", "de", "Quillon Kran AG", Sector.BUSINESS),
        ("Sie fragten das Amt für Umwelt und Energie.", "de", "Amt für Umwelt und Energie", Sector.GOVERNMENT),
        ("They met Suomen Larchliitto and Miljöverket Larch.", "en", "Suomen Larchliitto", Sector.GOVERNMENT),
        ("Avec la chambre de commerce et d'industrie de Brest.", "fr", None, Sector.INTERMEDIARY),
        ("Avec le lycée professionnel Jean-Larche de Dinan.", "fr", "lycée professionnel Jean-Larche de Dinan", None),
        ("Elle travaille avec le CHU de Lille.", "fr", "CHU de Lille", None),
        ("Loyola Larch University Chicago lent it.", "en", "Loyola Larch University Chicago", Sector.KNOWLEDGE),
    ],
)
def test_names_are_told_by_what_describes_and_ends_them(sentence, language, name, sector):
    named = [actor for actor in actors_in(sentence, language=language) if actor.named]
    assert named
    assert name is None or named[0].name == name
    assert sector is None or named[0].sector == sector


def test_initials_are_short_for_the_one_name_that_has_them():
    (actor,) = actors_in("The Larch Valley University ran it.", "LVU staff met in May.")
    assert actor.names == ("Larch Valley University", "LVU")


def test_owners_and_pairs_are_names_of_their_own():
    page = page_of("Ghent’s Larch Working Group and the Bank of Finland met the College of Law’s Heron Institute.")
    assert names_of(found_in(actors, page)) == [
        "Larch Working Group",
        "Bank of Finland",
        "College of Law",
        "Heron Institute",
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The Otter Institute of Lynx University evaluated it.", ["Otter Institute", "Lynx University"]),
        ("It was backed by the NGO Larch Watch Trust.", ["Larch Watch Trust"]),
        ("They used World Bank funding for it.", ["World Bank"]),
    ],
)
def test_a_name_is_no_more_and_no_less_than_the_name(sentence, found):
    assert [actor.name for actor in actors_in(sentence) if actor.named] == found


def test_what_the_title_bears_is_rather_its_subject():
    page = with_names(page_of("The Larch Hub opened and Otter Hub helped.", title="How the Larch Hub opened"), "ORG")
    told = evidence.tell(page)
    assert "in title" in told["larchhub"].signs
    assert "in title" not in told["otterhub"].signs
    assert "title" in evidence.tell(revise(page, title="Larch Hub"))["larchhub"].signs


def test_a_land_that_pays_is_its_authority():
    page = page_of("Région Mélèze-Nord : 20 000 €", language="fr")
    (name,) = (each for each in evidence.judge(page) if page.text[each.start : each.end] == "Région Mélèze-Nord")
    assert name.confidence > max(each.confidence for each in places.propose(page))


def test_later_words_go_back_to_the_named_one():
    (actor,) = actors_in(
        "The Green Roof Working Group was set up.",
        "This working group met.",
        "The transdisciplinary working group grew.",
    )
    assert actor.named
    assert "working group" in actor.names


def test_a_town_and_its_municipality_are_one_actor():
    (actor,) = actors_in(
        "The City of Ghent paid.", "Later the Municipality of Ghent joined.", "The municipality agreed."
    )
    assert actor.named


def test_kinds_in_singular_plural_and_other_spellings_are_one():
    (actor,) = actors_in("Non-governmental organisations came.", "NGOs stayed.", "Each NGO spoke.")
    assert not actor.named


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "Small firms and mill firms came. The firms stayed.", [{"Small firms", "firms"}, {"mill firms"}]),
        ("de", "Die Betriebe kamen. Den Betrieben half es.", [{"Betriebe", "Betrieben"}]),
        ("de", "Die Vereine kamen. Den Vereinen half es.", [{"Vereine", "Vereinen"}]),
    ],
)
def test_a_noun_alone_takes_up_a_kind_in_any_case(language, text, kinds):
    assert [set(actor.names) for actor in actors_in(text, language=language)] == kinds


def test_entries_under_a_label_are_actors():
    (actor,) = actors_in("/organisations/dinum", role=Role.FIELD, question="sponsors", language="fr")
    assert (actor.name, actor.sector) == ("dinum", Sector.GOVERNMENT)


def test_a_role_counts_where_a_field_asks():
    assert names_of(actors_in("private sector", role=Role.FIELD, question="Partners")) == ["private sector"]


def test_mentions_quote_the_page():
    page = page_of("The University of Tilburg and local authorities met.")
    for actor in found_in(actors, page):
        for mention in actor.mentions:
            assert page.text[mention.start : mention.end] == mention.quote
