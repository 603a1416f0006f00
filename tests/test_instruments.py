import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.vocabulary import Kind
from tests.spoken import header, instruments_of, names, spoken


def found(*passages: str, language: str = "en") -> list[tuple[str, ...]]:
    return names(instruments_of(spoken(*passages, language=language)))


NAMED_OR_KINDS = [
    ("en", "The Heronland ACTION programme in the hills pays.", "Heronland ACTION programme"),
    ("en", "The Weir badge regulations of 2004 forbid it.", "Weir badge regulations of 2004"),
    ("en", "It was let under the public procurement rules of 2021.", "public procurement rules of 2021"),
    ("en", "The town pays from its employability fund.", "employability fund"),
    ("en", "The mill goes under the riverside masterplan.", "riverside masterplan"),
    ("en", "A follow-on award let them go on.", "follow-on award"),
    ("en", "She had a studentship for three years.", "studentship"),
    ("en", "It changes the detailed development plan.", "detailed development plan"),
    ("es", "Los pliegos del contrato lo piden.", "pliegos del contrato"),
    ("es", "Lo dice el pliego de prescripciones técnicas.", "pliego de prescripciones técnicas"),
    ("en", "It is paid from public subsidies.", "public subsidies"),
    ("en", "Farmers received a $2 million grant.", "grant"),
    ("en", "The town levies a parking tax.", "parking tax"),
    ("en", "Innovation vouchers were handed out.", "Innovation vouchers"),
    ("en", "New building regulations apply.", "building regulations"),
    (
        "en",
        "Under the Mills, Ponds and Weirs Regulations 2004, dams are checked.",
        "Mills, Ponds and Weirs Regulations 2004",
    ),
    ("en", "The council approved the Space for the Heron Plan in 2009.", "Space for the Heron Plan"),
    ("en", "The Act on Weirs of 1997 was repealed.", "Act on Weirs of 1997"),
    ("en", "The town’s Mill and Weir Law was passed.", "Mill and Weir Law"),
    ("en", "Mills follow Law No. 27/2006, they say.", "Law No. 27/2006"),
    ("en", "It was co-financed by the Culture Programme 2007-2013.", "Culture Programme 2007-2013"),
    ("en", "We are funded under the INTERREG IVC programme.", "INTERREG IVC programme"),
    ("en", "It is part of Horizon 2020.", "Horizon 2020"),
    ("en", "They asked for Wold Bank funding.", "Wold Bank funding"),
    ("en", "An environmental impact assessment was made.", "environmental impact assessment"),
    ("en", "The valley has a climate adaptation strategy.", "climate adaptation strategy"),
    ("en", "Bids follow public procurement rules.", "public procurement rules"),
    ("en", "Owners got business rates relief.", "business rates relief"),
    ("en", "See the Mill Ponds (Upkeep) (Wales) Act 2014.", "Mill Ponds (Upkeep) (Wales) Act 2014"),
    ("en", "It is part of the operational programme Lowlands 2030.", "operational programme Lowlands 2030"),
    ("en", "The Weir City Council seed grant helps.", "seed grant"),
    ("en", "The Pond Fund of the Flemish water ministry gave money.", "Pond Fund"),
    ("en", "They adopted a Weir Policy on May 3rd.", "Weir Policy"),
    ("en", "The Law on the Upkeep of Ponds in Towns holds.", "Law on the Upkeep of Ponds in Towns"),
    ("en", "See Commission Delegated Regulation (EU) 2019/123.", "Commission Delegated Regulation (EU) 2019/123"),
    ("en", "It follows the Weirs 2030 Water Strategy.", "Weirs 2030 Water Strategy"),
    ("en", "The E-Milling Support Programme paid.", "E-Milling Support Programme"),
    ("en", "The Ponds and Weirs Enterprise grant helped.", "grant"),
    ("en", "It rests on the extended producer responsibility it brings.", "extended producer responsibility"),
    ("es", "La Ley 7/2021 lo pide.", "Ley 7/2021"),
    ("es", "La Ley 17.301 lo pide.", "Ley 17.301"),
    ("fr", "La Stratégie nationale de meunerie et de pêche suit.", "Stratégie nationale de meunerie et de pêche"),
    ("fr", "La loi Moulins et rivières, votée depuis, l'impose.", "loi Moulins et rivières"),
    ("fr", "Elle verse des subventions publiques.", "subventions publiques"),
    ("fr", "Le décret n° 2011-17 fixe les seuils.", "décret n° 2011-17"),
    ("fr", "L'arrêté du 3 mai 2012 s'applique.", "arrêté du 3 mai 2012"),
    ("fr", "La loi Moulins et Rivières a été votée.", "loi Moulins et Rivières"),
    ("fr", "Il touche un crédit d'impôt.", "crédit d'impôt"),
    ("fr", "Le Fonds Avenir Moulin aide les meuniers.", "Fonds Avenir Moulin"),
    ("fr", "Le projet de loi de finances pour l'an prochain est prêt.", "projet de loi de finances"),
    ("fr", "Un appel à projets a été lancé.", "appel à projets"),
    ("fr", "Une étude d'impact a précédé les travaux.", "étude d'impact"),
    ("fr", "Le fonds pour l'emploi des meuniers y aide.", "fonds pour l'emploi des meuniers"),
    ("fr", "Une charte de gestion lie les communes.", "charte de gestion"),
    ("de", "Das Mühlengesetz regelt es.", "Mühlengesetz"),
    ("de", "Es gibt einen Mahlgutschein.", "Mahlgutschein"),
    ("de", "Geld kommt aus dem Landesfonds.", "Landesfonds"),
    ("es", "Recibió una subvención municipal.", "subvención municipal"),
    ("es", "La ordenanza de molinos de 2019 lo exige.", "ordenanza de molinos de 2019"),
    ("en", "It had the Safe Mills in Towns grant.", "Safe Mills in Towns grant"),
    ("en", "She keeps a line of credit.", "line of credit"),
    ("fr", "La loi cantonale sur les moulins publics l'exige.", "loi cantonale sur les moulins publics"),
    ("fr", "Elle touche une exonération de TVA.", "exonération de TVA"),
    ("fr", "Le programme Mélèze de l'ADT a payé.", "programme Mélèze"),
    ("de", "Geld kam aus dem Landesprogramm Mahlwerk.", "Landesprogramm Mahlwerk"),
    ("de", "Das Impulsprogramm Ende 2020 lief aus.", "Impulsprogramm"),
    ("es", "La ley N.º 21.999 lo exige.", "ley N.º 21.999"),
    ("es", "El Plan Molino 20-30 lo paga.", "Plan Molino 20-30"),
    ("es", "La Ley de Molinos, Aguas y Fomento de la Ribera rige.", "Ley de Molinos, Aguas y Fomento de la Ribera"),
    ("es", "El convenio firmado con ellos rige.", "convenio"),
]


@pytest.mark.parametrize(("language", "words", "name"), NAMED_OR_KINDS)
def test_a_means_of_policy_is_found_under_its_name(language: str, words: str, name: str) -> None:
    assert found(words, language=language) == [(name,)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The owner may grant them access and plan the work."),
        ("en", "A law firm wrote our business plan and marketing strategy."),
        ("en", "The regulation of temperature is a natural law of nature, to act on."),
        ("en", "The Arts Mentoring Program taught a lesson plan."),
        ("en", "The income tax letter came, and a loan officer."),
        ("en", "Life is good; a leader caps the snap."),
        ("en", "See https://example.org/regulations/plan.html"),
        ("fr", "Le service d'aide à domicile est arrêté."),
        ("fr", "Au premier plan, le programme scolaire."),
        ("de", "Das Computerprogramm ist fertig, die Einladung kommt."),
        ("de", "Der Müller stellt Räume zur Verfügung."),
        ("en", "Two millers are on loan from the city."),
        ("fr", "La première caisse est gratuite pour eux."),
        ("es", "La tasa de paro baja."),
    ],
)
def test_what_is_no_means_of_policy_is_left(language: str, words: str) -> None:
    assert found(words, language=language) == []


@pytest.mark.parametrize(
    ("passages", "groups"),
    [
        (
            ("The Mill Basin Management Plan (MBMP) is new.", "Each MBMP counts, says the Plan."),
            [("Mill Basin Management Plan", "MBMP", "Plan")],
        ),
        (("The EU Weir Framework Directive; the WFD.",), [("EU Weir Framework Directive", "WFD")]),
        (("Weir Law applies. The national Weir Law too.",), [("Weir Law",)]),
        (("A mill subsidy was paid.", "The subsidy scheme ended."), [("subsidy scheme", "mill subsidy")]),
        (("A pond tax and a mill tax.",), [("pond tax",), ("mill tax",)]),
        (("The Weir Act passed. A law on fish came too.",), [("Weir Act",), ("law",)]),
        (("The Pond Directive and the Weir Directive.",), [("Pond Directive",), ("Weir Directive",)]),
    ],
)
def test_forms_of_one_instrument_are_joined_and_others_kept_apart(passages: tuple[str, ...], groups: list) -> None:
    assert found(*passages) == groups


def test_a_french_acronym_stands_for_its_long_form() -> None:
    assert found("Le revenu de solidarité active (RSA) est versé. Le RSA aide.", language="fr") == [
        ("revenu de solidarité active", "RSA")
    ]


def test_an_instrument_tells_what_sort_it_is() -> None:
    page = spoken("Loans, a levy, the Pond Code, vouchers and the LIFE programme.")
    assert [each.kind for each in instruments_of(page)] == ["loan", "tax", "regulation", "voucher", "programme"]


def test_where_a_prompt_asks_for_policies_any_policy_counts() -> None:
    words = "There is a cultural policy and a mill programme."
    assert found(words) == []
    page = spoken(words, question="Which policies contribute?", expects=Kind.INSTRUMENT)
    assert names(instruments_of(page)) == [("cultural policy",), ("mill programme",)]


def test_a_header_s_instruments_are_found_under_their_label() -> None:
    page = header([("name", "Moulin 2030"), ("date", "2021")], under="programme")
    assert names(instruments_of(page)) == [("Moulin 2030",)]


WORDS = st.sampled_from(
    [*"the Plan Mill Act (MA) subsidy scheme for Weirs 2012 grant and is a EU WFD".split(), ",", ".", "“", "\n"]  # noqa: SIM905
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from(["en", "fr"]))
def test_every_mention_is_of_one_instrument_and_quotes_the_page(words: list[str], language: str) -> None:
    page = spoken(" ".join(words), language=language)
    things = instruments_of(page)
    places = [(each.start, each.end) for thing in things for each in thing.mentions]
    assert len(places) == len(set(places))
    assert all(page.text[each.start : each.end] == each.quote for thing in things for each in thing.mentions)
    assert things == instruments_of(page)
