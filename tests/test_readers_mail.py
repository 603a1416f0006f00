from email.message import EmailMessage

import pytest

from models.document import BlockKind
from models.errors import EmptyPageError
from tests.documents import assert_lawful, linked, read_page, told

HTML = "<h2>Aims</h2><p>Two towns share <a href='https://kiln.example'>a kiln</a>.</p><p><b>Budget:</b> 5 M</p>"
PLAIN = "Aims\n\nTwo towns share a kiln.\n\nBudget: 5 M\n"


def mail(*parts: tuple[str, str], **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in ({"Subject": "The kiln", "From": "Ilda Reis <ilda@kiln.example>"} | headers).items():
        message[name] = value
    for words, subtype in parts:
        if message.get_content_type() == "text/plain" and not message.get_payload():
            message.set_content(words, subtype=subtype)
        else:
            message.add_alternative(words, subtype=subtype)
    return message


def read_mail(message: EmailMessage | bytes):
    document = read_page(message if isinstance(message, bytes) else message.as_bytes(), "kiln.eml")
    assert_lawful(document)
    return document


def body(document):
    return [(each.kind.value, document.words_of(each)) for each in document.blocks if not each.header]


def test_headers_are_facts_and_the_subject_is_the_title():
    document = read_mail(
        mail((PLAIN, "plain"), Date="Mon, 3 Jun 2019 10:00:00 +0200", To="a@b.example", **{"X-Mailer": "9"})
    )
    assert document.title == "The kiln"
    assert document.media_type == "message/rfc822"
    header = [each for each in document.blocks if each.header]
    assert document.text[: header[-1].end] == (
        "Subject\tThe kiln\nFrom\tIlda Reis <ilda@kiln.example>\nDate\tMon, 03 Jun 2019 10:00:00 +0200\nTo\ta@b.example"
    )
    assert [each.kind for each in header] == [BlockKind.LABEL, BlockKind.CELL] * 4


PARTS = {
    "plain": ([(PLAIN, "plain")], read_page(PLAIN, "a.txt")),
    "html": ([(HTML, "html")], read_page(HTML)),
    "html goes before plain": ([(PLAIN, "plain"), (HTML, "html")], read_page(HTML)),
}


@pytest.mark.parametrize(("parts", "page"), PARTS.values(), ids=PARTS)
def test_the_text_is_read_as_the_page_that_it_is(parts, page):
    document = read_mail(mail(*parts))
    assert body(document) == told(page)
    assert linked(document) == linked(page)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_encodings_are_undone(charset, encoding):
    message = EmailMessage()
    message["Subject"] = "Le café du quai, près de Besançon"
    message.set_content("L'été à Besançon, près de l'écluse.", charset=charset, cte=encoding)
    document = read_mail(message)
    assert document.title == "Le café du quai, près de Besançon"
    assert body(document) == [("text", "L'été à Besançon, près de l'écluse.")]


def test_attachments_are_named_and_not_opened():
    message = mail((PLAIN, "plain"))
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="forme\u0301.pdf")
    message.add_attachment("secret words", filename="notes.txt")
    document = read_mail(message)
    assert "Attachments\tforme\u0301.pdf; notes.txt" in document.text
    assert "secret" not in document.text


def test_a_forwarded_mail_s_text_is_read_where_there_is_no_other():
    outer = EmailMessage()
    outer["From"] = "a@b.example"
    outer.set_content(mail((PLAIN, "plain")))
    assert body(read_mail(outer)) == told(read_page(PLAIN, "a.txt"))


def test_flowed_lines_are_joined():
    page = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
        b"Two towns \nshare a kiln.\n From the quay.\n\n-- \nIlda\n"
    )
    assert [words for _, words in body(read_mail(page))] == ["Two towns share a kiln.\nFrom the quay.", "-- \nIlda"]


SAID = [
    (b"Subject: Kiln\n\nTwo towns.", "kiln.eml", "message/rfc822"),
    (b"Subject: Kiln\nFrom: a@b.example\n\nTwo towns.", "kiln.txt", "text/plain"),
    (b"From: a@b.example\nMIME-Version: 1.0\n\nTwo towns.", "kiln", "message/rfc822"),
    (b"From a@b.example Mon Jun  3\nFrom: a@b.example\nMessage-ID: <1>\n\nTwo towns.", "kiln", "message/rfc822"),
    (b"Two towns.", "kiln.eml", "text/plain"),
    (b"Goal: clay\n\nTwo towns.", "kiln.eml", "text/plain"),
]


@pytest.mark.parametrize(("content", "uri", "media_type"), SAID)
def test_what_is_a_mail(content, uri, media_type):
    assert read_page(content, uri).media_type == media_type


def test_a_mail_without_text_says_so():
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="form.pdf")
    with pytest.raises(EmptyPageError, match=r"^kiln.eml is a mail without text"):
        read_mail(message)


@pytest.mark.parametrize(
    "header", [b"From: =?x?q?=ff?=", b"From: <@", b"Date: 99", b"To: a:b,;;", b'From: "', b"Cc: \xff\xfe"]
)
@pytest.mark.parametrize(
    "kind", [b"text/plain; charset=x", b"multipart/mixed", b"multipart/mixed; boundary=b", b"//;;"]
)
def test_broken_headers_lose_no_text(header, kind):
    page = header + b"\nMIME-Version: 1.0\nContent-Type: " + kind + b"\n\nTwo towns share a kiln.\n"
    assert "kiln" in read_mail(page).text
