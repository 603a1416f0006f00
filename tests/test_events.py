import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.entities.events.occasions import place_in_time
from extractors.vocabulary import vocabulary
from extractors.vocabulary.nouns import LexiconList
from models.record import DateValue, Mention, Place
from tests.spoken import events_of, header, names, spoken


def found(*passages: str, language: str = "en") -> list[tuple[str, ...]]:
    return names(events_of(spoken(*passages, language=language)))


NAMED_OR_RECURRING = [
    ("en", "Join a guided outing in April.", "guided outing"),
    ("en", "Users meet for a week-long school each year.", "week-long school"),
    ("en", "Once a year, at the Autunno in Larchia fair, all is shown.", "Autunno in Larchia fair"),
    ("fr", "Une exposition aura lieu.", "exposition"),
    ("fr", "Nous avons organisé trois veillées santé en hiver.", "veillées santé"),
    ("fr", "Un café-déclaration réunit les voisins.", "café-déclaration"),
    ("fr", "Un stand a été tenu à la Foire-Exposition 2023.", "Foire-Exposition 2023"),
    ("de", "An der Fachtagung Mehl und Wasser sprach sie.", "Fachtagung Mehl und Wasser"),
    ("es", "La siembra comunal es en noviembre.", "siembra comunal"),
    ("en", "They made a series of test walks.", "test walks"),
    ("en", "Show and tells are open to all.", "Show and tells"),
    ("en", "A gala dinner closed the year.", "gala dinner"),
    ("fr", "Une bourse aux semences a lieu au printemps.", "bourse aux semences"),
    ("fr", "Une démonstration en ligne a lieu chaque mois.", "démonstration en ligne"),
    ("en", "Four training workshops for teachers were held.", "training workshops"),
    ("en", "They took part in a hackathon.", "hackathon"),
    ("en", "During Riverbank Week 2019 the shops stayed open.", "Riverbank Week 2019"),
    ("en", "The Festival of Lanterns drew many.", "Festival of Lanterns"),
    ("en", "There is a travelling exhibition on mills.", "travelling exhibition"),
    ("en", "We offer networking events and coffee.", "networking events"),
    ("en", "After roundtable discussions the plan changed.", "roundtable discussions"),
    ("en", "A second public consultation took place.", "second public consultation"),
    ("en", "Speed-dating brings them together.", "Speed-dating"),
    ("en", "Tree-planting days involve the schools.", "Tree-planting days"),
    ("en", "It ran awareness-raising campaigns on waste.", "awareness-raising campaigns"),
    ("en", "The national launch event had guests.", "national launch event"),
    ("fr", "Deux ateliers participatifs ont eu lieu.", "ateliers participatifs"),
    ("fr", "Des réunions d'information se tiennent chaque mois.", "réunions d'information"),
    ("fr", "La concertation préalable a donné lieu à des débats.", "concertation préalable"),
    ("fr", "Elle participe à la Fête du Moulin 2018.", "Fête du Moulin 2018"),
    ("fr", "Lors des Assises de la rivière, on en parla.", "Assises de la rivière"),
    ("fr", "juin 2021 : lancement national", "lancement national"),
    ("en", "They met at the World Week of Mills and Ponds in Ghent.", "World Week of Mills and Ponds"),
    ("en", "The Mill Council ward vote was close.", "ward vote"),
    ("en", "Open Mill Day: the village comes.", "Open Mill Day"),
    ("en", "They show at the biennial Mills & Weirs exhibition.", "Mills & Weirs exhibition"),
    ("en", "It stood near the St. Maren Festival.", "St. Maren Festival"),
    ("en", "There was a grafting workshop.", "grafting workshop"),
    ("en", "We gave three-day crash courses.", "crash courses"),
    ("en", "A dull drop-in session was held.", "drop-in session"),
    ("fr", "Il y eut des ateliers de danse bretonne.", "ateliers de danse bretonne"),
    ("fr", "Le clou est la Semaine du Tilleul, chaque mois de mai.", "Semaine du Tilleul"),
    ("es", "Hubo una pequeña feria de la lana.", "feria de la lana"),
    ("en", "A bread evening was held in the barn.", "bread evening"),
    ("en", "Once a month there is a sewing afternoon.", "sewing afternoon"),
    ("en", "The mill opened its door at the Pond Fest in May.", "Pond Fest"),
    ("fr", "Un salon de la meunerie a eu lieu.", "salon de la meunerie"),
    ("fr", "Une visite de chantier est prévue.", "visite de chantier"),
    ("fr", "Des ateliers du matin ont réuni les meuniers.", "ateliers du matin"),
    ("fr", "La soirée des meuniers s'est tenue en mai.", "soirée des meuniers"),
    ("fr", "Le tournoi de boules de mai 2021 a réuni tous les meuniers.", "tournoi de boules"),
    ("fr", "Deux soirées de lecture à l'hiver 2018 ont eu lieu.", "soirées de lecture"),
    ("de", "Im Mai fand ein Mühlenabend statt.", "Mühlenabend"),
    ("de", "Die Auftaktveranstaltung war gut besucht.", "Auftaktveranstaltung"),
    ("de", "Zum Tag der Mühlen kamen viele.", "Tag der Mühlen"),
    ("es", "Se organizaron talleres de molienda.", "talleres de molienda"),
    ("es", "Cada mayo se celebra la Fiesta del Trigo.", "Fiesta del Trigo"),
]


@pytest.mark.parametrize(("language", "words", "name"), NAMED_OR_RECURRING)
def test_what_is_held_is_found_under_its_name(language: str, words: str, name: str) -> None:
    assert found(words, language=language) == [(name,)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Heavy rain events caused floods, and elections delayed the second phase."),
        ("en", "The workshop participants met in the conference room."),
        ("en", "Competition between firms is fierce, the market is fair."),
        ("en", "Members of Congress met the team in a meeting."),
        ("en", "Write to events.example.org or see www.example.org/workshops"),
        ("en", "They exhibit the works and challenge the rules on hot days."),
        ("en", "The first Saturday of every month is quiet."),
        ("en", "It is a long evening after a working day."),
        ("en", "The craft workshop pays rent."),
        ("fr", "Le marché du pain est loin de la marche du perron."),
        ("de", "Die Führung des Betriebs wechselt jeden Monat; am Feierabend ruht die Werkstatt."),
        ("es", "El taller mecánico cierra por la tarde."),
        ("fr", "La salle de réunion est ouverte et la compétition est rude."),
        ("fr", "Les événements climatiques extrêmes augmentent."),
    ],
)
def test_what_is_not_held_is_no_event(language: str, words: str) -> None:
    assert found(words, language=language) == []


@pytest.mark.parametrize(
    ("language", "passage", "forms"),
    [
        ("en", "• Tinkertank nights: The Tinkertank is an event for makers.", ("Tinkertank nights", "Tinkertank")),
        ("en", "• Pizzatalk: this event brings makers together.", ("Pizzatalk",)),
        ("en", "Open Kitchen: a monthly gathering for cooks.", ("Open Kitchen",)),
        ("en", "We went to the Golden Spoon, a competition for cooks.", ("Golden Spoon",)),
        ("en", "It began with the public hearing “Mill Talks”.", ("public hearing “Mill Talks”", "Mill Talks")),
        ("fr", "Rendez-vous du grain : cet événement réunit les meuniers.", ("Rendez-vous du grain",)),
    ],
)
def test_a_definition_names_an_event(language: str, passage: str, forms: tuple[str, ...]) -> None:
    assert found(passage, language=language) == [forms]


@pytest.mark.parametrize("passage", ["Results: this event was a success.", "Activities: a workshop, and a walk."])
def test_a_label_that_heads_anything_is_no_name(passage: str) -> None:
    assert all(label not in forms for forms in found(passage) for label in ("Results", "Activities"))


@pytest.mark.parametrize(
    ("passages", "groups"),
    [
        (("Interactive workshops ran.", "These workshops helped."), [("Interactive workshops", "workshops")]),
        (("A village conference met.", "The conference ended."), [("village conference", "conference")]),
        (
            ("Millpond evenings: the Millpond is an event. This “village arts event” drew many.",),
            [("village arts event", "Millpond evenings", "Millpond")],
        ),
        (("Public meetings and information meetings.",), [("Public meetings",), ("information meetings",)]),
        (("A summer school and a job fair.",), [("summer school",), ("job fair",)]),
    ],
)
def test_forms_of_one_event_are_joined_and_others_kept_apart(passages: tuple[str, ...], groups: list) -> None:
    assert found(*passages) == groups


def test_an_event_tells_what_sort_it_is() -> None:
    kinds = {each.name: each.kind for each in events_of(spoken("A hackathon, public hearings and the Mill Festival."))}
    assert kinds == {"hackathon": "hackathon", "public hearings": "meeting", "Mill Festival": "festival"}


def test_a_header_lists_events_with_what_is_said_of_them() -> None:
    page = header(
        [("name", "jury"), ("date", "2021-05-04"), ("comment", "Concours d'architecture")],
        under="events",
        language="fr",
    )
    assert names(events_of(page)) == [("Concours d'architecture", "jury")]


def test_a_header_s_other_lists_hold_no_events() -> None:
    assert events_of(header([("name", "construction"), ("start", "2021-05-04")], under="phases")) == ()


def mention(page_text: str, quote: str) -> Mention:
    start = page_text.index(quote)
    return Mention(start=start, end=start + len(quote), quote=quote, section=None, extractor="test", confidence=1)


def dated(text: str, quote: str, value: str) -> DateValue:
    return DateValue(text=quote, value=value, mentions=(mention(text, quote),))


def located(text: str, name: str) -> Place:
    return Place(id=name, name=name, names=(name,), mentions=(mention(text, name),))


def test_date_and_place_come_from_the_event_s_own_sentence() -> None:
    text = "In 2009 Ghent changed. A hackathon was held in Bruges on 3 May 2011. Leuven followed."
    page = spoken(text)
    dates = [dated(text, "2009", "2009"), dated(text, "3 May 2011", "2011-05-03")]
    places = [located(text, each) for each in ("Ghent", "Bruges", "Leuven")]
    (event,) = place_in_time(page, events_of(page), dates, places)
    assert (event.date, event.place) == ("2011-05-03", "Bruges")


def test_a_place_that_is_not_said_to_be_where_stays_out() -> None:
    text = "Ghent organised a hackathon."
    (event,) = place_in_time(spoken(text), events_of(spoken(text)), [], [located(text, "Ghent")])
    assert event.place is None


def test_a_year_in_the_name_is_the_date() -> None:
    page = spoken("They came to Mill Week 2016.")
    assert [each.date for each in place_in_time(page, events_of(page), [], [])] == ["2016"]


def test_a_record_s_date_is_the_event_s() -> None:
    page = header([("name", "launch"), ("date", "2021-05-04")], under="events")
    (event,) = place_in_time(page, events_of(page), [dated(page.text, "2021-05-04", "2021-05-04")], [])
    assert event.date == "2021-05-04"


WORDS = st.sampled_from(
    [*"workshop The Mill Week an event is this of 2012 public hearing d' ’s".split(), ":", ".", "(", "“", "-", "\n"]  # noqa: SIM905
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from(["en", "fr", "xx"]))
def test_every_mention_quotes_the_page(words: list[str], language: str) -> None:
    page = spoken(" ".join(words), language=language)
    for event in events_of(page):
        assert event.name == event.names[0]
        assert all(page.text[each.start : each.end] == each.quote != "" for each in event.mentions)


@pytest.mark.parametrize("language", ["en", "fr", "de", "es"])
@pytest.mark.parametrize("subject", ["events", "instruments", "kinds"])
def test_a_word_list_holds_no_noun_twice(language: str, subject: str) -> None:
    nouns = [noun for entry in vocabulary(language, subject, LexiconList).nouns for noun in entry.nouns]
    assert sorted({noun for noun in nouns if nouns.count(noun) > 1}) == []
