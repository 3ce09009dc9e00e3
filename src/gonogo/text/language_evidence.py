"""What the letters and words of a text say about its language: the evidence behind ``gonogo.text.language``.

Three kinds, from strong to weak: the script of the letters; common words, together with letters that few
languages
write; and langdetect's voice. Nothing here decides about a text as a whole.
"""

from __future__ import annotations

import functools
import json
import threading
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gonogo import deferred
from gonogo.text.verbs import SURE, strength

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

LANGUAGES: Final[dict[str, str]] = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi",
    "my": "Burmese",
    "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "or": "Odia", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovene",
    "so": "Somali", "sq": "Albanian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""ISO 639-1 code to English name."""

SCRIPT_LANGUAGE: Final = {
    "Greek": "el", "Hebrew": "he", "Armenian": "hy", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu",
    "Odia": "or",
    "Tamil": "ta", "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th",
    "Lao": "lo",
    "Myanmar": "my", "Georgian": "ka", "Khmer": "km", "Hangul": "ko",
}  # fmt: skip
SHARED_SCRIPTS: Final = {
    "Cyrillic": ("bg", "mk", "ru", "uk"),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
    "Latin": ("af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it",
    "lt", "lv", "nl",
              "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi"),
}  # fmt: skip
# First code point, last code point, script: what the languages above need, and neighbours they must not
# swallow.
_RANGES: Final = (
    (0x41, 0x5A, "Latin"), (0x61, 0x7A, "Latin"), (0xAA, 0xAA, "Latin"), (0xBA, 0xBA, "Latin"), (0xC0,
    0x24F, "Latin"),
    (0x250, 0x2AF, "other"), (0x370, 0x3FF, "Greek"), (0x400, 0x52F, "Cyrillic"), (0x531, 0x58F, "Armenian"),
    (0x5D0, 0x5F4, "Hebrew"), (0x620, 0x6FF, "Arabic"), (0x700, 0x74F, "other"), (0x750, 0x77F, "Arabic"),
    (0x780, 0x8FF, "other"), (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "Bengali"), (0xA00, 0xA7F,
    "Gurmukhi"),
    (0xA80, 0xAFF, "Gujarati"), (0xB00, 0xB7F, "Odia"), (0xB80, 0xBFF, "Tamil"), (0xC00, 0xC7F, "Telugu"),
    (0xC80, 0xCFF, "Kannada"), (0xD00, 0xD7F, "Malayalam"), (0xD80, 0xDFF, "Sinhala"), (0xE00, 0xE7F, "Thai"),
    (0xE80, 0xEFF, "Lao"), (0xF00, 0xFFF, "other"), (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"), (0x1200, 0x177F, "other"), (0x1780, 0x17FF, "Khmer"), (0x1800, 0x1AAF,
    "other"),
    (0x1B00, 0x1C8F, "other"), (0x1C90, 0x1CBF, "Georgian"), (0x1CC0, 0x1CFF, "other"), (0x1E00, 0x1EFF,
    "Latin"), (0x1F00, 0x1FFF, "Greek"), (0x3005, 0x3007, "Han"),
    (0x3041, 0x30FF, "Kana"), (0x3105, 0x312F, "Han"), (0x3130, 0x318F, "Hangul"), (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA000, 0xA4CF, "other"), (0xAC00, 0xD7A3, "Hangul"),
    (0xF900, 0xFAFF, "Han"), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFC,
    "Arabic"),
    (0xFF66, 0xFF9F, "Kana"), (0x20000, 0x323AF, "Han"),
)  # fmt: skip
_STARTS: Final = [first for first, _, _ in _RANGES]

# Letters beyond a-z (or beyond what a script's languages share) that each language writes. A word with a
# letter
# that a language does not write speaks against it; one with a letter of few languages speaks for these.
_LETTERS: Final = {
    "af": "êëéèôîïûöü", "ca": "àèéíïòóúüç", "cs": "áčďéěíňóřšťúůýž", "cy": "âêîôûŵŷäëïöáé", "da": "æøåé",
    "de": "äöüß",
    "en": "", "es": "áéíóúüñ", "et": "äöüõšž", "fi": "äöå", "fr": "àâæçéèêëîïôœùûüÿ", "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "", "it": "àèéìòùî", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "nl": "éëïóöüèê", "no": "æøåéòô",
    "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõú", "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž",
    "so": "",
    "sq": "ëç", "sv": "åäöé", "sw": "", "tl": "ñ", "tr": "çğıöşüâîû",
    "vi": "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "ru": "ыэёъьйщ", "uk": "іїєґьйщ", "bg": "ъьйщ", "mk": "ѓќѕљњџј",
    "ar": "يكةىإأؤئ", "fa": "یکپچگژأؤئ", "ur": "یکپچگژٹڈڑںےہھۓأؤئ",
    "hi": "़ॉॅ", "mr": "ळऱॉॅ", "ne": "ङ",
}  # fmt: skip
# Letters of languages this module does not name: they speak against all it does name that share the script.
_LETTERS_OF_NONE: Final = "ђћўәғқңөүһ" + "ێۆڕڵېښځټډړڪڳٿڄ" + "ħġċıþðəŋ"

_ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
WORD: Final = deferred.pattern(
    r"(?V1)[\p{Latin}\p{M}\u200b\u200d\u2060\ufeff\u00ad]+"
    r"|[[\p{L}\p{M}\u200b\u200d\u2060\ufeff\u00ad]--\p{Latin}]+"
)
_COMPOSABLE: Final = deferred.pattern(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff][\u0300-\u036f]{1,2}")
_COMPATIBLE: Final = deferred.pattern(r"[\uff21-\uff5a\U0001d400-\U0001d7ff\ufb00-\ufb06]+")
_CHINESE_ONLY: Final = frozenset("的这们你吗没她它说还过么给让谁啊吧呢是這們嗎沒說還過麼給讓誰我您")
_UNSPACED: Final = {"Han": 2, "Kana": 2, "Thai": 4, "Lao": 4, "Khmer": 5, "Myanmar": 5}


class Guess(NamedTuple):
    """The one language of a text: an ISO 639-1 code or None (abstains), a confidence in [0, 1], and why."""

    language: str | None
    confidence: float
    reason: str


# --- Words, scripts, letters ---
def words_of(text: str) -> list[str]:
    """The words of a text as read: composed, nothing invisible, case kept; apostrophes separate."""
    if not text.isascii():
        text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        text = _COMPOSABLE.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    words: list[str] = WORD.findall(text)
    if not text.isascii() and any(mark in text for mark in _ZERO_WIDTH):
        words = [word.translate(_NO_ZERO_WIDTH) for word in words]
    return [word for word in words if word]


_NO_ZERO_WIDTH: Final = dict.fromkeys(map(ord, _ZERO_WIDTH))


def script_of(word: str) -> str:
    """The script of a word's first letter; "" for marks and symbols."""
    return char_script(word[0])


@functools.lru_cache(maxsize=8192)
def char_script(char: str) -> str:
    """The script of a character; "" for what is no letter or mark of a known range."""
    point = ord(char)
    first, last, script = _RANGES[max(bisect_right(_STARTS, point) - 1, 0)]
    return script if first <= point <= last and unicodedata.category(char)[0] in "LM" else ""


def units_of(word: str) -> float:
    """How much a run of letters weighs in words: scripts without spaces are measured by length."""
    per_word = _UNSPACED.get(script_of(word))
    return 1.0 if per_word is None else len(word) / per_word


def units_by_script(words: Sequence[str]) -> defaultdict[str, float]:
    """Adds up the words of each script."""
    units: defaultdict[str, float] = defaultdict(float)
    for word in words:
        script = script_of(word)
        if script:
            units[script] += units_of(word)
    return units


def home_of(code: str) -> tuple[str, frozenset[str]]:
    """The script that a language is told by, and all scripts that are its own."""
    if code in ("ja", "zh"):
        return "Han", frozenset({"Han", "Kana"})
    for script, codes in SHARED_SCRIPTS.items():
        if code in codes:
            return script, frozenset({script})
    script = next(script for script, owner in SCRIPT_LANGUAGE.items() if owner == code)
    return script, frozenset({script})


def _kana_share(words: Sequence[str]) -> float:
    letters = "".join(words)
    kana = sum(char_script(char) == "Kana" for char in letters[:4000])
    han = sum(char_script(char) == "Han" for char in letters[:4000])
    return kana / (kana + han) if kana + han else 0.0


def han_language(words: Sequence[str]) -> str:
    """Japanese is never long without kana; Chinese quotes at most a word of it."""
    return "ja" if _kana_share(words) >= 0.12 else "zh"


def other_han(words: Sequence[str], code: str) -> str | None:
    """Chinese within Japanese and the other way round: a sentence of it."""
    share = _kana_share(words)
    if code == "zh":
        return "Japanese" if share >= 0.25 else None
    chinese = sum(char in _CHINESE_ONLY for word in words for char in word)
    return "Chinese" if share < 0.05 and chinese >= 2 else None


# --- Common words as votes ---
class _Lexicon(NamedTuple):
    owners: dict[str, dict[str, float]]  # word -> language -> weight
    english: frozenset[str]
    not_english: frozenset[str]  # words of other languages in Latin letters that are no English words


_DATA: Final = Path(__file__).parent / "data" / "function_words.txt"
_LOCK: Final = threading.Lock()


@functools.cache
def lexicon() -> _Lexicon:
    """Reads the word lists, once."""
    lists: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(unicodedata.normalize("NFC", line).replace("'", " ").replace("-", " ").split())
    further = _inflected(lists.pop("en common"))
    # Shouted Turkish cannot tell its two letters i apart once lowered.
    lists["tr"] |= {word.replace("ı", "i") for word in lists["tr"]}
    english = frozenset(lists["en"] | further)
    # Most words belong to one language; they share its one dict, which makes this four times as fast.
    owners: dict[str, dict[str, float]] = {}
    for code, listed in lists.items():
        alone = {code: 1.0}
        for word in listed:
            known = owners.get(word)
            owners[word] = alone if known is None else {**known, code: 1.0}
    half = {"en": 0.5}
    for word in further - lists["en"]:
        known = owners.get(word)
        owners[word] = half if known is None else {**known, "en": 0.5}
    for word, shares in owners.items():
        if len(shares) > 1:  # a word of many languages tells little; so does a lone letter
            scale = (0.7, 0.5, 0.4)[min(len(shares), 4) - 2]
            owners[word] = {code: scale * weight for code, weight in shares.items()}
    for letter in [word for word in owners if len(word) == 1 and word.isascii()]:
        owners[letter] = {code: 0.5 * weight for code, weight in owners[letter].items()}
    latin = (lists.get(code, set()) for code in SHARED_SCRIPTS["Latin"] if code != "en")
    not_english = frozenset(word for word in set().union(*latin) - english if len(word) > 1)
    return _Lexicon(owners, english, not_english)


def _inflected(words: set[str]) -> set[str]:
    """Adds the regular endings of English. A form that no one writes ("gooded") never occurs: no harm."""
    forms = set(words)
    add = forms.update
    for word in words:
        if len(word) < 3 or word.endswith(("ing", "ed", "ly")):
            continue
        stem = word[:-1] if word[-1] == "e" else word
        add((word + "s", word + "ly", stem + "ed", stem + "ing", stem + "er", stem + "ers", stem + "est"))
        if word[-1] == "y":
            root = word[:-1]
            add((root + "ies", root + "ied", root + "ier", root + "ily", root + "iest"))
        if word.endswith(("s", "x", "z", "ch", "sh", "o")):
            forms.add(word + "es")
        if len(word) <= 6 and word[-1] in "bdglmnprt" and word[-2] in "aeiou":
            twice = word + word[-1]
            add((twice + "ed", twice + "ing", twice + "er"))
    return forms


def plain_of(word: str) -> str:
    """The form under which a word is looked up."""
    return word.lower().replace("i\u0307", "i")


@functools.cache
def _writers() -> dict[str, frozenset[str]]:
    """Letter -> the languages that write it."""
    found: dict[str, set[str]] = {letter: set() for letter in _LETTERS_OF_NONE}
    for code, letters in _LETTERS.items():
        for letter in letters:
            found.setdefault(letter, set()).add(code)
    return {letter: frozenset(codes) for letter, codes in found.items()}


def votes_for(words: Sequence[str]) -> dict[str, float]:
    """Weighs words for each language: common words for it, letters for and against it."""
    owners = lexicon().owners
    votes: dict[str, float] = {}
    marked: Counter[frozenset[str]] = Counter()
    title = sum(word[0].isupper() for word in words) > 0.5 * len(words)
    for place, word in enumerate(words):
        low = word.lower() if word.isascii() else plain_of(word)
        shares = owners.get(low)
        if shares is not None:
            # A capital inside a sentence marks a name (Apple, Will); in a title or shouted line nothing.
            factor = 0.3 if place and not title and word[0].isupper() else 1.0
            for code, weight in shares.items():
                votes[code] = votes.get(code, 0.0) + factor * weight
        if not low.isascii():
            codes = _codes_writing(low)
            if codes is not None:
                marked[codes] += 1
    for codes, count in marked.items():
        if len(codes) <= 6:
            for code in codes:
                votes[code] = votes.get(code, 0.0) + 0.5 * count / max(len(codes) ** 0.5, 1.0)
        for code in votes:
            if code not in codes:
                votes[code] -= 0.4 * count
    return votes


@functools.lru_cache(maxsize=16384)
def _codes_writing(word: str) -> frozenset[str] | None:
    """The languages that write every telling letter of a word; None where no letter tells."""
    writers = _writers()
    codes: frozenset[str] | None = None
    for letter in word[:40]:
        found = writers.get(letter)
        if found is not None:
            codes = found if codes is None else codes & found
    return codes


def _speaking(words: Sequence[str], code: str) -> int:
    """How many words speak for a language: its common words, and those with letters of it and few others."""
    owners = lexicon().owners
    count = 0
    for word in map(plain_of, words):
        codes = _codes_writing(word)
        count += code in owners.get(word, ()) or (codes is not None and len(codes) <= 6 and code in codes)
    return count


def ranked(votes: dict[str, float]) -> list[tuple[str, float]]:
    """Languages with votes for them, most first; ties by code."""
    return sorted(((code, score) for code, score in votes.items() if score > 0), key=lambda item: (-item[1], item[0]))


def is_english(word: str) -> bool:
    """Return whether a word is English: a common one or a verb, a plural or an agent of one, or two of them in one."""
    low = word.lower()
    if len(low) > _LONGEST_WORD:
        return False
    known = lexicon().english
    if any(form in known or strength(form) == SURE for form in (low, low.removesuffix("s"), low.removesuffix("r"))):
        return True
    return any(low[:at] in known and low[at:] in known for at in range(3, len(low) - 2))


_LONGEST_WORD = 30


def name_words(words: Sequence[str], script: str) -> Guess:
    """Names the language of words in one shared script: by common words, else langdetect, else not."""
    if len(words) > 600:
        words = [*words[:300], *words[300 :: len(words) // 300]]
    family = SHARED_SCRIPTS[script]
    order = [(code, score) for code, score in ranked(votes_for(words)) if code in family]
    best, score = order[0] if order else ("", 0.0)
    second = order[1][1] if len(order) > 1 else 0.0
    clear = score >= max(0.5, 0.16 * len(words)) and score >= 1.3 * second and score - second >= 0.3
    # Every sixth word names a longer text; of a few words nearly half must speak, lest one accident decide.
    if clear and (len(words) >= 8 or _speaking(words, best) >= 0.4 * len(words)):
        return Guess(best, min(1.0, (score - second) / score), f"common words of {LANGUAGES[best]}")
    letters = sum(map(len, words))
    if letters < 20 or len(words) < 4:
        return Guess(None, 0.0, "too short" if letters < 20 else "too few words")
    named, probability = langdetect_voice(words)
    support = dict(order).get(named, 0.0)
    if probability >= 0.9 and named in family and (support >= 0.6 * score or score < 0.08 * len(words)):
        return Guess(named, probability * 0.9, f"letter sequences of {LANGUAGES[named]}")
    if support and support == score and score >= 1.15 * second and probability >= 0.5:
        return Guess(named, 0.5, f"common words and letter sequences of {LANGUAGES[named]}")
    return Guess(None, 0.0, "no language is clearly ahead")


# --- langdetect ---
def langdetect_voice(words: Sequence[str]) -> tuple[str, float]:
    """Langdetect's word on at most 1,000 letters: a code and a probability, ("", 0.0) where it has none."""
    kept: list[str] = []
    room = 1000
    for word in words:
        room -= len(word) + 1
        if room < 0:
            break
        kept.append(word.lower())
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detectors().create()
    detector.append(" ".join(kept))
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return "", 0.0
    if not found:
        return "", 0.0
    return str(found[0].lang).partition("-")[0], float(found[0].prob)


def _detectors() -> DetectorFactory:
    with _LOCK:
        return _load_detectors()


@functools.cache
def _load_detectors() -> DetectorFactory:
    """A seeded factory of our own: neither other users of langdetect nor the order of a folder matter."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    names = sorted(path for path in Path(PROFILES_DIRECTORY).iterdir() if path.name[0] not in "._" and path.is_file())
    profiles = [json.loads(path.read_text(encoding="utf-8")) for path in names]
    factory.langlist = [profile["name"] for profile in profiles]
    factory.word_lang_prob_map = _Grams(profiles)
    return factory


class _Grams(dict[str, list[float]]):
    """Langdetect's table of letter groups -> probability per language, filled as groups are asked for.

    Langdetect fills it whole when loading (a third of a second); a text asks for few of the 150,000 groups.
    """

    def __init__(self, profiles: list[dict[str, Any]]) -> None:
        super().__init__()
        self._frequencies = [(profile["freq"], profile["n_words"]) for profile in profiles]

    def __contains__(self, gram: object) -> bool:
        if super().__contains__(gram):
            return True
        if not isinstance(gram, str) or not any(gram in frequency for frequency, _ in self._frequencies):
            return False
        size = len(gram)
        self[gram] = [frequency.get(gram, 0) / totals[size - 1] for frequency, totals in self._frequencies]
        return True
