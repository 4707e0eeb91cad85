"""What an expert does to two such lists before giving them to a linkage tool: one alphabet, split names, years, codes.

Written for the peers alone, by ordinary craft (a transliteration table, consonant skeletons, suffix rules, word lists),
so that nobody can say a peer was given raw text.  Nothing of nasab's own knowledge is used here.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from typing import Final

__all__ = ["clean", "read_rows"]


def _letters(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(" "), strict=True))


_CYRILLIC: Final = _letters(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяҷҳқғӯӣўәөүұіңһӀӏ",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sh _ y _ e yu ya j h q gh u i o a o u u i ng h _ _",
)
_ARABIC: Final = _letters(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءپچژگڤکیێۆەڕڵ",
    "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a i a w y _ p ch zh g v k y e o e r l",
)
_OTHER: Final = {"ı": "i", "ş": "sh", "ç": "ch", "ğ": "g", "ø": "o", "ß": "ss", "æ": "e"}
_TABLE: Final = {ord(k): v.replace("_", "") for k, v in {**_CYRILLIC, **_ARABIC, **_OTHER}.items()}
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_PARTICLES: Final = frozenset(
    ["al", "el", "ul", "ad", "ash", "as", "at", "ben", "ibn", "bin", "bint", "oulu", "uulu", "kyzy", "kizi"]
)
_ABU: Final = frozenset(["abu", "abou", "abo", "abw", "aby", "ebu", "abi"])
_UMM: Final = frozenset(["umm", "um", "oum", "oumm", "am", "ummu", "ummue"])
_SURNAME: Final = re.compile(
    r"(ov|ev|ova|eva|iev|ieva|off|eff|ow|ew|owa|ewa|in|ina|sky|skaya|zoda|zade|oglu|wf|yf|wfa|yfa)$"
)
_PATRONYMIC: Final = re.compile(r"(ovich|evich|owich|ewich|ovitch|evitch|ovna|evna|owna|ewna|wfytsh|yfytsh|wfna|yfna)$")
_LANGUAGES: Final = {
    "che": "che chechen tchetchene cecence shyshany alshyshanya chechenskiy shyshanya",
    "rus": "rus russian russe rusca alrwsya rwsy russkiy",
    "ara": "ara arabic arabe arapca alarbya arby arabskiy",
    "tur": "tur turkish turc turkce altrkya trky turetskiy",
    "tgk": "tgk tajik tadjik tacikce altajykya tajyky tadzhikskiy",
    "uzb": "uzb uzbek ouzbek ozbekce alawzbkya awzbky uzbekskiy",
    "fra": "fra french francais fransizca alfrnsya frnsy frantsuzskiy",
    "deu": "deu german allemand almanca alalmanya nemetskiy",
    "uig": "uig uyghur ouighour uygurca turkistani alaywghwrya trkstany uygurskiy",
    "dag": "avar dagestani lezgian dargin avarskiy lezginskiy darginskiy "
    "daghstany alafarya avarca lezgice dargince darguine lezghien",
    "inh": "ingush ingouche ingusca alinghwshya ingushskiy",
    "kir": "kir kyrgyz kirghiz kirgizca alqyrghyzya kirgizskiy kyrgyzskiy",
    "kaz": "kaz kazakh kazakca alkazakhya kazakhskiy",
    "kmr": "kurdish kurmanji kurde kurtce alkrdya kurdskiy",
    "kat": "georgian georgien gurcuce aljwrjya gruzinskiy",
}
_ALIKE: Final = (
    ("tch", "c"), ("sch", "s"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("sh", "s"),
    ("ch", "c"), ("th", "s"), ("dh", "z"), ("ts", "s"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_LANGUAGE_OF: Final = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def read_rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ascii_of(text: str) -> str:
    """The text in lower-case ASCII letters, digits and spaces."""
    text = text.lower().translate(_TABLE)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def skeleton(word: str) -> str:
    """The consonants of a word, similar ones as one: what is left when vowels and habits of spelling are gone."""
    for many, one in _ALIKE:
        word = word.replace(many, one)
    word = word.translate(str.maketrans({"p": "b", "v": "f", "w": "", "y": "", "q": "k", "x": "h", "c": "s", "z": "s"}))
    first = word[:1] if word[:1] not in "aeiou" else "a" if word else ""
    rest = re.sub(r"[aeiou]", "", re.sub(r"(.)\1+", r"\1", word)[1:])
    return first + rest or word


def words_of(text: str) -> list[str]:
    """The words of a name, particles left out, the Arabic article cut off, `abd al` joined."""
    words = [word for word in ascii_of(text).split() if word not in _PARTICLES]
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in ("abd", "abdul", "abdel", "ebd"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def split(text: str) -> tuple[str, str, str]:
    """Given name, surname, and the father's name from a patronymic, as far as suffixes tell."""
    given = surname = patronymic = ""
    for word in words_of(re.sub(r"\(.*?\)", "", text)):
        if _PATRONYMIC.search(word):
            patronymic = patronymic or _PATRONYMIC.sub("", word)
        elif len(word) > 4 and _SURNAME.search(word):
            surname = surname or word
        elif not given:
            given = word
        elif not surname:
            surname = word
    return given, surname, patronymic


def kunya(text: str) -> str:
    """The name after Abu or Umm."""
    words = words_of(text)
    for at, word in enumerate(words[:-1]):
        if word in _ABU or word in _UMM:
            return words[at + 1]
    return words[0] if words and text else ""


def _day(text: str) -> float | None:
    text = text.translate(_DIGITS).strip()
    for pattern, order in ((r"(\d{4})-(\d\d)-(\d\d)$", (1, 2, 3)), (r"(\d\d)\.(\d\d)\.(\d{4})$", (3, 2, 1))):
        found = re.match(pattern, text)
        if found:
            try:
                when = date(*(int(found[part]) for part in order))
            except ValueError:
                return float(found[order[0]]) + 0.5
            return when.year + when.timetuple().tm_yday / 366
    if found := re.match(r"(\d{4})-(\d\d)$", text):
        return int(found[1]) + (int(found[2]) - 0.5) / 12
    if found := re.match(r"(\d{4})$", text):
        return int(found[1]) + 0.5
    return None


def birth_year(row: dict[str, str]) -> float | None:
    """The year of birth: as stated, or the day of the record less the age."""
    stated = _day(row.get("birth_date", ""))
    if stated is not None:
        return stated
    age = row.get("age", "").translate(_DIGITS)
    numbers = [int(number) for number in re.findall(r"\d+", age)]
    if not numbers:
        return None
    years = sum(numbers) / len(numbers)
    if re.search(r"month|mois|мес|شهر|ayl", age):
        years /= 12
    elif len(numbers) == 1:
        years += 0.4
    written = _day(row.get("as_of", "")) or _day(row.get("found_date", "")) or 2018.0
    return written - years


def languages_of(text: str) -> list[str]:
    """Codes of the languages named."""
    return sorted({_LANGUAGE_OF.get(word, word) for part in text.split(";") for word in [ascii_of(part)] if word})


def clean(row: dict[str, str]) -> dict[str, object]:
    """One row as prepared columns: names in ASCII with skeletons (`_k`), year of birth, codes; None is unknown."""
    others = [part for part in row["other_names"].split(";") if part.strip() and "given" not in part.lower()]
    given, surname, patronymic = split(row["name"])
    father, father_surname, _ = split(row["father"])
    mother, mother_surname, _ = split(row["mother"])
    called = [given] + [split(part)[0] for part in others]
    siblings = [split(part)[0] for part in re.split(r"[;؛]", row["siblings"]) if part.strip()]
    origin = ascii_of(row["origin"])
    place = ascii_of(row.get("found_place") or row.get("last_seen_place") or "")
    year = birth_year(row)
    spoken = languages_of(row["languages"])
    out: dict[str, object] = {
        "unique_id": row["id"],
        "sex": row["sex"],
        "given": given,
        "father": father or patronymic,
        "mother": mother,
        "surname": surname or father_surname or mother_surname,
        "kunya": kunya(row["father_alias"]),
        "umm": kunya(row["mother_alias"]),
        "origin": origin,
        "place": place,
        "year": year,
        "year_even": None if year is None else int(year // 2),
        "year_odd": None if year is None else int((year + 1) // 2),
        "languages": spoken,
        "language": next(iter(languages_of(row["languages"].split(";")[0])), ""),
        "called_k": sorted({skeleton(word) for word in called if word}),
        "siblings_k": sorted({skeleton(word) for word in siblings if word}),
        "marks": sorted({word for word in ascii_of(row["marks"]).split() if len(word) > 2}),
    }
    for name in ("given", "father", "mother", "surname", "kunya", "umm", "origin", "place"):
        out[name + "_k"] = skeleton(str(out[name]).replace(" ", "")) if out[name] else ""
    return {key: None if value in ("", []) else value for key, value in out.items()}
