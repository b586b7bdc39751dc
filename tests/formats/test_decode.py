import random

import pytest

from index.decode import decode
from index.errors import UnreadableArticleError

TEXTS = {
    "fr": "Le pont du port de Valmère a rouvert jeudi après onze mois de travaux, a annoncé la mairie. Les ingénieurs "
    "avaient découvert de la corrosion. « C'était extrêmement compliqué », a déclaré le maire.",
    "de": "Die Hafenbrücke wurde am Donnerstag nach elf Monaten für den Verkehr geöffnet. Das war außerordentlich "
    "schwierig, sagte der Bürgermeister. Die Kosten sind für die Stadt eine große Summe.",
    "sv": "Hamnbron öppnades på torsdagen efter elva månaders reparation. Ingenjörerna hade upptäckt rost. "
    "Borgmästaren sade att arbetet var ytterst svårt.",
    "pl": "Most portowy został ponownie otwarty w czwartek po jedenastu miesiącach remontu, który kosztował miasto "
    "czterdzieści dwa miliony złotych. Inżynierowie wykryli korozję podczas przeglądu.",
    "cs": "Přístavní most byl ve čtvrtek znovu otevřen po jedenácti měsících oprav. Inženýři zjistili korozi při "
    "běžné prohlídce. Starosta řekl, že to bylo mimořádně složité.",
    "ru": "Портовый мост вновь открылся для движения в четверг после одиннадцати месяцев ремонта. Инженеры "
    "обнаружили коррозию. Мэр сказал, что работа была чрезвычайно сложной.",
    "el": "Η γέφυρα του λιμανιού άνοιξε ξανά την Πέμπτη μετά από έντεκα μήνες επισκευών, ανακοίνωσε ο δήμος.",
    "tr": "Liman köprüsü on bir aylık onarımın ardından perşembe günü yeniden trafiğe açıldı. Mühendisler "
    "incelemede paslanma tespit etmişti.",
    "he": "גשר הנמל נפתח מחדש לתנועה ביום חמישי לאחר אחד עשר חודשי תיקונים, הודיעה העירייה.",
    "ar": "أعيد فتح جسر الميناء أمام حركة المرور يوم الخميس بعد أحد عشر شهرا من الإصلاحات، حسبما أعلنت البلدية.",
    "lt": "Uosto tiltas vėl atidarytas ketvirtadienį po vienuolikos mėnesių remonto. Inžinieriai aptiko koroziją.",
    "ja": "港の橋は十一か月の修理を経て木曜日に再び開通したと市が発表した。技術者は点検中に腐食を発見していた。",
    "zh": "市政府宣布，港口大桥经过十一个月的维修后于星期四重新开放通车。工程师在检查中发现了腐蚀。",
    "ko": "항구 다리가 열한 달의 보수 공사를 마치고 목요일에 다시 개통되었다고 시가 발표했다.",
    "th": "สะพานท่าเรือเปิดให้สัญจรอีกครั้งในวันพฤหัสบดีหลังจากซ่อมแซมนานสิบเอ็ดเดือน เทศบาลประกาศ",
}
LEGACY = [
    *(("fr", e) for e in ("latin-1", "cp1252", "mac_roman")), ("de", "latin-1"), ("sv", "latin-1"),
    *(("pl", e) for e in ("iso8859-2", "cp1250")), *(("cs", e) for e in ("iso8859-2", "cp1250")),
    *(("ru", e) for e in ("koi8-r", "cp1251", "cp866", "iso8859-5")), ("el", "iso8859-7"), ("el", "cp1253"),
    ("tr", "iso8859-9"), ("he", "cp1255"), ("ar", "cp1256"), ("lt", "cp1257"), ("ja", "shift_jis"), ("ja", "euc_jp"),
    ("zh", "gb18030"), ("zh", "gb2312"), ("ko", "euc_kr"), ("th", "tis-620"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
@pytest.mark.parametrize("lines", [1, 700])
def test_an_older_encoding_is_recognised(language: str, encoding: str, lines: int) -> None:
    text = "\r\n".join([TEXTS[language]] * lines)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", TEXTS)
def test_unicode_by_its_mark(language: str, encoding: str) -> None:
    assert decode(TEXTS[language].encode(encoding)) == TEXTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["fr", "ru", "el"])
def test_utf_16_without_a_mark(language: str, encoding: str) -> None:
    assert decode(TEXTS[language].encode(encoding)) == TEXTS[language]


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_a_stray_nul_or_page_feed_does_not_make_a_text_binary() -> None:
    text = "A line of an article.\n" * 50 + "\x00\x0c"
    assert decode(text.encode()) == text


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""


def test_a_declared_encoding_goes_before_a_guess() -> None:
    assert decode("Żółć".encode("iso8859-2"), "ISO-8859-2") == "Żółć"


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    assert decode("“élevé”".encode("cp1252"), "iso-8859-1") == "“élevé”"


def test_utf_8_goes_before_what_is_declared() -> None:
    assert decode("élevé".encode(), "iso-8859-1") == "élevé"


@pytest.mark.parametrize("declared", ["rot13", "zlib", "unicode_escape", "idna", "no such thing", "\x00", ""])
def test_an_exotic_declaration_counts_as_none(declared: str) -> None:
    assert decode(TEXTS["fr"].encode("cp1252"), declared) == TEXTS["fr"]


NOISE = random.Random(7)  # noqa: S311 (noise, not a secret)


@pytest.mark.parametrize(
    "data",
    [
        NOISE.randbytes(20_000),
        NOISE.randbytes(40),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE.randbytes(4000),
        b"PK\x03\x04" + bytes(40) + b"word/document.xml" * 10,
        bytes(1000),
        bytes(range(128, 256)) * 20,
        b"\xff\xfe\x00\xd8",
        b"caf\xe9",
        "Prix “élevé”. ".encode() * 40 + b"\xe9",
    ],
    ids=["noise", "little", "png", "zip", "zeros", "high", "bad-utf-16", "too-short", "utf-8-broken"],
)
def test_what_is_no_text_or_uncertain_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match=r"is not text|save it as UTF-8"):
        decode(data)
