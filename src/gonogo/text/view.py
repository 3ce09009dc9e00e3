"""View: one response, read lazily and once, by however many constraints."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from gonogo.text import chars, segment
from gonogo.text.comments import OPENS, comments, without_comments
from gonogo.text.markdown import Markdown
from gonogo.text.segment import Span
from gonogo.text.words import WordMask, counted_early

_RUNS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_OPENING = 400  # characters, some 65 words
_LEAD = 120  # characters, some 20 words
_AROUND = ".,;:!?()\"'*_-"  # around a word these are no part of it
_MARKED_UP = re.compile(r"[`~]|\]\(")  # code and links, in which words may be none
# The markers of emphasis, inline code and strikethrough: removed in this order, underscores only at the edge of a word
_MARKERS = "*`"
_STRUCK = "~~"
_EDGE_UNDERSCORES = re.compile(r"(?<!\w)_+|(?<!_)_+(?!\w)")
_REMOVED = (re.compile(f"[{_MARKERS}]+"), re.compile(_STRUCK), _EDGE_UNDERSCORES)
_NO_BREAKS = "\x85\u2028\u2029"
_BLANKED = dict.fromkeys(map(ord, _NO_BREAKS), " ")
_SIDE = r"[^\W_]|[\u0300-\U0010ffff]"
# Markers with a letter or digit (or what goes on with one, such as a mark) on either side
_BETWEEN = re.compile(
    rf"([*_`~](?:(?<=[^\W_][*_`~])|(?<=[\u0300-\U0010ffff][*_`~])|(?<=[^\W_][.,][*_`~]))[*_`~]*)(?=[.,']?(?:{_SIDE}))"
)


def _outer(here: list[int], there: list[int], at: int) -> int:
    """Return where an offset is in a text of which several stretches begin ``here``, and ``there`` in it."""
    i = bisect_right(here, at) - 1
    return there[i] + at - here[i]


class Spans(Sequence[str]):
    """Parts of a text: behaves as the list of their strings, and knows where each one is."""

    __slots__ = ("offsets", "text")

    def __init__(self, text: str, offsets: list[Span]) -> None:
        self.text = text
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.text[a:b] for a, b in self.offsets[index]]
        start, end = self.offsets[index]
        return self.text[start:end]

    def __iter__(self) -> Iterator[str]:
        text = self.text
        return (text[a:b] for a, b in self.offsets)

    def __repr__(self) -> str:
        return f"Spans({list(self)!r})"


class View:
    """What a reader sees of one response.

    ``source`` is the response as given, and ``text`` what is visible of it. All offsets here are offsets of ``text``;
    :meth:`origin` maps a span back to the original. Every property is computed when first asked for and then kept.

    The forms of the text, what is removed or replaced in each, and whether its offsets are those of ``text``::

        form              read from  removed or replaced                                          same offsets
        text              source     what does not show, comments; one form of letters and lines  -
        foreign           text       all of ASCII                                                 no
        stripped          text       the blanks around it                                         no
        looks             text       look-alikes made one: curly quotes, full-width letters…      yes
        undisguised       text       nothing; or it is looks, where skeleton is None              yes
        folded            looks      capitals made small                                          yes
        vocabulary        folded     all but the words; asterisks in words                        no
        bare              folded     markers of emphasis, inline code and strikethrough           no
        bare_with_places  folded     as bare; tells where each character stands                   no
        flowing           bare       runs of blanks and line breaks made one blank                no
        skeleton          text       capitals of ASCII made small; asterisks, backquotes (bytes)  no
        runs              skeleton   all but the runs of ASCII letters and digits                 no

    :func:`plain` is the ``flowing`` of any string, but in the case in which it is written.

    Args:
        source: the response.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.foreign = chars.foreign_characters(source)
        self.text = chars.visible(source, self.foreign)
        self._kept: tuple[list[int], list[int]] | None = None  # of what stands beside comments: as _begins
        if OPENS in self.text:
            self._without_comments()
        if self.text is not source:
            self.foreign = chars.foreign_characters(self.text)
        self._parent: View | None = None
        self._offset = 0
        self._begins: tuple[list[int], list[int]] | None = None  # of several stretches: where each is here, and there

    def _without_comments(self) -> None:
        hidden = comments(self.text)
        if not hidden:
            return
        pieces: list[str] = []
        here, there = [], []
        size = at = 0
        for start, end in (*hidden, (len(self.text), 0)):
            here.append(size)
            there.append(at)
            pieces.append(self.text[at:start])
            size += start - at
            at = end
        self.text, self._kept = "".join(pieces), (here, there)

    def forget(self) -> None:
        """Let go of what was read; it is read again when asked for. Of a large batch only the texts stay in memory."""
        kept = self.source, self.text, self.foreign, self._kept, self._parent, self._offset, self._begins
        self.__dict__.clear()
        self.source, self.text, self.foreign, self._kept, self._parent, self._offset, self._begins = kept

    def part(self, start: int, end: int) -> View:
        """Return the view of ``text[start:end]``; its spans still map to this view's original."""
        if start == 0 and end == len(self.text):
            return self
        inner = View.__new__(View)
        inner.source = inner.text = self.text[start:end]
        inner.foreign = "" if not self.foreign else chars.foreign_characters(inner.text)
        inner._parent, inner._offset, inner._begins, inner._kept = self, start, None, None
        return inner

    def joined(self, spans: Sequence[Span]) -> View:
        """Return the view of several stretches, one after the other, with a blank line between them.

        Its spans map to this view's original, too; one that runs over several stretches covers what parts them.
        """
        if len(spans) == 1:
            return self.part(*spans[0])
        pieces: list[str] = []
        here: list[int] = []
        at = 0
        for start, end in spans:
            piece = self.text[start:end]
            if pieces:
                breaks = len(pieces[-1]) - len(pieces[-1].rstrip("\n")) + len(piece) - len(piece.lstrip("\n"))
                pieces[-1] += "\n" * (2 - breaks)
                at += max(0, 2 - breaks)
            here.append(at)
            pieces.append(piece)
            at += len(piece)
        text = "".join(pieces)
        inner = self.masked(text)
        inner.foreign = "" if not self.foreign else chars.foreign_characters(text)
        inner._begins = here, [start for start, _ in spans]
        return inner

    def masked(self, text: str) -> View:
        """Return a view of ``text``: this one's with ASCII in place of what is not to be read, so offsets stay."""
        inner = View.__new__(View)
        inner.source = inner.text = text
        inner.foreign = self.foreign
        inner._parent, inner._offset, inner._begins, inner._kept = self, 0, None, None
        return inner

    @property
    def whole(self) -> bool:
        """Whether this is a whole response, not a part of one."""
        return self._parent is None

    def origin(self, start: int, end: int, within: View | None = None) -> Span:
        """Return the span of the original response that shows as ``text[start:end]``.

        Args:
            start: where it begins.
            end: where it ends.
            within: a view that this one is a part of: the span is then one of its text, not of the original.
        """
        view = self
        while view is not within and (parent := view._parent) is not None:
            end = view._outer(max(start, end - 1)) + (end > start)  # the last stretch it reaches, not the one after it
            start, view = view._outer(start), parent
        if view is within or view.text is view.source:
            return start, end
        if view._kept is not None:
            end = _outer(*view._kept, max(start, end - 1)) + (end > start)
            start = _outer(*view._kept, start)
        return (start, end) if view._origin is None else view._origin.span(start, end)

    def _outer(self, at: int) -> int:
        """Return where an offset of this text is in its parent's."""
        if self._begins is None:
            return at + self._offset
        return _outer(*self._begins, at)

    @cached_property
    def _origin(self) -> chars.Origin | None:
        return chars.origin(self.source)

    # ------------------------------------------------------------------ counting without building
    def count_words(self, stop: int | None = None) -> int:
        """Return the number of words, or any number from ``stop`` on once that is certain."""
        if "word_mask" in self.__dict__:
            return self.word_mask.count()
        early = counted_early(self.text, stop)
        return self.word_mask.count() if early is None else early

    def count_sentences(self, stop: int | None = None) -> int:
        """Return the number of sentences, or any number from ``stop`` on once that is certain."""
        return len(self.sentences if stop is None else self.first_sentences(stop))

    def first_sentences(self, n: int) -> list[Span]:
        """Return where the first sentences are: at least ``n`` of them, or all there are."""
        known = self.__dict__.get("sentences")
        if known is not None:
            return known.offsets  # type: ignore[no-any-return]  # __dict__ has no types
        begun: list[Span] = self.__dict__.get("_begun", [])
        if len(begun) < n:
            begun = self.__dict__["_begun"] = segment.sentences(self.text, n, self.foreign)
            if len(begun) < n:
                self.__dict__["sentences"] = Spans(self.text, begun)
        return begun

    def each_word(self) -> Iterator[Span]:
        """Yield where the words are, in order; those far down are looked for only when they are asked for."""
        head = None if "words" in self.__dict__ else self.opening
        if head is None:
            yield from self.words.offsets
        else:
            yield from head.words.offsets
            yield from self.words.offsets[len(head.words) :]

    def words_before(self, end: int) -> list[Span]:
        """Return where the first words are: all that begin before ``end``, and maybe more."""
        head = None if "words" in self.__dict__ else self.opening
        if head is None or 2 * end > len(self.text):
            return self.words.offsets
        if end <= len(head.text):
            return head.words.offsets
        if "_read" in self.__dict__:  # whoever asks for more and more gets all
            return self.words.offsets
        self.__dict__["_read"] = True
        cut = self._safe_cut(end, len(self.text))
        return self.words.offsets if cut < end else self.part(0, cut).words.offsets

    def _safe_cut(self, start: int, end: int) -> int:
        """Return a place in ``start:end`` where a cut changes no word, 0 if there is none."""
        text = self.text
        # blanks may stand inside a link, or behind the fence of a code block
        linked = "]" in text and "](" in text
        blank = "\n" if linked or ("`" in text and "```" in text) or ("~" in text and "~~~" in text) else " "
        return text.rfind(blank, start, end) + 1 if end < len(text) else text.find(blank, start) + 1

    # ------------------------------------------------------------------ parts
    @cached_property
    def word_mask(self) -> WordMask:
        """Which characters stand in words."""
        return WordMask(self.text)

    @cached_property
    def words(self) -> Spans:
        """The words: see :class:`gonogo.text.words.WordMask`."""
        starts, ends = self.word_mask.offsets()
        return Spans(self.text, list(zip(starts.tolist(), ends.tolist(), strict=True)))

    @cached_property
    def sentences(self) -> Spans:
        """The sentences: see :func:`gonogo.text.segment.sentences`."""
        return Spans(self.text, segment.sentences(self.text, None, self.foreign))

    @cached_property
    def paragraphs(self) -> Spans:
        """The paragraphs: see :func:`gonogo.text.segment.paragraphs`."""
        return Spans(self.text, segment.paragraphs(self.text))

    @cached_property
    def lines(self) -> Spans:
        """The non-empty lines."""
        return Spans(self.text, segment.lines(self.text))

    @cached_property
    def markdown(self) -> Markdown:
        """The markdown structure."""
        return Markdown(self.text, whole=self.whole)

    @cached_property
    def bullets(self) -> Spans:
        """The bullet points: see :func:`gonogo.text.markdown.bullets`."""
        return Spans(self.text, self.markdown.bullets)

    @cached_property
    def stripped(self) -> str:
        """The text without the blanks around it."""
        return self.text.strip()

    @cached_property
    def data(self) -> str:
        """The stripped text for readers of JSON: with comments, and U+0085, U+2028 and U+2029 end no line.

        A string of JSON may hold them (RFC 8259); here they are blanks.
        """
        if self._parent is not None or not any(char in self.source for char in _NO_BREAKS):
            return self.written
        return chars.visible(self.source.translate(_BLANKED)).strip()

    @cached_property
    def written(self) -> str:
        """The stripped text with its HTML comments, for readers of data formats."""
        if self._parent is not None or self._kept is None:
            return self.stripped
        return chars.visible(self.source).strip()

    # ------------------------------------------------------------------ for comparing
    @cached_property
    def skeleton(self) -> bytes | None:
        """The text as bytes for fast searching, or None: see :func:`gonogo.text.chars.skeleton`."""
        return None if self.markers_part_words else chars.skeleton(self.text, self.foreign)

    @cached_property
    def markers_part_words(self) -> bool:
        """Whether backquotes or another marker that parts words may stand between two letters (``naïve`a``).

        Without its markers (:attr:`bare`), such a text shows one word where there are two.
        """
        text = self.text
        # a single character is looked for much faster than several
        if "`" not in text and "~" not in text and not ("*" in text and _many_stars_within(text)):
            return False
        return any(match.group(1).strip("_") not in ("", "*", "**", "***") for match in _BETWEEN.finditer(text))

    def lacks(self, run: bytes) -> bool:
        """Return whether a run of small ASCII letters and digits certainly occurs nowhere, however it is marked up.

        For ruling words out without folding the text; False means that it may occur.
        """
        known = self.skeleton
        return known is not None and run not in known

    @cached_property
    def runs(self) -> frozenset[bytes]:
        """The runs of ASCII letters and digits in :attr:`skeleton`."""
        return frozenset((self.skeleton or b"").translate(_RUNS).split())

    @property
    def undisguised(self) -> str:
        """The text, with look-alikes made one if they may hide ASCII letters; same offsets."""
        return self.text if self.skeleton is not None else self.looks

    @cached_property
    def bare_with_places(self) -> tuple[str, Sequence[int]]:
        """:attr:`bare`, and where in ``text`` each of its characters stands."""
        return bare_with_places(self.folded)

    @cached_property
    def looks(self) -> str:
        """The text with look-alike characters made one (curly quotes, full-width letters…); same offsets."""
        return chars.looks(self.text, self.foreign)

    @cached_property
    def folded(self) -> str:
        """:attr:`looks` in lower case; same offsets."""
        return chars.lower(self.looks)

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words as they are compared with each other: lower case, look-alikes made one, no emphasis inside."""
        return self.word_mask.cut(self.folded)

    @cached_property
    def lead(self) -> list[str]:
        """The first words of a longer text as they are written, as far as blanks alone tell them: ASCII letters.

        "" stands for a piece between blanks that would have to be looked at: it may hold no word, or several. For kinds
        that are decided, most often, by one of the first words; nothing else needs to be read then.
        """
        text = self.text
        cut = text.find(" ", _LEAD)
        if cut < 0 or not text[:cut].isascii() or _MARKED_UP.search(text, 0, cut):
            return []
        return [word if (word := piece.strip(_AROUND)).isalpha() else "" for piece in text[:cut].split()]

    @cached_property
    def opening(self) -> View | None:
        """The beginning of a long text: its first words and lines are those of the whole. None for a short text.

        For kinds that ask something of each word: most texts fail at one of the first.
        """
        cut = self._safe_cut(0, _OPENING) if len(self.text) >= 2 * _OPENING else 0
        return self.part(0, cut) if cut else None

    @cached_property
    def bare(self) -> str:
        """:attr:`folded` without the markers of emphasis and code; offsets differ."""
        return bare(self.folded)

    @cached_property
    def flowing(self) -> str:
        """:attr:`bare` with every run of blanks and line breaks made one blank, for finding phrases."""
        return " ".join(self.bare.split())


def bare(text: str) -> str:
    """Return ``text`` without the markers of emphasis, strikethrough and inline code."""
    for marker in (*_MARKERS, _STRUCK):
        if marker in text:
            text = text.replace(marker, "")
    return _EDGE_UNDERSCORES.sub("", text) if "_" in text else text


def _many_stars_within(text: str) -> bool:
    """Return whether four asterisks or more stand with a visible character on both sides; dividers do not."""
    at = text.find("****")
    while at >= 0:
        end = at + 4
        while text.startswith("*", end):
            end += 1
        if text[at - 1 : at].strip() and text[end : end + 1].strip():
            return True
        at = text.find("****", end)
    return False


def bare_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return :func:`bare` of ``text``, and where in ``text`` each of its characters stands."""
    at: Sequence[int] = range(len(text))
    for removed in _REMOVED:
        matches = list(removed.finditer(text))
        if matches:
            edges = [0, *(edge for match in matches for edge in match.span()), len(text)]
            kept = list(zip(edges[::2], edges[1::2], strict=True))
            at = [place for start, end in kept for place in at[start:end]]
            text = "".join(text[start:end] for start, end in kept)
    return text, at


def plain(text: str) -> str:
    """Return ``text`` as phrases are compared: visible, look-alikes made one, no emphasis, single blanks."""
    return " ".join(bare(chars.looks(without_comments(chars.visible(text)))).split())
