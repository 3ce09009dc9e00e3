"""Which language a text is written in, and whether all of it is: deterministic, and able to abstain.

Evidence is weighed in this order, and the first that is clear decides (``language_evidence`` gathers it):

1. *Script.* Kannada letters are Kannada; kana make Japanese; Han letters without kana are Chinese.
2. *Everyday words and letters.* Languages that share a script are told apart by how many of their common
   words
   a text holds, a word of one language counting more than a word of five, and by letters that only some use.
3. *langdetect*, seeded, on at most 1,000 letters, only where 1 and 2 leave doubt.

Where nothing is clear the answer is "undecided", with the reason. Nothing is drawn at random: a text has
the same
answer in every process, thread and hash seed. Letter case never matters (shouted text is lowered first),
nor do
invisible characters. Code blocks, inline code, URLs, e-mail addresses, numbers, emoji and symbols are no
evidence.

*Entirely in* a language is what a reader would sign: names and a few foreign terms or a heading do not
break it;
a foreign sentence, line or paragraph does (about six words or more).

Doubtful texts above twice ``READ_IN_FULL`` characters are read in full at the front and in evenly spaced
blocks
behind it, so that the cost stays small on hostile input; a plainly English text is always read in full.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gonogo import deferred
from gonogo.errors import UnknownValue
from gonogo.text.code import MARKS
from gonogo.text.language_evidence import (
    LANGUAGES,
    SCRIPT_LANGUAGE,
    SHARED_SCRIPTS,
    WORD,
    Guess,
    char_script,
    han_language,
    home_of,
    is_english,
    langdetect_voice,
    lexicon,
    name_words,
    other_han,
    plain_of,
    ranked,
    script_of,
    units_by_script,
    units_of,
    votes_for,
    words_of,
)

__all__ = ["LANGUAGES", "Entirety", "Guess", "entirely_in", "identify", "normalise_code"]

READ_IN_FULL: Final = 30_000
"""Characters of a doubtful text that are read without gaps; one of up to twice as many is read whole."""

_ALIASES: Final = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "fil": "tl",
    "in": "id",
    "ji": "yi",
    "cmn": "zh",
    "pes": "fa",
}

_LINE: Final = deferred.pattern(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE: Final = deferred.pattern(r"[^.!?:;…।۔؟。！？：；]+[.!?:;…।۔؟。！？：；]*")
_FENCE: Final = deferred.pattern(r"(```|~~~)([^\n`]*)\n?(.*?)(?:\1|\Z)", re.DOTALL)
_PROSE_FENCES: Final = frozenset({"json", "text", "txt", "markdown", "md", "csv", "yaml"})
# Every alternative starts at a fixed mark or at the edge of a token, so that a giant word costs linear time.
_NO_PROSE: Final = deferred.pattern(
    r"`[^`\n]{1,200}`|(?:https?://|www\.)\S++|(?<![\w.+-])[\w.+-]{1,64}@[\w-]++\.[\w.-]++",
    re.DOTALL,
)
_HASHTAG: Final = re.compile(r"#(?<![\w#&/]#)[^\W\d]\w+")  # the literal comes first, for it is what is searched for
_MOST_MARKS: Final = 2000  # more code fences or addresses than any real text holds: the rest are read as words
_SENTENCE_WORDS: Final = 5
_FEW: Final = 6  # words of an answer that may be all names and nouns
_WINDOW: Final = 20


class Entirety(NamedTuple):
    """Whether an entire text is in one language.

    ``decided`` is False where the text is too short or holds no evidence; ``holds`` is then False.
    ``measured``
    says in a few words what was found, ``reason`` is a sentence, ``span`` points at the first foreign stretch
    (offsets into the given text).
    """

    decided: bool
    holds: bool
    measured: str
    reason: str
    span: tuple[int, int] | None


def normalise_code(code: str) -> str:
    """Turns a language code into a key of ``LANGUAGES``: "pt-BR" is "pt", "zh-Hans" is "zh", "nb" is "no".

    Raises:
        UnknownValue: the code names no language of ``LANGUAGES``; the message holds the nearest codes.
    """
    if code in LANGUAGES:
        return code
    base = str(code).strip().lower().replace("_", "-").partition("-")[0]
    base = _ALIASES.get(base, base)
    if base in LANGUAGES:
        return base
    by_name = {name.lower(): key for key, name in LANGUAGES.items()}
    if base in by_name:
        raise UnknownValue("language code", code, LANGUAGES, f"Give the ISO 639-1 code {by_name[base]!r}.")
    raise UnknownValue("language code", code, LANGUAGES, "Give an ISO 639-1 code such as 'en'.")


def identify(text: str) -> Guess:
    """Names the language that a text is written in, or abstains with the reason.

    A text of several languages is named after the one that clearly prevails, if one does.
    """
    words = words_of(_sampled(_prose(text)))
    if not words:
        return Guess(None, 0.0, "no words")
    units = units_by_script(words)
    total = sum(units.values())
    if not total:
        return Guess(None, 0.0, "no letters of a known script")
    asian = units["Han"] + units["Kana"]
    script, share = max(units.items(), key=lambda item: (item[1], item[0]))
    if asian and asian >= share:
        script, share = "Han", asian
    if share / total < 0.6:
        return Guess(None, 0.0, "several scripts: " + ", ".join(sorted(units)))
    if script == "Han":
        return Guess(han_language(words), share / total, "Han and kana letters")
    if script in SCRIPT_LANGUAGE:
        return Guess(SCRIPT_LANGUAGE[script], share / total, f"{script} letters")
    if script not in SHARED_SCRIPTS:
        return Guess(None, 0.0, "letters of a script that belongs to no known language")
    return name_words([word for word in words if script_of(word) == script], script)


def entirely_in(text: str, code: str) -> Entirety:
    """Says whether an entire text is in the language ``code``.

    Names, a heading and a few foreign terms are allowed; a foreign sentence, line or paragraph is not.

    Args:
        text: any text.
        code: a code that ``normalise_code`` accepts.

    Raises:
        UnknownValue: ``code`` is unknown.
    """
    code = normalise_code(code)
    if text.isascii() and code not in SHARED_SCRIPTS["Latin"]:
        refusal = _no_native_letter(text, code)
        if refusal is not None:
            return refusal
    elif code == "en" and _plainly_english(text):
        return Entirety(True, True, "English", "all of the text is English", None)
    head = _head(text)
    if head is not None:
        refused = _judge(head, code)
        if refused.decided and not refused.holds and refused.span is not None:
            return refused  # a foreign stretch at the front stays one whatever follows
    return _judge(text, code)


def _head(text: str) -> str | None:
    """Return the first lines of a long text, None if it is short."""
    if len(text) < 3 * _HEAD:
        return None
    cut = text.find("\n", _HEAD)
    return text[:cut] if 0 < cut < 2 * _HEAD else None


_HEAD: Final = 500  # characters: enough for a foreign sentence to show


def _no_native_letter(text: str, code: str) -> Entirety | None:
    """Refuses an ASCII text for a language of another script; None where it holds no word to refuse."""
    head = _prose(text)
    first = _ASCII_WORD.search(head)
    if first is None:
        return None
    stop = _ASCII_STRETCH.match(head, first.start())
    end = stop.end() if stop else first.end()
    reason = f"no letter of {LANGUAGES[code]} in the text"
    return Entirety(True, False, "Latin letters only", reason, (first.start(), end))


_ASCII_WORD: Final = deferred.pattern(r"[A-Za-z]{2}")
_ASCII_STRETCH: Final = deferred.pattern(r"[^\n.!?]{1,400}+[.!?]?")


# --- The short way for English ---
_TO_WORDS: Final = "".join(chr(i).lower() if chr(i).isalpha() else " " for i in range(128))
_TYPOGRAPHY: Final = {"’": "'", **dict.fromkeys("‘“”—–…•\u00a0", " "), "é": "e"}


def _plainly_english(text: str) -> bool:
    """Whether a text is English beyond doubt; False sends it the long way. Only operations that run in C."""
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY.items():
            text = text.replace(mark, plain)
        if not text.isascii():
            # A few accents (café, São Paulo) merely make unknown words; emoji leave nothing.
            letters = [char for char in set(text) if char > "\x7f" and char_script(char)]
            if sum(map(text.count, letters[:9])) > 3 + len(text) // 400 or len(letters) > 8:
                return False
            if any(char_script(char) != "Latin" for char in letters):
                return False
            for char in letters:
                text = text.replace(char, "x")
            text = text.encode("ascii", "replace").decode()
    # Code and addresses are read along: that is stricter, and what fails here is looked at again without
    # them.
    words = text.translate(_TO_WORDS).split()
    known_words = lexicon()
    known = bytes(map(known_words.english.__contains__, words))
    count = len(words)
    if known.count(1) < (0.6 if count > 4 else 1.0) * count or not count:
        return False
    if _UNKNOWN_RUN in known and _foreign_run(words, known):
        return False
    # Few words of other languages in all (a name, a title): no sentence of them.
    if len(known_words.not_english.intersection(words)) > 2 + count // 100:
        return False
    return all(known.count(1, at, at + 24) >= 8 for at in range(0, count - 23, 12))


_UNKNOWN_RUN: Final = bytes(6)


def _foreign_run(words: list[str], known: bytes) -> bool:
    """Whether one of the runs of unknown words may be another language rather than names."""
    at = known.find(_UNKNOWN_RUN)
    while at >= 0:
        end = known.find(1, at)
        end = end if end > 0 else len(words)
        if end - at >= 8 or _clear_rival(words[max(at - 2, 0) : end + 2], "en"):
            return True
        at = known.find(_UNKNOWN_RUN, end)
    return False


# --- The long way ---
class _Chunk(NamedTuple):
    """A sentence, a run of short sentences or a window of a long one, with its place in the text."""

    start: int
    end: int
    words: list[str]
    heading: bool


class _Tally:
    """What has been seen of the wanted language and of others while chunks are read."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.script, self.native = home_of(code)
        self.words: list[str] = []
        self.native_units = 0.0
        self.foreign: defaultdict[str, float] = defaultdict(float)
        self.voices_left = 3
        self.longest: tuple[int, int] | None = None

    def foreign_language(self, chunk: _Chunk) -> str | None:
        """Takes in a chunk; returns its language or script if that is clearly not the wanted one."""
        mine: list[str] = []
        others: dict[str, list[str]] = {}
        for word in chunk.words:
            script = script_of(word)
            if script in self.native:
                mine.append(word)
            elif script:
                others.setdefault(script, []).append(word)
        self.words += mine
        mine_units = sum(units_of(word) for word in mine)
        self.native_units += mine_units
        for script, words in others.items():
            units = sum(units_of(word) for word in words)
            self.foreign[script] += units
            if self.longest is None:
                self.longest = (chunk.start, chunk.end)
            if units >= _SENTENCE_WORDS and not chunk.heading:
                named = _sentence_like(words, script, mine_units)
                if named:
                    return named
        if chunk.heading or mine_units < _SENTENCE_WORDS:
            return None
        if self.code in ("ja", "zh"):
            return other_han(mine, self.code)
        return self._rival(mine) if self.script in SHARED_SCRIPTS else None

    def _rival(self, words: list[str]) -> str | None:
        rival = _clear_rival(words, self.code)
        if rival is not None:
            return LANGUAGES[rival]
        if self.code == "en" and len(words) >= 8 and self.voices_left:
            return self._unlike_english(words)
        return None

    def _unlike_english(self, words: list[str]) -> str | None:
        """Absence as evidence: English never goes eight lower-case words mostly without common words."""
        plain = [word for word in words if not word[0].isupper()]
        known = sum(map(lexicon().english.__contains__, plain))
        if len(plain) < 0.7 * len(words) or known > 0.34 * len(plain):
            return None
        self.voices_left -= 1
        language, probability = langdetect_voice(words)
        sure = probability >= 0.9
        unlike = language != "en" and (sure or known <= 0.15 * len(plain))
        return "another language" if unlike else None


def _clear_rival(words: Sequence[str], code: str) -> str | None:
    """The language that clearly outvotes the wanted one, if one does."""
    votes = votes_for(words)
    own = max(votes.pop(code, 0.0), 0.0)
    rival = max(votes, key=lambda other: (votes[other], other), default=None)
    if rival is not None and votes[rival] >= max(1.6, 0.22 * len(words)) and own < 0.4 * votes[rival]:
        return rival
    return None


def _judge(text: str, code: str) -> Entirety:
    """Reads a text up to the first stretch that is clearly in another language, then weighs the whole."""
    tally = _Tally(code)
    wanted = LANGUAGES[code]
    prose = _prose(text)
    for chunk in _chunks(prose):
        other = tally.foreign_language(chunk)
        if other is not None:
            reason = f"the text has a stretch in {other}; all of it must be {wanted}"
            return Entirety(True, False, other, reason, (chunk.start, chunk.end))
    foreign = sum(tally.foreign.values())
    if not foreign and not tally.native_units:
        reason = f"the text holds no words to tell whether it is {wanted}"
        return Entirety(False, False, "no words", reason, None)
    if tally.native_units < foreign:
        most = max(tally.foreign.items(), key=lambda item: (item[1], item[0]))[0]
        reason = f"more of the text is in {most} letters than in those of {wanted}"
        return Entirety(True, False, f"{most} letters", reason, tally.longest)
    return _weigh(tally, wanted, len(prose))


def _all_known(words: Sequence[str], code: str) -> bool:
    """Whether a short text holds only common words of a language ("No." is English, and Spanish too)."""
    return len(words) <= 12 and all(code in lexicon().owners.get(plain_of(word), ()) for word in words)


def _weigh(tally: _Tally, wanted: str, length: int) -> Entirety:
    """The verdict on a text without a foreign stretch."""
    code, words = tally.code, tally.words
    passes = Entirety(True, True, wanted, f"all of the text is {wanted}", None)
    if code in ("ja", "zh"):
        guess = Guess(han_language(words), 1.0, "Han and kana letters")
    elif tally.script not in SHARED_SCRIPTS or _all_known(words, code):
        return passes
    else:
        guess = name_words(words, tally.script)
    if guess.language == code:
        return passes
    few = len(words) <= _FEW and not tally.foreign
    if guess.language is None and code == "en" and few and all(map(is_english, words)):
        return passes
    if guess.language is None:
        reason = f"cannot tell whether the text is {wanted}: {guess.reason}"
        return Entirety(False, False, "undecided", reason, None)
    name = LANGUAGES[guess.language]
    return Entirety(True, False, name, f"the text is {name}; it must be {wanted}", (0, length))


def _sentence_like(words: list[str], script: str, native_units: float) -> str | None:
    """Names a stretch in another script if it is a sentence rather than names and terms."""
    if script != "Latin":
        # A quoted phrase inside a sentence is a term; a stretch as long as the rest is a sentence of its own.
        whole = sum(map(units_of, words)) >= max(6, 0.5 * native_units)
        return f"{script} letters" if whole else None
    if native_units > len(words):
        return None
    # Capitalised words are names and terms ("Google Cloud Platform"); shouted ones may be a sentence.
    plain = [word for at, word in enumerate(words) if at == 0 or word.isupper() or not word[0].isupper()]
    if len(plain) < max(3, 0.5 * len(words)):
        return None
    order = ranked(votes_for(plain))
    if not order:
        return None
    best, score = order[0]
    return LANGUAGES[best] if score >= max(1.6, 0.25 * len(words)) else None


def _chunks(text: str) -> Iterator[_Chunk]:
    """Cuts a text into stretches long enough to be judged; short neighbouring sentences go together."""
    short: _Chunk | None = None
    for start, stop in _blocks(text):
        for line in _LINE.finditer(text, start, stop):
            for sentence in _SENTENCE.finditer(text, line.start(), line.end()):
                words = words_of(sentence.group())
                if not words:
                    continue
                chunk = _Chunk(*_trimmed(sentence), words, _is_heading(line.group(), words))
                if sum(map(units_of, words)) >= _SENTENCE_WORDS:
                    if short is not None:
                        yield short
                        short = None
                    yield from _windows(chunk, text)
                    continue
                if chunk.heading:
                    yield chunk
                    continue
                if short is not None:
                    chunk = _Chunk(short.start, chunk.end, short.words + words, False)
                short = chunk
                if sum(map(units_of, short.words)) >= _SENTENCE_WORDS + 1:
                    yield short
                    short = None
    if short is not None:
        yield short


def _blocks(text: str) -> list[tuple[int, int]]:
    """What is read of a text: all of it, or its front and ever sparser blocks of whole thousands."""
    if len(text) <= 2 * READ_IN_FULL:
        return [(0, len(text))]
    step = max(1000, (len(text) - READ_IN_FULL) // 30)
    behind = range(READ_IN_FULL, len(text), step)
    return [(0, READ_IN_FULL), *((at, min(at + 1000, len(text))) for at in behind)]


def _windows(chunk: _Chunk, text: str) -> Iterator[_Chunk]:
    """A long sentence may change language without a full stop: it is judged in windows."""
    if len(chunk.words) <= 1.5 * _WINDOW:
        yield chunk
        return
    places = [(match.start(), match.end()) for match in WORD.finditer(text, chunk.start, chunk.end)]
    for at in range(0, len(chunk.words), _WINDOW):
        last = min(at + _WINDOW, len(places)) - 1
        if at <= last:
            yield _Chunk(places[at][0], places[last][1], chunk.words[at : at + _WINDOW], chunk.heading)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    found = match.group()
    start = match.start() + len(found) - len(found.lstrip())
    return start, start + len(found.strip())


def _is_heading(line: str, words: Sequence[str]) -> bool:
    """A line of at most twelve words, marked up as a heading or in title case without an end mark."""
    bare = line.strip()
    if len(words) > 12 or len(bare) > 160:
        return False
    framed = bare.startswith(("**", "<<", "[", "__")) and bare.endswith(("**", ">>", "]", "__"))
    if framed or bare.startswith("#"):
        return True
    capital = sum(word[0].isupper() and not word.isupper() for word in words)
    return bare[-1] not in ".!?:;," and capital >= 0.6 * len(words) and "." not in bare


def _prose(text: str) -> str:
    """Blanks out what is no prose, keeping every offset; a text that is nothing but code is left as it is."""
    plain = text
    if 0 < plain.count("```") + plain.count("~~~") <= _MOST_MARKS:
        plain = _FENCE.sub(_without_code, plain)
    if "`" in plain or "://" in plain or "@" in plain or "www." in plain:
        plain = _NO_PROSE.sub(_blanks, plain, count=_MOST_MARKS)
    if "#" in plain:
        plain = _HASHTAG.sub(_blanks, plain, count=_MOST_MARKS)
    if plain is not text and WORD.search(plain) is None:
        return text if "`" in text or "~~~" in text else plain
    return plain


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_code(match: re.Match[str]) -> str:
    """A fence hides code only: prose in it is read as prose, or a text could hide in any language."""
    mark, info, body = match.groups()
    marks = sum(map(body.count, MARKS))
    if marks < 0.05 * len(body) or info.strip().lower() in _PROSE_FENCES:
        edge = len(mark) + len(info)
        return " " * edge + str(match.group()[edge:]).replace(mark, " " * len(mark))
    return _blanks(match)


def _sampled(text: str) -> str:
    """The front of a text and evenly spaced blocks of it: enough to name a language."""
    if len(text) <= 8000:
        return text
    places = range(4000, len(text), (len(text) - 4000) // 8)
    return " ".join([text[:4000], *(text[at : at + 500] for at in places)])
