import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.scripts import written


@pytest.mark.parametrize(
    ("script", "result"),
    [
        ("document.write('a' + \"b\" + `c`)", "abc"),
        ("document.write('a;b' + '{c}')", "a;b{c}"),
        ("document.writeln( ('a') + ('b' + 'c') )", "abc"),
        ("var x = 'a', y = x + 'b'; document.write(y)", "ab"),
        ("var x = 'a'\nx += 'b'\nx = x + 'c'\ndocument.write(x)", "abc"),
        ("let xy = 'a'; let x = 'b'; document.write(xy + x)", "ab"),
        ("const u = 'a'; e.innerHTML = `<b>${u}</b>`", "<b>a</b>"),
        ("e.textContent = ['a', 'b'].join('-')", "a-b"),
        ("var p = ['a', 'b']; document.write(p[1] + p[0])", "ba"),
        ("document.write('cba'.split('').reverse().join(''))", "abc"),
        ("document.write(String.fromCharCode(97, 98))", "ab"),
        ("document.write(unescape('%61%62'))", "ab"),
        ("document.write(window.atob('YWI='))", "ab"),
        ("document.write('a#b#c'.replace('#', ''))", "ab#c"),
        ("document.write('a.b.c'.replace(/\\./g, ''))", "abc"),
        ("document.write('no'.replace(/[a-zA-Z]/g, function(c) { return f(c, 13); }))", "ab"),
        ("eval(unescape('document.write(%27ab%27)'))", "ab"),
        ("$('#x').attr('href', 'a' + 'b')", "ab"),
        ("$('#x').html('a')", "a"),
        ("// document.write('a')\n/* document.write('b') */", ""),
        ("x = 'a' + unknown; document.write(x)", ""),
        ("if (x == 'a') { document.write('b') }", "b"),
        ("document.write('\\x61\\u0062\\u{63}\\'')", "abc'"),
    ],
)
def test_what_a_script_writes_is_read_off_it(script: str, result: str) -> None:
    assert written(script) == result


@pytest.mark.parametrize(
    "script",
    [
        "x='a';" + "x=x+x;" * 800 + "document.write(x)",
        "document.write('" + "a" * 200 + "'.replace(/(a+)+$/, ''))",
        "document.write(" + "(" * 2000 + "'a'" + ")" * 2000 + ")",
        "eval('" * 3 + "document.write(1)",
        "'" * 4000 + "href=",
        "document.write(" + "'a'+" * 1200 + "'b')",
    ],
)
def test_no_script_is_too_much(script: str) -> None:
    assert len(written(script)) <= 5_000


@given(st.text(alphabet="'\"`+=().,;[]{}\\/ \nax1$", max_size=200))
def test_any_script_is_read(script: str) -> None:
    assert isinstance(written(f"document.write({script})"), str)


@given(st.text(max_size=40))
def test_any_string_is_read_as_it_stands(words: str) -> None:
    quoted = "".join(f"\\u{{{ord(each):x}}}" for each in words if not 0xD800 <= ord(each) < 0xE000)
    assert written(f"document.write('{quoted}')") == words
