import pytest

from pipeline.fetch.soft_errors import SoftError, soft_error
from tests.fetch.trap_site import WORDS, case


def bare(words: str) -> str:
    return f"<html><body><p>{words}</p></body></html>"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (case("Just a moment...", "Checking your browser before you can go on."), SoftError.BLOCKED),
        (case("Access Denied", "Reference 18.2"), SoftError.BLOCKED),
        (case("Accès refusé", "Votre demande a été bloquée."), SoftError.BLOCKED),
        (case("Zugriff verweigert", "Bitte wenden Sie sich an uns."), SoftError.BLOCKED),
        (bare("Please log in to read on."), SoftError.LOGIN),
        (bare("<form><input name=u><input type=password name=p></form>"), SoftError.LOGIN),
        (bare("Veuillez vous connecter pour lire la suite."), SoftError.LOGIN),
        (bare("Service Unavailable. Try again later."), SoftError.LATER),
        (case("503 Service Temporarily Unavailable", ""), SoftError.LATER),
        (bare("Wij gebruiken cookies. Kies wat u wilt."), SoftError.COOKIES),
        (case("Please accept our cookies", "We want to go on."), SoftError.COOKIES),
        (case("Page not found", "It may have moved."), SoftError.ABSENT),
        (case("La page demandée n’existe pas", "404"), SoftError.ABSENT),
        ("<html><script>go()</script><noscript>Enable JavaScript to continue</noscript></html>", SoftError.BLOCKED),
        (case("Workshops by the river"), None),
        (case("Workshops by the river", "Short."), None),
        (case("Workshops by the river", f"We use cookies. Accept all. {WORDS}"), None),
        (case("Workshops by the river", f"{WORDS * 3} Users log in with <input type=password> to vote."), None),
        (case("Access denied: how a town opened its shore", WORDS * 15), None),
        (bare(f"We use cookies. {WORDS * 8}"), None),
        (bare(""), None),
    ],
)  # fmt: skip
def test_pages_that_say_something_else_are_told_by_words_and_shape(page, said):
    assert soft_error(page.encode(), "text/html") is said


@pytest.mark.parametrize("media_type", ["application/pdf", "text/plain", "application/json"])
def test_only_html_can_be_such_a_page(media_type):
    assert soft_error(b"Access denied", media_type) is None


# By what they say: the headings of pages with a few words more, then pages without a heading.
NOTICES = {
    SoftError.BLOCKED: (
        """Sorry, you have been blocked|Access Denied|403 Forbidden|Attention Required! - Cloudflare|Blocked|Forbidden
        Human Verification|Robot Check|DDoS-Guard|Accès refusé|Accès interdit|Vous avez été bloqué|Zugriff verweigert
        Zugang verweigert|Gesperrt|Acceso denegado|Acceso prohibido|Acceso restringido""",
        "Your IP has been blocked.|Request blocked. We cannot connect.|Bloqué|Su IP ha sido bloqueada.",
    ),
    SoftError.LOGIN: (
        """Login|Sign in - Example|Log in|Members area|Please log in|Login required|Connexion|Se connecter|Anmelden
        Anmeldung|Iniciar sesión""",
        """You must log in to view this page.|Log in|Veuillez vous identifier pour continuer.|Bitte loggen Sie sich ein.
        Connectez-vous pour lire la suite|Bitte melden Sie sich an, um fortzufahren.|Inicie sesión para continuar
        Debes iniciar sesión para ver esta página|Por favor, identifíquese""",
    ),
    SoftError.LATER: (
        """503 Service Unavailable|Site under maintenance|We'll be right back|Too many requests|Error 500
        502 Bad Gateway|504 Gateway Time-out
        Internal Server Error|An error occurred|Under construction|Site en maintenance
        Service temporairement indisponible|Erreur interne du serveur|Wartung|Wartungsmodus|Dienst nicht verfügbar
        En mantenimiento|Sitio en mantenimiento|Servicio temporalmente no disponible|Error interno del servidor""",
        """Please try again later.|Try later|Veuillez réessayer plus tard.|Bitte versuchen Sie es später erneut.
        Inténtelo de nuevo más tarde.|Por favor, intente más tarde""",
    ),
    SoftError.COOKIES: (
        """Cookie consent|Before you continue|Cookies required|Gestion des cookies|Cookie-Einstellungen
        Datenschutzeinstellungen|Aviso de cookies""",
        """Accept cookies to continue|This website uses cookies. Accept all.|Ce site utilise des cookies. Tout accepter.
        En poursuivant, vous acceptez l’utilisation de cookies.|Diese Website verwendet Cookies. Alle akzeptieren.
        Wir nutzen Cookies. Ablehnen|Este sitio utiliza cookies. Aceptar todas.|Usamos cookies. Aceptar""",
    ),
}  # fmt: skip


def pieces(written: str) -> list[str]:
    return [each.strip() for line in written.splitlines() for each in line.split("|")]


HEADED = [(heading, said) for said, (headings, _) in NOTICES.items() for heading in pieces(headings)]
BARE = [(words, said) for said, (_, written) in NOTICES.items() for words in pieces(written)]


@pytest.mark.parametrize(("heading", "said"), HEADED)
def test_a_notice_is_known_by_its_heading(heading, said):
    assert soft_error(case(heading, "Some words of the server, and a menu.").encode(), "text/html") is said


@pytest.mark.parametrize(("words", "said"), BARE)
def test_a_notice_without_a_heading_is_known_by_its_words(words, said):
    assert soft_error(bare(words).encode(), "text/html") is said


CASES = """
    A login for all: how a town opened its library|Maintenance of old bridges|Wartung von Brücken im Landkreis
    The blocked canal|Cookies and cakes: a bakery cluster|Try again later: a second chance for firms
    Access denied: how a town opened its shore|Connexion des territoires ruraux|Anmeldung beim Gründerzentrum
    En mantenimiento de caminos rurales|Gesperrte Straßen neu genutzt|Under construction: homes for young families
    Robot check-ups for small farms|Forbidden fruit orchards|Sign in to the future: digital ID
    Service unavailable in villages: mobile shops|Acceso denegado a la vivienda: un programa
    Accès refusé au crédit: les prêts d'honneur|Zugang verweigert? Barrierefreie Stadt im Umbau
    Too many requests for housing: a lottery|Cookie cutter policies|Members only no more: opening clubs
    Unusual traffic: a bypass|Just a moment: micro-volunteering|Security check-points reused as cafés
"""


@pytest.mark.parametrize("title", pieces(CASES.strip()))
def test_a_case_that_mentions_such_words_is_a_case(title):
    assert soft_error(case(title, WORDS * 2).encode(), "text/html") is None
