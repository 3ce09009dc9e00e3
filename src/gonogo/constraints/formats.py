"""Data formats beside JSON: the whole response is well-formed TOML, XML, YAML or JSON Lines."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from random import Random
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.constraints.data import json_fault, unfenced
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.segment import lines
from gonogo.text.view import View

DEEPEST = 100  # levels of nesting that a document may have; readers of deeper ones take too long, or crash


class _Document(Constraint):
    """What the formats share: the whole response, bare or in one code fence, has no fault."""

    NAME: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("emphasis", "quotes", "edges", "blanks"))

    def describe(self) -> str:
        return f"Your entire response must be one {self.NAME} document. You may put it in a markdown code fence."

    def judge(self, view: View) -> Verdict:
        fault = self.fault(unfenced(self.read(view)))
        if fault is None:
            return self.passed(view, True, f"well-formed {self.NAME}")
        return self.failed(view, f"no well-formed {self.NAME}: {fault}", False)

    @staticmethod
    def read(view: View) -> str:
        """Return the text that is looked at."""
        return view.written

    @staticmethod
    def fault(text: str) -> str | None:
        """Return what is wrong with ``text``, None if nothing is."""
        raise NotImplementedError

    def _write(self, draft: Draft, rng: Random, text: str) -> None:
        draft.verbatim = rng.choice((text, f"```{self.LABEL}\n{text}\n```", f"```\n{text}\n```"))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


class Toml(_Document):
    """The whole response is one TOML document, bare or in one code fence.

    TOML 1.0, read strictly: no key twice, no bare words as values. It holds at least one key: an empty text, or one of
    comments only, is no document. Nesting may be 100 levels deep.
    """

    kind: Literal["toml"] = "toml"

    NAME, LABEL = "TOML", "toml"
    EXAMPLES = (
        Passes({}, '```toml\ntitle = "Salt"\n\n[sea]\ndeep = true\n```'),
        Passes({}, "# made by hand\nn = 1_000\nday = 2024-02-29", "comments, and values of every type"),
        Fails({}, "title = Salt", "a bare word as a value"),
        Fails({}, "a = 1\na = 2", "one key twice"),
        Fails({}, 'Here it is:\na = "b"', "text before it"),
        Fails({}, "# nothing", "no key"),
    )

    @staticmethod
    def fault(text: str) -> str | None:
        return toml_fault(text)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(
            draft, rng, f'title = "{draft.word(rng)}"\n\n[{draft.word(rng)}]\nn = {rng.randint(0, 9)}\nlist = [1, 2]'
        )

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        self._write(draft, rng, rng.choice((
            f"title = {word}", f'a = "{word}', f'Here it is:\na = "{word}"', f"# {word}", "a = 1\na = 2",
            f'{{"a": "{word}"}}',
        )))  # fmt: skip


_LONG_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){100}")


def toml_fault(text: str) -> str | None:
    """Return what is wrong with ``text`` as TOML with at least one key, None if nothing is."""
    import tomllib  # only needed here, and not cheap to import

    if (text.count("[") + text.count("{") > DEEPEST and _nesting(text) > DEEPEST) or (
        text.count(".") >= DEEPEST and _LONG_KEY.search(text)
    ):
        return f"nested more than {DEEPEST} levels deep"
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also what no date can be, and numbers without end
        return str(error)
    return None if found else "it holds no key"


def _nesting(text: str) -> int:
    """Return a number that the depth of brackets in ``text`` does not exceed."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(0, depth - 1)
    return deepest


class Xml(_Document):
    """The whole response is one XML document, bare or in one code fence.

    Well-formed XML 1.0: one root element, every element closed, attributes quoted. A document type declaration is
    refused, with the entities that it could define; HTML entities such as ``&nbsp;`` are therefore undefined.
    """

    kind: Literal["xml"] = "xml"

    NAME, LABEL = "XML", "xml"
    EXAMPLES = (
        Passes({}, '<?xml version="1.0"?>\n<sea deep="yes"><fish/>Salt &amp; more</sea>'),
        Passes({}, "```xml\n<a>\n  <b>é</b>\n</a>\n```"),
        Fails({}, "<a><b></a></b>", "elements that overlap"),
        Fails({}, "<a>1</a><a>2</a>", "two roots"),
        Fails({}, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a document type declaration"),
        Fails({}, "<p>Salt & sea</p>", "a bare ampersand"),
        Fails({}, "Here it is: <a>1</a>", "text before it"),
    )

    @staticmethod
    def fault(text: str) -> str | None:
        return xml_fault(text)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        name, word = draft.word(rng), draft.word(rng)
        self._write(draft, rng, f'<{name} n="{rng.randint(0, 9)}">\n  <item>{word}</item>\n  <item/>\n</{name}>')

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        self._write(draft, rng, rng.choice((
            f"<a><b>{word}</a></b>", f"<a>{word}", f"<a n=1>{word}</a>", f"<a>{word}</a><a/>", f"Here: <a>{word}</a>",
            f"<a>{word} & {word}</a>", f"<!DOCTYPE a><a>{word}</a>", f"{word}", f"<a>{word}</A>",
        )))  # fmt: skip


class _Refused(Exception):
    pass


def xml_fault(text: str) -> str | None:
    """Return what is wrong with ``text`` as XML without a document type declaration, None if nothing is."""
    from xml.parsers import expat

    def refuse(*_: Any) -> None:
        raise _Refused

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse
    try:
        reader.Parse(text, True)
    except _Refused:
        return "it has a document type declaration"
    except (expat.ExpatError, UnicodeError) as error:
        return str(error)
    return None


class Yaml(_Document):
    """The whole response is one YAML document that is a mapping or a list, bare or in one code fence.

    Only the syntax is read, nothing is built: tags name no types, and references (``*name``) are not followed, but must
    be defined. No key stands twice in one mapping. A bare text is no document here, though YAML would let it be one.
    Nesting may be 100 levels deep. Needs PyYAML (``pip install 'gonogo[yaml]'``).
    """

    kind: Literal["yaml"] = "yaml"

    NAME, LABEL = "YAML", "yaml"
    EXAMPLES = (
        Passes({}, "```yaml\ntitle: Salt\nfish:\n  - cod\n  - 'eel'\n```"),
        Passes({}, "- &a {n: 1}\n- *a"),
        Fails({}, "title: Salt: Sea", "a colon that would have to be quoted"),
        Fails({}, "a: 1\na: 2", "one key twice"),
        Fails({}, "a: *b", "a reference to nothing"),
        Fails({}, "Salt and sea.", "a bare text"),
        Fails({}, "a: 1\n---\nb: 2", "two documents"),
        Fails({}, "a:\n\t- 1", "a tab as indentation"),
        Passes({}, "[]", "an empty list"),
        Fails({}, "?", "a mapping of nothing to nothing"),
    )

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if importlib.util.find_spec("yaml") is None:
            raise SpecError("yaml: reading YAML needs PyYAML, which is not installed; pip install 'gonogo[yaml]'")
        return self

    @staticmethod
    def fault(text: str) -> str | None:
        return yaml_fault(text)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        words = [draft.word(rng) for _ in range(3)]
        self._write(draft, rng, f"title: {words[0]}\nlist:\n  - {words[1]}\n  - [1, {words[2]}]\nmore: {{n: 1}}")

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        self._write(draft, rng, rng.choice((
            f"a: {word}: {word}", f"a: [{word}", f'a: "{word}', f"Here it is:\na: {word}\nb", word, "a: 1\na: 2",
            f"a: *{word}", f"- {word}\nb: 1", f"a: {word}\n--- \nb: 1",
        )))  # fmt: skip


@cache
def _yaml() -> Any:
    """Return PyYAML's module and its fast loader, or the slow one where it was built without."""
    import yaml

    return yaml, getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_fault(text: str) -> str | None:
    """Return what is wrong with ``text`` as one YAML mapping or list, None if nothing is.

    The events of the parser are looked at one by one, so that nothing is built and nothing expanded.
    """
    yaml, loader = _yaml()
    reader = _YamlReader()
    try:
        for event in yaml.parse(text, Loader=loader):
            fault = reader.fault(type(event).__name__, event)
            if fault is not None:
                return fault
    except (yaml.YAMLError, ValueError) as error:  # ValueError: characters that are none
        return str(error).replace("\n", " ")
    return None if reader.says else "it is empty"


class _YamlReader:
    """Checks what YAML's parser lets pass: keys that stand twice, references to nothing, several documents."""

    def __init__(self) -> None:
        self.documents = 0
        self.says = False  # whether there is a value, or a collection that is written out as empty
        self.anchors: set[str] = set()
        self.open: list[list[Any]] = []  # for each open mapping [its keys, whether a key comes next]; for a list []

    def fault(self, name: str, event: Any) -> str | None:
        if name == "DocumentStartEvent":
            self.documents += 1
            return "it holds several documents" if self.documents > 1 else None
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            self.open.pop()
            return None
        if name not in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            return None
        key = self._turn()
        if name == "AliasEvent":
            return None if event.anchor in self.anchors else f"*{event.anchor} refers to nothing"
        if event.anchor:
            self.anchors.add(event.anchor)
        self.says = self.says or bool(event.value if name == "ScalarEvent" else event.flow_style)
        if name == "ScalarEvent":
            return self._scalar(key, event.value)
        self.open.append([set(), True] if name == "MappingStartEvent" else [])
        return f"nested more than {DEEPEST} levels deep" if len(self.open) > DEEPEST else None

    def _turn(self) -> set[str] | None:
        """Return the keys so far if what comes now is a key, and let the other of key and value come next."""
        if not self.open or not self.open[-1]:
            return None
        top = self.open[-1]
        top[1] = not top[1]
        keys: set[str] = top[0]
        return None if top[1] else keys

    def _scalar(self, keys: set[str] | None, value: str) -> str | None:
        if not self.open:
            return "it is a bare text, no mapping and no list"
        if keys is not None and value != "<<":
            if value in keys:
                return f"the key {value[:60]!r} stands twice in one mapping"
            keys.add(value)
        return None


class JsonLines(_Document):
    """Every line of the response is one JSON object or array, bare or in one code fence.

    Strict JSON on each line, as for ``json``; blank lines are let pass. U+2028, U+2029 and U+0085 end no line:
    strings may hold them.
    """

    kind: Literal["json_lines"] = "json_lines"

    NAME, LABEL = "JSON Lines", "jsonl"
    ABOUT = frozenset((*_Document.ABOUT, "separators"))
    VERSION = 2
    EXAMPLES = (
        Passes({}, '{"a": 1}\n{"a": 2}'),
        Passes({}, '```jsonl\n{"a": 1}\n\n[2]\n```'),
        Passes({}, '{"a": 1}\r\n{"b": "x\u2028y"}\r\n', "a line separator inside a string"),
        Fails({}, '{"a":\n1}', "an object over two lines"),
        Fails({}, '{"a": 1},\n{"a": 2}', "a comma between them"),
        Fails({}, "1\n2", "bare scalars"),
        Fails({}, "```\n```", "no line"),
    )

    def describe(self) -> str:
        return (
            "Every line of your response must be one JSON object or array (JSON Lines). "
            "You may put them in a markdown code fence."
        )

    @staticmethod
    def read(view: View) -> str:
        return view.data

    @staticmethod
    def fault(text: str) -> str | None:
        found = lines(text)
        for start, end in found:
            line = text[start:end]
            fault = json_fault(line) if line[0] in "{[" else "it is no object or array"
            if fault is not None:
                return f"line {line[:40]!r}: {fault}"
        return None if found else "there is no line"

    def satisfy(self, draft: Draft, rng: Random) -> None:
        rows = [json.dumps({"word": draft.word(rng), "n": n}) for n in range(rng.randint(1, 4))]
        self._write(draft, rng, "\n".join(rows))

    def violate(self, draft: Draft, rng: Random) -> None:
        rows = [json.dumps({"word": draft.word(rng), "n": n}) for n in range(rng.randint(2, 4))]
        self._write(draft, rng, rng.choice((
            ",\n".join(rows), "[" + ",\n".join(rows) + "]", "Here they are:\n" + "\n".join(rows), "\n".join(rows)[:-1],
            json.dumps({"a": 1}, indent=1), "1\n2", " ".join(rows),
        )))  # fmt: skip
