import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.charset import decode
from extractors.readers.codec import codec_of

FRENCH = "L’école d’à côté reçoit trente élèves ; où est né le projet ? À l’été, près de la forêt."
CZECH = "Město otevřelo dílnu pro mladé řemeslníky. Každý může přijít, říká starosta; na jaře začne další běh."
MORE_CZECH = f"{CZECH} Kurzy vedou zkušení truhláři z okolních vesnic a poplatek hradí radnice."
RUSSIAN = "Городской совет открыл мастерскую для молодых художников и ремесленников города."
GREEK = "Ο δήμος άνοιξε ένα εργαστήριο για τους νέους τεχνίτες της πόλης και της περιοχής."
JAPANESE = "市は若い職人のために新しい工房を開きました。地域の企業も参加しています。"
CHINESE = "市政府为年轻的工匠开设了一个新的工作室，当地的企业也参与其中。"
KOREAN = "시는 젊은 장인들을 위해 새로운 공방을 열었습니다. 지역 기업들도 참여하고 있습니다."
TURKISH = "Belediye, genç zanaatkârlar için şehrin eski fırınında yeni bir atölye açtı; ücret yok."

BY_BYTES = [
    (FRENCH, "cp1252", "windows-1252"),
    (CZECH, "cp1250", "windows-1250"),
    (CZECH, "iso8859-2", "iso-8859-2"),
    (RUSSIAN, "cp1251", "windows-1251"),
    (RUSSIAN, "koi8-r", "koi8-r"),
    (RUSSIAN, "iso8859-5", "iso-8859-5"),
    (RUSSIAN, "cp866", "ibm866"),
    (GREEK, "iso8859-7", "windows-1253"),
    (TURKISH, "cp1254", "windows-1254"),
    (JAPANESE, "shift_jis", "shift_jis"),
    (JAPANESE, "euc_jp", "euc-jp"),
    (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    (CHINESE, "gb2312", "gb18030"),
    (CHINESE, "gb18030", "gb18030"),
    (KOREAN, "euc_kr", "euc-kr"),
    (FRENCH, "utf-16-le", "utf-16-le"),
    (FRENCH, "utf-16-be", "utf-16-be"),
    (FRENCH, "utf-32-le", "utf-32-le"),
]
BY_MARK = ["utf-8-sig", "utf-16", "utf-32"]
DECLARED = [
    ("iso-8859-1", "cp1252", FRENCH),
    ("latin1", "cp1252", FRENCH),
    ("US-ASCII", "cp1252", FRENCH),
    ("x-sjis", "cp932", JAPANESE),
    ("windows-1250", "cp1250", "A workshop in Łódź and one in Győr opened in spring."),
    ("utf-16le", "utf-16-le", f"{JAPANESE}\n{JAPANESE}"),
    ("big5", "big5", "市政府為年輕的工匠開設了工作室。"),
]
LIES = [
    ("utf-8", "cp1252", FRENCH),
    ("iso-8859-1", "utf-8", FRENCH),
    ("iso-8859-1", "cp1251", RUSSIAN),
    ("windows-1252", "cp1250", MORE_CZECH),
    ("windows-1251", "cp1252", FRENCH + " Elle élève une pépinière à Besançon."),
    ("utf-16", "cp1252", FRENCH),
    ("no-such-charset", "cp1252", FRENCH),
    ("rot13", "cp1252", FRENCH),
    ("iso-8859-1", "iso8859-2", CZECH),
    ("iso-8859-1", "cp1254", TURKISH),
    ("koi8-r", "cp1251", RUSSIAN),
    ("windows-1251", "koi8-r", RUSSIAN),
    ("big5", "gb18030", CHINESE),
    ("gb2312", "euc_kr", KOREAN),
    ("euc-jp", "shift_jis", JAPANESE),
    ("iso-8859-2", "cp1250", "Dílna pro každého: „žák“ i mistr – šest let, třináct lidí, jedna pec u řeky."),
]
FEW_FOREIGN_WORDS = [
    ("windows-1251", "cp1251", "Their word for peace, мир, means the world too."),
    ("windows-1253", "cp1253", "The word λόγος stands for speech and for reason."),
    ("shift_jis", "cp932", "The sign says 図書館, that is the library."),
    ("gb2312", "gb18030", "The sign says 图书馆, that is the library."),
    ("windows-1250", "cp1250", "They played Dvořák in Łódź, and nobody slept."),
    ("macintosh", "mac-roman", "We met in the café; it’s a naïve plan."),
]
SCRIPT = "<script>" + "if (menu.state == 'open') { document.getElementById('item').style.display = 'none'; }\n" * 90
BROWSERS = {  # of the standard's labels, those that Python does not know by itself
    "utf-8": ["unicode-1-1-utf-8", "x-unicode20utf8"],
    "utf-16-le": ["csunicode", "iso-10646-ucs-2", "unicodefeff", "utf-16"],
    "cp866": ["866", "csibm866"],
    "cp874": ["dos-874", "iso-8859-11", "tis-620"],
    "cp932": ["windows-31j", "x-sjis", "ms_kanji"],
    "cp949": ["ks_c_5601-1987", "ks_c_5601-1989", "iso-ir-149", "cseuckr", "windows-949"],
    "cp1252": ["ascii", "ansi_x3.4-1968", "iso88591", "iso_8859-1:1987", "x-cp1252", "l1"],
    "cp1254": ["iso-8859-9", "csisolatin5", "iso88599"],
    "iso8859-6": ["csiso88596i", "iso-8859-6-e", "asmo-708"],
    "iso8859-7": ["sun_eu_greek", "greek8"],
    "iso8859-8": ["visual", "logical", "iso-8859-8-i"],
    "iso8859-15": ["csisolatin9", "iso885915"],
    "koi8-r": ["koi", "koi8_r"],
    "koi8-u": ["koi8-ru"],
    "mac-roman": ["mac", "x-mac-roman"],
    "mac-cyrillic": ["x-mac-ukrainian"],
    "gb18030": ["chinese", "gb_2312-80", "x-gbk", "csiso58gb231280"],
    "big5hkscs": ["cn-big5", "x-x-big5"],
    "euc_jp": ["x-euc-jp", "cseucpkdfmtjapanese"],
}


@pytest.mark.parametrize(("text", "codec", "name"), BY_BYTES, ids=lambda value: str(value)[:12])
def test_bytes_tell_their_charset(text, codec, name):
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.charset) == (text, name)


@pytest.mark.parametrize("codec", BY_MARK)
def test_a_byte_order_mark_is_believed_and_left_out(codec):
    assert decode(FRENCH.encode(codec)).text == FRENCH


@pytest.mark.parametrize(("label", "codec", "text"), DECLARED)
def test_labels_mean_what_browsers_take_them_for(label, codec, text):
    assert decode(text.encode(codec), label).text == text


@pytest.mark.parametrize(("label", "codec", "text"), LIES)
def test_a_lying_header_is_passed_over(label, codec, text):
    assert decode(text.encode(codec), label).text == text


@pytest.mark.parametrize(("label", "codec", "text"), LIES)
def test_a_lying_meta_is_passed_over(label, codec, text):
    page = f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'
    assert decode(page.encode(codec)).text == page


@pytest.mark.parametrize(("label", "codec", "text"), FEW_FOREIGN_WORDS)
def test_a_charset_declared_for_a_few_words_is_believed(label, codec, text):
    english = "The town library has opened its reading room again after three years of work. " * 9
    assert decode(f"{english}{text}".encode(codec), label).text == f"{english}{text}"


@pytest.mark.parametrize(("text", "codec", "name"), BY_BYTES[:14], ids=lambda value: str(value)[:12])
def test_scripts_do_not_drown_the_words(text, codec, name):
    page = f"<html><head>{SCRIPT}</script><style>{'.a {color: red} ' * 99}</style></head><body>{text}</body></html>"
    assert decode(page.encode(codec)).text == page


def test_a_meta_counts_wherever_it_stands_but_in_a_comment():
    late = f"<html><head><!-- <meta charset=big5> -->{SCRIPT}</script><meta charset='windows-1250'></head>Łódź"
    assert decode(late.encode("cp1250"), "windows-1252").text == late


@pytest.mark.parametrize(
    ("codec", "text"), [("utf-8", RUSSIAN), ("utf-8", JAPANESE), ("cp932", JAPANESE), ("gb18030", CHINESE)]
)
def test_a_page_cut_within_a_character_keeps_its_charset(codec, text):
    decoded = decode(text.rstrip("。.").encode(codec)[:-1])
    assert decoded.text[:-1] == text.rstrip("。.")[:-1]


@pytest.mark.parametrize(
    "content", [b"caf\xe9", b"<p>A\x81</p>" + b" word" * 9], ids=["an accent last", "an unused byte"]
)
def test_latin_text_is_never_undecodable(content):
    assert decode(content) is not None


def test_the_order_of_wide_bytes_is_told_by_ascii():
    page = f"<html><body><p>{GREEK}</p></body></html>"
    assert [decode(page.encode(codec)).text for codec in ("utf-16-le", "utf-16-be")] == [page, page]


@pytest.mark.parametrize("label", [label for labels in BROWSERS.values() for label in labels])
def test_labels_of_the_encoding_standard(label):
    assert label in BROWSERS[codec_of(label)]


def test_meta_goes_before_header():
    page = "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'><p>Entrée : 5 €</p>"
    assert decode(page.encode("iso8859-15"), "windows-1252").charset == "iso-8859-15"


def test_a_few_broken_bytes_do_not_make_a_page_other_than_utf_8():
    broken = FRENCH.encode() + b" caf\xe9 " + FRENCH.encode()
    decoded = decode(broken)
    assert decoded.charset == "utf-8"
    assert decoded.text == f"{FRENCH} caf\ufffd {FRENCH}"


def test_one_broken_byte_among_few_is_forgiven_where_utf_8_is_declared():
    assert decode("Málaga ".encode() + b"\xe9", "utf-8").text == "Málaga \ufffd"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_become_lf(ends):
    assert decode(f"one{ends}two{ends}".encode()).text == "one\ntwo\n"


def test_ascii_is_utf_8():
    assert decode(b"plain words").charset == "utf-8"


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03\xff", bytes(range(256)) * 4, b"text\x00text"])
def test_what_is_no_text_gives_none(content):
    assert decode(content) is None


@pytest.mark.parametrize("label", [None, "", "hex", "idna", "zip", "utf-7", "unicode_escape", "a\0b", "é", "x" * 999])
def test_labels_of_no_charset_name_no_codec(label):
    assert codec_of(label) is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff\x1b\x0e", exclude_categories=["Cc", "Cs"])))
def test_utf_8_comes_back_as_it_went(text):
    if "~{" not in text:
        assert decode(text.encode()).text == text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "shift_jis", "utf-16"]))
def test_any_bytes_give_text_or_none(content, declared):
    decoded = decode(content, declared)
    assert decoded is None or "\r" not in decoded.text
