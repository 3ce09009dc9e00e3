"""Habits of language models: words about the answer before it, and talk of how well it follows its instructions.

Both are told by grammar, not by a list of sentences: who is spoken of (``this`` + what a response may be called), what
is claimed of it (``meets``, ``is in line with``), towards what (``your requirements``, ``as you asked``), and where it
stands: such talk opens or closes a response, while in between, in a quotation or in a letter the same words speak of
something else. English is written out here; other languages are tables of :mod:`gonogo.text.habit_words`.
"""

from __future__ import annotations

import re
from functools import cache

from gonogo.text.chars import lower
from gonogo.text.habit_words import TONGUES, Tongue
from gonogo.text.places import edges, letter, shown
from gonogo.text.segment import lines
from gonogo.text.view import View, bare

# ---------------------------------------------------------------------- what a response may be called
_PURE = r"response|answer|reply|output|text|message"  # these are seldom the subject of one
_WORKS = (
    r"essay|article|story|tale|poem|haiku|limerick|sonnet|song|lyrics|letter|e-?mail|summary|list|outline|paragraph|"
    r"passage|sentence|piece|version|rewrite|revision|translation|explanation|description|draft|code|script|function|"
    r"program|example|table|plan|guide|recipe|review|(?:blog |social media )?post|tweet|caption|speech|dialogue|"
    r"conversation|scene|breakdown|overview|solution|itinerary|resume|proposal|template|riddle|joke|advertisement|ad|"
    r"document|page|rubric|quiz|slogan|tagline|headline|motto|biography|write-?up|writing|composition|abstract|content|note|monologue|rap"
)
_NOUN = rf"(?:{_PURE}|{_WORKS})s?\b"
_OWN = (
    rf"\b(?:(?:this|these|my|(?:the|all of the) (?:above|following|present))(?: [\w-]+){{0,3}}? {_NOUN}"
    rf"|the (?:[\w-]+ )?{_NOUN} (?:above|below|i (?:have |'ve )?(?:wrote|written|provided|composed|created)|provided)"
    rf"|the (?:{_PURE})\b)"
)
# ---------------------------------------------------------------------- numbers
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
_NUMBER = rf"(?:\d[\d,.]*|(?:an? )?(?:{_ONES})(?:[ -](?:and )?(?:{_ONES})){{0,4}})"
# ---------------------------------------------------------------------- towards what
_WANTS = (
    r"(?:requirements?|instructions?|constraints?|criteri(?:a|on)|guidelines?|rules?|specifications?|specs|requests?|"
    r"prompt|directions|directives?|conditions|stipulations?|parameters|restrictions?|limits?|demands|brief|wishes|"
    r"preferences|expectations|(?:word|character|sentence|line|length) (?:limit|count|range)s?|format)\b"
)
_YOURS = r"your|given|specified|requested|stated|listed|provided|set|above|assigned|prompt's|user's|aforementioned"
_WHICH = (  # what may stand before them; anything else ("the journal's guidelines") makes them another's
    rf"(?:{_YOURS}|all|each|every|both|of|and|the|these|those|any|single|required|original|exact|strict|specific|"
    rf"precise|"
    r"formatting|length|style|structural|task|word|content|writing|constrained|key|main|one|two|three|four|five|"
    r"\d+(?:[-–]\d+)?|"
    r"[\w]+-(?:word|character|sentence|line|paragraph))"
)
_TASK = r"(?:your|the|this) (?:prompt|request|task|assignment|question|instructions?|brief|message|user|query|exercise)"
_OTHERS = (  # whose they are, said behind them
    rf"(?! (?:of|for|from|under|in|on|by|imposed|laid|issued|that|which|set)\b(?!(?: (?:out|by|in|forth|for|of))* "
    rf"(?:{_TASK}|you|this (?:{_PURE})|(?:about |at most |under )?{_NUMBER})\b)(?! (?:you|was|were)\b))(?! (?:my|"
    rf"his|her|our|their|he|she|they|we|the)\b)"
)
_TARGET = rf"(?:{_WHICH} ){{0,6}}?{_WANTS}{_OTHERS}"
_YOUR_TARGET = (
    rf"(?:(?:{_WHICH} ){{0,4}}?(?:{_YOURS}) (?:{_WHICH} ){{0,3}}?{_WANTS}{_OTHERS}"
    rf"|(?:{_WHICH} ){{0,4}}?{_WANTS} (?:that )?you\b|(?:everything|all|what) (?:that )?you (?:asked|requested|wanted))"
)
# ---------------------------------------------------------------------- what is claimed
_MEETS = (
    r"(?:meets?|met|meeting|fits|suits|fulfil+(?:s|ed|ing)?|satisf(?:y|ies|ied|ying)|follow(?:s|ed|ing)?|respect(?:s|"
    r"ed|ing)?|"
    r"honou?r(?:s|ed|ing)?|obey(?:s|ed|ing)?|observ(?:e|es|ed|ing)|match(?:es|ed|ing)?|address(?:es|ed)|"
    r"adher(?:e|es|ed|ing)(?: \w+)? to|compl(?:y|ies|ied|ying)(?: \w+)? with|conform(?:s|ed|ing)?(?: \w+)? to|"
    r"(?:stick|stuck|sticks|sticking|stays?|stayed|keep|keeps|kept|keeping)(?: \w+)? (?:to|within)|"
    r"abid(?:e|es|ed|ing)(?: \w+)? by|"
    r"(?:align(?:s|ed|ing)?|in (?:\w+ )?(?:line|accordance|compliance|keeping|conformity|agreement)|consistent|"
    r"compliant) with|(?:faithful|true|according) to|(?:as )?per|within)"
)
_ELSEWHERE = r"\b(?! (?:by|in|from|at|on|of|under|during|when|to)\b)"  # "as requested by the judge"
_ASKED = (
    r"(?:(?:just|exactly|precisely) )?(?:as|like) (?:you(?: have|'ve|'d| had)?(?: \w+ly)? (?:asked|requested|"
    r"instructed|"
    r"specified|wanted|required|wished|demanded|ordered|stipulated)"
    rf"|(?:(?:was|were|had been|has been|it was) )?(?:requested|instructed|asked for)(?: by you|"
    rf" in {_TASK})?){_ELSEWHERE}"
)
_ASKED_TOO = (
    rf"(?:{_ASKED}|as (?:specified|required|stipulated|directed|prescribed|"
    rf"promised)(?: in {_TASK})?{_ELSEWHERE})"
)
_SIGNS = (  # what instructions about form speak of
    r"(?:the (?:letters?|words?) (?:\"+|\w\b)|(?:commas?|exclamation (?:marks?|points?)|capital(?:ized)? letters?|"
    r"(?:lower|upper)-?case|passive voice|bullet points?|"
    r"keywords?|placeholders?|headings?|markdown|quotation marks?|punctuation|contractions|"
    r"sentences?|paragraphs?|words|characters|adjectives|adverbs|forbidden words|word (?:limit|count)|"
    r"format(?:ting)?)\b)"
)
_DID = (
    r"(?:wrote|written|made|kept|used|included|avoided|provided|created|composed|structured|formatted|answered|"
    r"ended)"
)
_MADE_SURE = r"(?:made sure|ensured|taken? (?:care|into account)|took care|been careful|tried|aimed|verified|checked)"
_HAVE_MET = (
    r"(?:followed|adhered to|complied with|met|respected|observed|obeyed|honou?red|satisfied|fulfilled|stuck to|"
    r"kept (?:to|within)|abided by|addressed|incorporated|considered)"
)
# ---------------------------------------------------------------------- length
_UNIT = (
    r"(?:words?|characters?|chars|sentences?|paragraphs?|lines?|letters?|syllables?|stanzas?|verses?|tokens?|"
    r"bullet points?)\b"
)
_ABOUT = (
    r"(?:(?:exactly|precisely|approximately|about|around|roughly|only|just|under|below|over|up to|at (?:least|most)|"
    r"(?:no )?(?:less|more|fewer) than|within|some|a total of|~|≈|<|>) ?){0,2}"
)
_TICK = r"[✓✔✅☑]"
_LENGTH = rf"{_ABOUT}{_NUMBER}[ -]{_UNIT}"
_IS_LONG = (
    r"(?:is|are|was|has|have|contains?|consists? of|compris(?:es|ing)|uses|counts?|runs? to|totals?|comes? to|spans?|"
    r"stays?|fits|kept|stands at|made up of|containing|being|in)"
)
_SEP = r"[ \t]*\n?[ \t]*(?:[:=≈~—–-]|is|was|comes to|of)?[ \t]*"
_MARGIN = r"[ \t*_(\[>#✓✔✅–—-]*"
_LENGTHS = rf"{_LENGTH}(?:(?: *[,;/|&]| and)* {_LENGTH}){{0,4}}(?: (?:in )?total| long| altogether)?"
_COUNT_NOTE = (  # of a text that begins with a line break, so that all of them begin with one of a few characters
    rf"[\n(\[;](?:[ \t*_(\[>#✓✔✅–—-]{{0,12}}(?:note: ?)?(?:(?:this|the|total|final|overall|exact|approximate|my|"
    rf"whole) )*"
    r"(?:(?:(?:word|character|sentence|paragraph|line|letter|token)s?[- ]?(?:count|total)|"
    r"(?:total )?number of (?:words|characters|sentences|paragraphs|lines)|total (?:words|characters|sentences|"
    r"paragraphs)|"
    rf"(?:words|characters|sentences)(?: \([^)\n]{{1,20}}\))?(?=[ \t]*[:=])){_SEP}{_ABOUT}{_NUMBER}\b(?! ?(?:-|–|to|"
    rf"or) ?\d)(?! words? (?:max|"
    rf"or|min|limit))"
    rf"|(?:total )?length(?: check)?[ \t]*[:=] ?{_LENGTH})"
    rf"|(?<=\n)[ \t*_(\[>#✓✔✅–—]{{0,12}}(?:(?:note|total|count|final|in total|all in all)[:,=]? *)*"
    rf"{_LENGTHS}(?:,? {_ASKED_TOO})?[)\]*_.! \t]*(?=\n|$)"
    rf"|(?<=[(\[]){_LENGTHS}[)\]][*_. \t]*$)"
)
_BRACKETED = rf"[(\[]{_LENGTHS}[)\]]"
_STATED_LENGTH = (
    rf"{_LENGTH} ?{_TICK}|{_OWN}(?:,? (?!(?:by|of|must|should|may|can|"
    rf"needs?)\b)[\w-]+){{0,4}}? {_IS_LONG} (?:\w+ ){{0,2}}?{_LENGTH}"
    rf"|(?<!for )(?<!of )\bthe {_NOUN} (?:is|has|contains|being|totals|comes to) {_ABOUT}{_NUMBER} (?:words|"
    rf"characters)(?= long| in (?:length|total)|[.,;:!)]|$)"
    rf"|(?:\bhere(?:'s| is| are)|\bbelow (?:is|are)|\bi(?: have|'ve)? (?:wrote|written)) (?:\w+ ){{0,2}}?"
    rf"(?:(?:{_NUMBER})-(?:word|character|sentence|paragraph|line)\b|(?:[\w-]+ ){{0,2}}?(?!words?|lists?){_NOUN}"
    rf"(?: [\w-]+){{0,6}}? (?:of|in|with|containing|using|under) {_ABOUT}{_NUMBER}[ -](?!bullet){_UNIT})"
    rf"|^this is an? (?:\w+ )?{_NUMBER}-(?:word|sentence|line|paragraph|character)\b"
    rf"|^(?:it|this) (?:is|has|contains) {_ABOUT}{_NUMBER} {_UNIT}"
    rf"|^(?:that's|that is|that makes|this makes) {_ABOUT}{_NUMBER} {_UNIT}"
    rf"|^in {_LENGTH}:|^at {_LENGTH}, (?:my|this) (?:\w+ )?{_NOUN}"
)
# ---------------------------------------------------------------------- claims
_GAP = r"[^.!?\n]{0,60}?"
_CHANGE = re.compile(  # advice on what to do with the answer
    r"\b(?:feel free|customi[sz]e|adjust|modify|adapt|tailor|edit|personali[sz]e|replace|let me know|please(?! note)|"
    r"if you|"
    r"would you|make sure|ensure that your)\b"
)
_FOLLOWS = rf"{_OWN}{_GAP} {_MEETS} {_TARGET}|{_OWN}{_GAP} (?:is|are) (?:\w+ )?compliant\b"
_I_HAVE = r"\bi(?: have|'ve)?(?: \w+)?"
_ME = (
    rf"(?:{_OWN}|\bhere(?:'s| is| are)\b|\bbelow\b|{_I_HAVE} {_DID}\b|\bi(?: have|'ve) \w+ed\b|\blet's \w+|"
    rf"\b{_SIGNS}|{_LENGTH}|\b(?:once|twice|times)\b)"
)
_THEN = r"[^.!?\n]{0,160}?"
_IN_LINE = (
    r"(?:following|respecting|obeying|observing|meeting|honou?ring|(?:adhering|conforming|sticking|"
    r"keeping)(?: \w+)? to|"
    r"(?:complying|in (?:\w+ )?(?:line|accordance|compliance|keeping|conformity|agreement)) with|according to|"
    r"(?:as )?per)"
)
_FULLY = r"(?: (?:\w+ly|all|also|now|should|will|does|indeed|has|was|is|been|done|written|made))*"
_SAID_TO_FOLLOW = (  # "this poem follows your rules", "I have met all of your requirements"
    rf"{_FOLLOWS}|(?:^(?:it|this|everything|hopefully,? (?:it|this)|each \w+|every \w+)"
    rf"|\b(?:hope|trust|believe|sure) (?:that )?(?:it|this))\b{_FULLY} {_MEETS} {_YOUR_TARGET}"
    rf"|{_I_HAVE} {_HAVE_MET} (?:{_YOUR_TARGET}|(?:all|every|each)(?: of)? {_TARGET})"
    rf"|\bi(?: have|'ve)(?: \w+)? {_HAVE_MET} {_TARGET}|{_I_HAVE} {_MADE_SURE}\b{_GAP}{_YOUR_TARGET}"
    rf"|^this (?:\w+ )?{_MEETS} (?:all )?(?:of )?the {_WANTS}\W*$"
    rf"|\b(?:both|all|each of)(?: of)?(?: the| these)? {_NOUN}{_GAP} {_MEETS} {_YOUR_TARGET}"
    rf"|\bhere(?:'s| is| are)\b{_GAP} (?:that|which) {_MEETS} {_YOUR_TARGET}"
    rf"|^i(?:'ll| will) (?:\w+ly )?(?:follow|adhere to|comply with|obey) {_YOUR_TARGET}"
    rf"|{_OWN}{_GAP} {_MEETS} the [\w-]+(?: [\w-]+)? (?:specified|requested|given|asked for) in {_TASK}"
)
_YOUR_WANTS = rf"(?:{_WHICH} ){{0,3}}?your (?:{_WHICH} ){{0,3}}?{_WANTS}"
_TO_MEET = r"(?:meet|satisfy|comply with|fulfil+|follow|respect|honou?r|adhere to|stick to)"
# "to meet your word limit, cut adverbs" tells the reader what to do
_NO_ADVICE = r"(?!,? (?:cut|use|try|start|begin|write|keep|add|remove|avoid|make|choose|check|count|do|don't|you)\b)"
_AS_ASKED = (  # "as you asked", "in line with your rules"
    rf"(?:^|[:(] ?|^\d+[-‑–]\d+[-‑–]\d+,? ){_ASKED}(?!,? (?:he|she|they|we)\b)|^as per {_TARGET}|"
    rf"(?:^|: ){_IN_LINE} {_YOUR_WANTS}|"
    rf"^(?:however, )?to (?:\w+ )?{_TO_MEET} {_YOUR_WANTS}{_NO_ADVICE}"
    rf"|{_ME}{_THEN} (?:{_ASKED_TOO}|(?:{_IN_LINE}|to {_TO_MEET}) {_YOUR_TARGET}|as per {_TARGET})"
)
_YOU_ASKED = (  # "the text you asked for"
    rf"{_ME}{_GAP} (?:that |which )?you(?: have|'ve)? (?:asked|requested|specified|wanted|mentioned)(?: for)?\b"
    rf"|\byou (?:asked|wanted|requested)\b{_GAP}\b(?:here (?:it is|they are|you)|so (?:i|here)\b|and i (?:have|did))"
    r"|\bi(?: have|'ve)? (?:did|done) (?:\w+ )?(?:what|as|everything) you (?:asked|requested|wanted)"
    r"|^(?:everything|all)(?: that)? you(?: have|'ve)? (?:asked|requested|specified|wanted)"
)
_ASKED_CUES = ("requir", "instruct", "constraint", "criteri", "guideline", "rule", "specified",
               "specification", "request", "prompt", "direct", "condition", "stipul", "parameter", "restrict",
               "limit", "demand", "brief", "wish", "preferences", "expectation", "format", "asked", "wanted",
               "mentioned", "specs", "complian", "promised", "prescribed", "word count", "sentence count",
               "character count", "line count", "length count", " range")  # fmt: skip
_FORM = (  # claims about form: what was used, avoided, made sure of
    rf"{_I_HAVE} {_MADE_SURE}\b{_GAP}(?:{_OWN}|\b{_SIGNS})"
    rf"|{_I_HAVE} {_MADE_SURE} (?:that )?the {_NOUN} (?:is|are|has|contains?|includes?|uses|stays|remains)\b"
    rf"|{_I_HAVE} (?:avoided|refrained from|omitted|left out|excluded|not used)\b{_GAP}\b{_SIGNS}"
    rf"|\bi (?:did not|didn't|have not|haven't) (?:use|used|include|included)\b{_GAP}\b{_SIGNS}"
    rf"|{_I_HAVE} kept (?:this|it|(?:the|my) (?:{_PURE}))\b{_GAP}\b(?:{_LENGTH}|short|brief|concise)\b"
    rf"|{_I_HAVE} (?:used|included|written|limited)\b{_GAP} (?:exactly|precisely|only|no more than|at least|under|"
    rf"all(?: of)? the|the required|no) {_GAP}\b{_SIGNS}"
    rf"|{_OWN}{_GAP} (?:avoids|omits|excludes|(?:contains|uses|has|includes) no|does not (?:use|contain|include)|"
    rf"is free of) (?:\w+ ){{0,3}}?{_SIGNS}"
    rf"|^(?:note: ?)?no (?:\w+ )?{_SIGNS} (?:are|were|was|is|have been|has been) (?:used|included|present)"
)
_FORM_CUES = ("i've ", "i have ", "i made", "i avoid", "i kept", "i ensure", "i used", "i includ", "avoids",
              "omits", "excludes", "no ", "does not", "free of", "i refrain", "i limit", "i took", "i tried",
              "i also", "i verif", "i check", "i did")  # fmt: skip
_LENGTH_CUES = ("word", "char", "sentence", "paragraph", "line", "stanza", "verse", "syllable", "token", "bullet",
                "letter")  # fmt: skip
_CLAIMS = (  # each with what it cannot do without
    (_ASKED_CUES, _SAID_TO_FOLLOW),
    (_ASKED_CUES, _AS_ASKED),
    (("asked", "requested", "specified", "wanted", "mentioned"), _YOU_ASKED),
    (_FORM_CUES, _FORM),
    (_LENGTH_CUES, _STATED_LENGTH),
)
_MET = (  # "All instructions were followed.": the bare noun, and nothing said of who or what
    rf"(?:^|[:;] )(?:{_WHICH} ){{0,5}}?{_WANTS}(?: (?:that )?you \w+(?: \w+)?)?"
    r"(?: (?P<past>are|were|is|was)| (?:have been|has been|being)| ?[:=–-])? ?(?:(?:all|\w+ly|\d+ ?%) )?"
    rf"(?:{_TICK} ?)?(?:met|followed|satisfied|fulfil+ed|respected|observed|obeyed|adhered to|complied with|honou?red|"
    rf"addressed|passed|taken into account|kept in mind|checked|yes|100 ?%|{_TICK})(?: to the letter| in full|"
    rf" throughout)?(?=\s*(?:[.!,;:)\]]|{_TICK}|$|as (?:requested|instructed)|in (?:this|the|my) (?:{_PURE})))"
    r"|^(?:constraint|instruction|requirement)s? (?:check|compliance)\b|^compliance(?: check)? ?:"
    r"|^compliance with (?:the |your |all )?(?:instructions|requirements|constraints)$"
    r"|^constraints: (?:all )?satisfied\b"
)
_ALL_HINTS = tuple(dict.fromkeys([
    *(cue for cues, _ in _CLAIMS for cue in cues),
    *(hint for tongue in TONGUES for hint in tongue.hints),
]))  # fmt: skip


# ---------------------------------------------------------------------- talk of how well it follows the instructions
def self_praise(view: View) -> str | None:
    """Return where a text says that it follows its instructions, or how long it is; None if it does not."""
    text = view.folded
    if not any(hint in text for hint in _ALL_HINTS):
        return None
    visible = shown(text)
    pieces = list(edges(visible))
    return _english_claim(visible, pieces) or _foreign_claim(visible, pieces)


_LEAD = re.compile(  # and what else may lead in
    r"[\W_]*(?:x\]\s*)?(?:(?:as you can see|please note(?: that)?|note that|in short|overall|finally|also|"
    r"rest assured(?: that)?)"
    r"[,:]? )?"
)


_compiled = cache(re.compile)  # when first asked for: they are long


def _english_claim(text: str, pieces: list[tuple[int, str]]) -> str | None:
    if (noted := _count_note(bare(text).strip())) is not None:
        return _cut(noted)
    said_there = "\n".join(piece for _, piece in pieces)
    kinds = [(found, claims) for cues, claims in _CLAIMS if (found := [cue for cue in cues if cue in said_there])]
    for at, piece in pieces if kinds else ():
        said = _LEAD.sub("", piece, count=1)
        claim = _claim(said, kinds) or _bare_claim(text, at, said)
        if claim is not None and not said.endswith("?") and not _CHANGE.search(said, 0, claim.end()):
            begins, ends = letter(text)
            if not begins <= at < ends:
                return _cut(claim.group())
    return _said_to_follow(text)


def _said_to_follow(text: str) -> str | None:
    """Return where it is said, anywhere, that the response follows; read are the lines that name what is followed."""
    cues = [cue for cue in _ASKED_CUES if cue in text]
    for start, end in lines(text) if cues else ():
        line = text[start:end]
        if not any(cue in line for cue in cues):
            continue
        for claim in _compiled(_FOLLOWS).finditer(line):
            begins, ends = letter(text)
            within = begins <= start + claim.start() < ends and not re.search(_PURE, claim.group())
            before = max(0, start + claim.start() - _BEFORE)
            advice = line.startswith("?", claim.end()) or _CHANGE.search(text, before, start + claim.end())
            if not within and not advice:
                return _cut(claim.group())
    return None


_BEFORE = 60  # characters of the sentence before a claim


def _claim(said: str, kinds: list[tuple[list[str], str]]) -> re.Match[str] | None:
    for cues, claims in kinds:
        if any(cue in said for cue in cues) and (found := _compiled(claims).search(said)) is not None:
            return found
    return None


def _count_note(text: str) -> str | None:
    """Return a note of the text's length; lengths behind several lines of a plan are none."""
    if not any(cue in text for cue in _LENGTH_CUES):
        return None
    noted = _compiled(_COUNT_NOTE).search("\n" + text)
    if noted is None:
        return None
    said = noted.group()[noted.start() == 0 :]
    alone = not said.startswith(("(", "[")) or "count" in said or len(_compiled(_BRACKETED).findall(text)) == 1
    return said if alone else None


def _bare_claim(text: str, at: int, said: str) -> re.Match[str] | None:
    """Return "All requirements were met." as a claim, unless the content is about requirements itself."""
    met = _compiled(_MET).search(said)
    if met is None or at == 0 or text[:at].rstrip(" \t*_([-•✅✓✔").endswith("\n"):
        return met
    named = re.search(_WANTS, met.group())
    about = named is not None and named.group()[:6] in text[:at]
    return None if about or (met["past"] and "your" not in met.group() and "instruct" not in met.group()) else met


def _cut(found: str) -> str:
    return " ".join(found.split())[:80]


@cache
def _claims(tongue: Tongue) -> re.Pattern[str]:
    """Return the claims of a language: the same grammar, in either order of verb and object."""
    blank, edge, gap = (" ", r"\b", r"[^.!?\n]{0,50}?") if tongue.spaced else ("", "", r"[^。!?\n]{0,30}?")
    words = r"(?: \w+){0,2}?" if tongue.spaced else r"[^。!?\n]{0,6}?"
    own = rf"{edge}(?:{tongue.this}){words}{blank}(?:{tongue.nouns}){edge}"
    meets, wants = rf"{edge}(?:{tongue.meets})", rf"{edge}(?:{tongue.wants}){edge}"
    length = rf"\d[\d., ]*(?:{tongue.units}){edge}"
    others = r"(?! (?:de|del|du|des|par|por|von|vom|da|dal|in|en|im|dans|nella?|no|na)\b)" if tongue.spaced else ""
    return re.compile(
        rf"(?:{own}|{edge}(?:{tongue.here}){edge}{gap}){gap}(?:{meets}{gap}{wants}|{wants}{gap}{meets})|"
        rf"{own}{gap}{length}"
        rf"|^\W*(?:{tongue.asked}){edge}{others}|{edge}(?:{tongue.asked})\W*$|"
        rf"{edge}(?:{tongue.here}){edge}{gap}{gap}(?:{tongue.asked})"
        rf"|{edge}(?:{tongue.have}){gap}{wants}|^{gap}{wants}{gap}{edge}(?:{tongue.done}){edge}\W*$"
        rf"|^[\W_]*(?:{tongue.counted})[ \t]*[:=]?[^\d\n]{{0,12}}\d|^\W*{length}\W*$|[(\[]{gap}{length}[)\]]\W*$"
    )


def _foreign_claim(text: str, pieces: list[tuple[int, str]]) -> str | None:
    """Return a claim at an edge in any of the languages, whatever the rest is written in."""
    said_there = "\n".join(piece for _, piece in pieces)
    for tongue in TONGUES:
        hints = [hint for hint in tongue.hints if hint in said_there]
        for at, piece in pieces if hints else ():
            if any(hint in piece for hint in hints) and (claim := _claims(tongue).search(piece)) is not None:
                begins, ends = letter(text)
                if not begins <= at < ends:
                    return _cut(claim.group())
    return None


# ---------------------------------------------------------------------- words about the answer before it
_OPENING = 700  # characters
_THINGS = (
    r"examples?|rundown|walkthrough|explainer|introduction|intro|primer|look|take|comparison|analysis|selection|ideas|"
    r"tips|steps|suggestions|options|ways|things|points|names|facts|reasons|questions|answers|words|"
    r"sentences|rewritten|revised|step-by-step|rewording"
)
_ENDED = r"[*_]*(?:\s*[!,.:;—–](?![\"'])|\s+[-–—]\s|\s*\n|\s*$)"
_STOP = r"(?=[*_\"')\]]*\s*(?:[!,.:;?—–✨-]|\n|$))"
_TOPIC = r"(?:question|prompt|request|topic|idea|choice|challenge|task|query|subject|assignment)"
_PRAISED = (
    r"(?:great|good|excellent|interesting|fantastic|wonderful|fascinating|lovely|delightful|intriguing|brilliant|nice|"
    r"important|thoughtful|fun|creative|amazing|awesome|insightful|classic|tough|tricky|challenging|terrific|superb)"
)
_WORK = (
    r"(?:help|write|create|provide|craft|compose|explain|assist|summari[sz]e|draft|prepare|give|share|tell|show|"
    r"describe|generate|rewrite|translate|answer|outline|walk|guide|offer|present|list|make|do)"
)
_MORE = (  # how "here is a poem" may go on; "here is the letter my father never sent" is a story
    r"(?:$|[\s*_]*[:.!,;—–(\n]|\s+(?:for|about|on|in|of|with|that (?:\w+s|can|will)|which|using|based|as|"
    r"you|your|describing|explaining|to (?:help|get|use|explain|describe|your)|without|written|from|featuring|inspired|"
    r"where you)\b)"
)
_OPENINGS = (
    rf"(?:(?:sure(?: thing)?|certainly|absolutely|definitely|okay|ok|alright|all right|got it|understood|no problem|"
    rf"no worries|you got it|with pleasure|my pleasure|gladly|very well|noted|yes,? of course|sounds good){_ENDED}"
    rf"|(?:of course|yes|great|perfect|excellent|awesome|wonderful|well)[*_]*[!.,:] (?:here(?:'s| is| are| you)|"
    rf"let me|below|"
    rf"i'(?:ll|d|ve)|i can|i will|i would)\b|of course(?:[*_]*\s*[!.:]|\s*\n|\s*$)"
    rf"|(?:(?:what|that's|that is|this is|it's)(?: such)? )?(?:an? )?(?:(?:really|very|truly|quite) )?"
    rf"{_PRAISED}(?: and {_PRAISED})? (?:\w+ )?{_TOPIC}(?: (?:about|on|regarding|you)\b|{_STOP})"
    rf"|what an? [\w-]+ {_TOPIC}{_STOP}|that's an? [\w-]+ one{_STOP}"
    rf"|(?:thank you|thanks)(?: so much| a lot)? for (?:(?:your|the|this|that) (?:\w+ ){{0,2}}?(?:{_TOPIC}|message|"
    rf"inquiry|"
    rf"interest|patience|input|details|information|clarification)s?\b|asking|reaching out|sharing|providing)\b"
    rf"|(?:i'd|i would|i'm|i am|i'll be|i will be)(?: \w+)? (?:(?:be )?(?:happy|glad|delighted|pleased|excited|"
    rf"thrilled|here|"
    rf"ready) to|love to) (?!share that\b){_WORK}\b|(?:happy|glad|ready) to (?:help|assist)\b"
    rf"|(?:(?:disclaimer|note):\W{{0,4}})?as an? (?:\w+ )?(?:(?:large )?language model|"
    rf"(?:ai|artificial intelligence)(?: (?:assistant|chatbot|system|model))?)\b(?: [^,.\n]{{0,60}})?"
    rf",? (?:i\b|my\b|it\b|here\b|unfortunately\b)"
    rf"|(?:let me|let's|allow me to|i(?:'ll| will| can| shall|'m going to| am going to))(?: \w+)? {_WORK} (?:you|this|"
    rf"that for|"
    rf"(?:the|an?|your|my|some|\d+|two|three)(?: [\w-]+){{0,4}}? (?:{_NOUN}|{_THINGS}|minutes|idea){_MORE})"
    rf"|(?:let me|allow me to) (?:help|assist|explain|summari[sz]e|elaborate)\b|let's (?:(?:dive|jump)(?: right|"
    rf" straight)? in|get started)\b|"
    rf"i (?:understand|see) (?:that )?you(?:'d like|'re looking| want| need| would like| asked)\b|you(?:'re|"
    rf" are) asking\b|here goes\b|i(?:'ll| will| can) (?:help|assist|summari[sz]e|explain)\b"
    rf"|i(?:'ve| have) (?:\w+ )?(?:written|created|provided|crafted|composed|drafted|prepared|put together|generated) "
    rf"[^\n.:!?]{{0,60}}?\b(?:{_NOUN}|{_THINGS}\b)"
    rf"|(?:below|here)(?:'s| is| are)\b(?:(?:[^.!?\n]|[.!?](?!\s)){{0,300}}:[*_\"]*\s*(?:\n|$)"
    rf"|,? (?:an?|the|your|my|some|one|two|three|four|five|\d+)(?: (?!that\b|who\b)[\w'\"-]+){{0,7}}? (?:{_NOUN}|"
    rf"{_THINGS}){_MORE})"
    rf"|here you (?:go|are){_ENDED}|(?:below|here),? (?:you(?:'ll| will| can) find|i(?:'ve| have| present| provide))\b"
    rf"|the following (?:is|are) [^\n.:!?]{{0,60}}\b(?:{_NOUN}|{_THINGS}\b)"
    rf"|i hope (?:this|that) (?:\w+ ){{0,2}}(?:helps|is helpful|answers)\b"
    rf"|(?:to answer|in (?:answer|response|reply) to|regarding|responding to) (?:your|the|this) (?:\w+ )?{_TOPIC}\b"
    rf"|(?:you asked|you requested|you wanted)(?: me)? (?:for an?|to {_WORK}|about|how to)\b"
    rf"|(?:{_ASKED}|{_IN_LINE} (?:{_WHICH} ){{0,3}}?your (?:{_WHICH} ){{0,3}}?{_WANTS})[,:]"
    rf"|in this (?:{_PURE}),? i\b"
    r"|(?:hmm|okay|ok|alright|so),? (?:the|this) (?:user|prompt|question) (?:wants|is asking|asks|asked|needs)\b"
    r"|the user (?:wants|is asking|asks|asked|has asked|needs)(?: me\b| for an?\b| about\b| to know\b)"
    rf"|without further ado\b|beginning (?:directly|straight|right) with (?:the|my) (?:{_NOUN})[^.!?\n]{{0,40}}:"
    rf"|that(?:'s| is) an? (?:(?:really|very|truly|quite) )?{_PRAISED} thing to ask\b"
    rf"|the following (?:table|list|text|code) \w+s\b[^.!?\n]{{0,80}}:\s*\n"
    rf"|(?:[\w-]+ ){{0,3}}?(?:{_PURE}|summary|translation),? (?:[^\n()]{{0,40}}, )?(?:with )?no preamble\b"
    r")"
)
_GREETED = re.compile(r"(?:hello|hi|hey|greetings)(?: there| everyone)?[!.,]\s*")
_SPOKEN = re.compile(  # "I will write a letter, my grandmother promised": a story begins
    r"[^.!?\n]{0,200}?,['\"]? (?:(?!as )(?:\w+ ){0,3}?(?:said|says|cried|asked|answered|replied|promised|whispered|"
    r"shouted|"
    r"muttered|called|thought|told|swore|sighed|murmured|announced)\b)|[^.!?\n]{0,80}[!?]['\"]? (?:said|cried|asked|"
    r"called|shouted|whispered)\b"
)
_TITLE = re.compile(
    r"[ \t]*(?:#{1,6}[ \t][^\n]*|<<[^\n>]*>>|\*\*(?!dear\b)[^*\n]{1,80}\*\*:?|[-*_=]{3,}|"
    r"title: [^\n]*)[ \t]*(?:\n\s*|$)"
)
_TITLES = 3


def preamble(view: View) -> str | None:
    """Return the words about the answer with which a text begins, None if it begins with the answer."""
    head = lower(view.part(0, min(_OPENING, len(view.text))).looks)
    start = len(head) - len(head.lstrip())
    if _dialogue(head[start:]) or (len(view.text) <= _OPENING and _wholly_quoted(view.text.strip())):
        return None
    for _ in range(_TITLES):
        found = _opening(head[start : start + _OPENING])
        title = _TITLE.match(head, start) if found is None else None
        if title is None:
            return found
        start = title.end()
    return None


def _dialogue(text: str) -> bool:
    """Return whether a quotation opens the text and ends before it does."""
    closed = text.find('"', 1) if text.startswith('"') else -1
    return 0 < closed < len(text.rstrip()) - 1 and not text[closed - 1].isspace()


def _wholly_quoted(text: str) -> bool:
    """Return whether guillemets or low quotation marks stand around the whole text: a translation, not talk."""
    return text[:1] + text[-1:] in ("«»", "„“", "„”") and text.count(text[0]) == 1


_MARKS = re.compile(r"[^\w<]*")


def _opening(head: str) -> str | None:
    said = _MARKS.sub("", bare(head), count=1)
    greeted = _GREETED.match(said)
    for begin in (said, said[greeted.end() :]) if greeted else (said,):
        found = _compiled(_OPENINGS).match(begin)
        if found is not None and _SPOKEN.match(begin):
            found = None
        if found is None:
            found = next((match for tongue in TONGUES if (match := _openings(tongue).match(begin)) is not None), None)
        if found is not None:
            return found.group().strip()[:60]
    return None


@cache
def _openings(tongue: Tongue) -> re.Pattern[str]:
    """Return the openings of a language: agreement, an offer or praise, or the announcement of what follows."""
    edge, gap = (r"\b", r"(?: (?!qu|che |das |die |der )[\w'’-]+){0,5}? ") if tongue.spaced else ("", r"[^。\n]{0,40}?")
    here = rf"(?:{tongue.here}){edge}"
    begun = rf"{here}(?:(?:[^.!?。\n]|[.!?](?!\s)){{0,250}}:[*_\"]*\s*(?:\n|$)|{gap}(?:{tongue.nouns}){edge})"
    return re.compile(
        rf"(?:{tongue.sure})(?:\s*[!.。:]|\s*\n|\s*$|,\s*(?={here}|(?:{tongue.phrases})))|(?:{tongue.phrases}){edge}|"
        rf"{begun}"
    )
