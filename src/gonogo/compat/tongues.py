"""How prompts name numbers, relations and languages: one row for each language that they are read in.

A table of words, and nothing that reads: :mod:`gonogo.compat.numerals` does. Fields are patterns over text in lower
case; an empty one stands for what a language has no word for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from gonogo.text.language import LANGUAGES

TIMES = "times"  # the name of the noun that "once" and "twice" stand for, too


def cells(words: str) -> list[list[str]]:
    """Return the cells of a row of the table, and the forms in each."""
    return [cell.split("|") for cell in words.split()]


@dataclass(frozen=True, eq=False)
class Tongue:
    """What a language calls numbers, relations, units and languages.

    Attributes:
        code: ISO 639-1.
        units: the words for 0 to 19, parted by blanks; other forms of one stand behind ``|``.
        tens: those for 20 to 90.
        hundreds: those for 200 to 900, where they are words of their own.
        hundred: the word for 100; ``thousand`` that for 1000, ``dozen`` that for 12.
        articles: words for one that count only before those ("a hundred").
        bare: whether a hundred may stand without a number before it ("cien palabras").
        joins: what joins tens and units ("treinta y cinco").
        adds: what is said behind hundreds ("a hundred and five").
        glued: number words are written without gaps ("duecento").
        inverted: what stands between units and tens, where units come first ("fünfundzwanzig").
        teens: tens may be followed by 10 to 19 ("soixante-douze").
        numerals: signs that are digits or scales, for languages without gaps between words; the value of each.
        alone: words that are a number by themselves; ``often`` those that say how many times, too.
        group: the sign between groups of three digits, beside a blank.
        nouns: what units are called, by the name of the unit.
        tight: the only words that may stand between a number and "words": "20 rhyming words" are others.
        counter: what may stand between a number and its noun.
        stops: words that do not stand between a number and its noun, for a sign of another noun.
        lower, upper, more, less, exact: relations, before a number.
        after_lower, after_upper, after_more, after_less: relations behind a number or its noun.
        refused: what turns a relation behind a noun around, behind it ("5回以上は使わない").
        negated: what turns a relation around, before it.
        cuts: words that part clauses.
        given: what stands before a number of things that are there already ("these 3 words").
        article: the same, unless a relation stands before it ("exceed the 3 words").
        dated: what stands before a year.
        each: what says that every part is meant, before a number; ``each_after`` behind its noun.
        between: what stands before a range ("" for nothing) and between its ends.
        signs: what signs are called.
        answered: what says that the answer is meant: before the language, where words are parted, else behind it.
        tells: how an answer's language is told; ``{}`` is its name.
    """

    code: str
    units: str = ""
    tens: str = ""
    hundreds: str = ""
    hundred: str = ""
    thousand: str = ""
    dozen: str = ""
    articles: str = ""
    bare: bool = True
    joins: str = ""
    adds: str = ""
    glued: bool = False
    inverted: str = ""
    teens: bool = False
    numerals: Mapping[str, int] = field(default_factory=dict)
    alone: Mapping[str, int] = field(default_factory=dict)
    often: Mapping[str, int] = field(default_factory=dict)
    group: str = "[.,]"
    nouns: Mapping[str, str] = field(default_factory=dict)
    tight: str = ""
    counter: str = ""
    stops: str = ""
    lower: str = ""
    upper: str = ""
    more: str = ""
    less: str = ""
    exact: str = ""
    after_lower: str = ""
    after_upper: str = ""
    after_more: str = ""
    after_less: str = ""
    refused: str = ""
    negated: str = ""
    cuts: str = ""
    given: str = ""
    article: str = ""
    dated: str = ""
    each: str = ""
    each_after: str = ""
    between: tuple[tuple[str, str], ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    answered: str = ""
    tells: str = ""

    @property
    def closed(self) -> bool:
        """Whether words are written without gaps between them."""
        return bool(self.numerals)

    @property
    def names(self) -> Mapping[str, str]:
        """What the language calls languages: a pattern for each code, as far as the table goes."""
        return _names()[self.code]


EN = Tongue(
    code="en",
    units="zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    tens="twenty thirty forty fifty sixty seventy eighty ninety",
    hundred="hundred", thousand="thousand", dozen="dozen", articles="a|an", bare=False, adds="and",
    alone={"half a dozen": 6, "couple": 2, "pair": 2}, often={"once": 1, "twice": 2, "thrice": 3},
    group=",",
    nouns={
        "words": "words?", "sentences": "sentences?", "paragraphs": "paragraphs?",
        "bullets": "bullet points?|bullets?|bulleted (?:points?|items?)", "placeholders": "placeholders?",
        "highlights": "sections?|parts?|highlights?|highlighted", "exclamations": "exclamation (?:marks?|points?)",
        "questions": "question marks?", "unique_words": "(?:unique|different|distinct) words?", "numbers": "numbers?",
        "digits": "digits?", "emoji": "emojis?", "headings": "headings?|headers?", "characters": "characters?",
        "code_blocks": "code blocks?", "tables": "tables?", "links": "(?:hyper)?links?",
        "conjunctions": "(?:coordinating )?conjunctions?", "pronouns": "pronouns?", "lines": "lines?",
        TIMES: "times",
        "capital_words": r"(?:fully |all[- ])?(?:capitalized|capital|caps|uppercase) words?"
        r"|words? (?:or phrases )?(?:in|with) (?:all )?cap[a-z]+",
        "sections": "sections?", "parts": "paragraphs?|sections?|parts?",
    },
    tight="total|full|english", stops="and|to|or",
    lower="at (?:the )?(?:very )?least|minimum|min|upwards? of",
    upper="at (?:the )?(?:very )?most|maximum|max|up to|limit(?:ed)?(?: [a-z]+){0,3} to|within",
    more="more than|over|above|beyond|exceed(?:s|ing)?|greater than|longer than|higher than|in excess of",
    less="less than|fewer than|under|below|shorter than|lower than|smaller than",
    exact="exactly|precisely",
    after_lower="at least|or (?:more|above|longer)|and (?:above|up)|minimum|min",
    after_upper="at most|or (?:less|fewer|below|under|shorter)|maximum|max|tops",
    negated=r"\b(?:no|not(?! only| just)|never|cannot|without|avoid(?:ing)?|nor|neither)\b(?! forget| hesitate| fail)"
    r"|n['’]t\b(?! forget| hesitate| fail)",
    cuts="and|but|then|or|while|also|yet|so|with|that|which",
    given="the|these|those|this|that|my|our|his|her|their|its|first|last|next|following|above|both|same|given|original",
    dated="in|since|of|year|from|until|by|around|circa|january|february|march|april|may|june|july|august|september"
    "|october|november|december",
    each="each|every|per", each_after="each|apiece|per|every|(?:in|for|to) (?:each|every)",
    between=(("", "to"), ("between", "and")),
    tells=r"\b(?:in|into|using|only|entirely)\s+(?:the\s+)?{}\b(?!\s+(?!(?:language|only|and|or|but|please|with|without"
    r"|using|to|for|about|as|that|which|no|not|so|then|text)\b)\w)",  # "in English literature" asks for no language
)  # fmt: skip

_ES = Tongue(
    code="es",
    units="cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
    tens="veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    hundreds="doscient[oa]s trescient[oa]s cuatrocient[oa]s quinient[oa]s seiscient[oa]s setecient[oa]s "
    "ochocient[oa]s novecient[oa]s",
    hundred="cien|ciento", thousand="mil", dozen="docenas?", articles="un|una", joins="y",
    alone={"veintiún": 21, "veintiuna": 21, "veintiuno": 21, "veintidós": 22, "veintitrés": 23, "veinticuatro": 24,
           "veinticinco": 25, "veintiséis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
           "media docena": 6, "un par": 2},
    nouns={
        "words": r"palabras?(?![ -]clave| acentuad| con (?:tilde|acento)"
        r"| (?:\w+ ){0,3}en (?:letras )?mayúsculas)",
        "sentences": "frases?|oraci(?:ón|ones)",
        "paragraphs": "párrafos?", "placeholders": "marcador(?:es)? de posición|marcador(?:es)?",
        "bullets": "puntos?(?: de lista)?|[íi]tems?(?: de lista)?|viñetas?|elementos? de (?:la )?lista",
        TIMES: "veces|vez|ocasiones",
        "highlights": "secci(?:ón|ones)|partes?", "sections": "secci(?:ón|ones)",
        "parts": "párrafos?|secci(?:ón|ones)|partes?", "characters": "caracteres", "lines": "líneas?|renglones",
        "capital_words": r"veces|ocasiones|palabras? (?:\w+ ){0,3}en (?:letras )?mayúsculas", "emoji": "emojis?",
        "numbered_items": "elementos|puntos",
    },
    stops="y|e|o|u|a|de|del|en|por",
    lower="(?:al|por lo|cuando) menos|como mínimo|mínimo|desde",
    upper="como (?:máximo|mucho)|máximo|a lo sumo|hasta|limit[aeá]\\w*(?: \\w+){0,3} a|dentro de",
    more="más de|superior(?:es)? a|super[ae]\\w*|exced\\w+|mayor(?:es)? (?:de|a|que)|por encima de|sobrepas\\w+",
    less="menos de|inferior(?:es)? a|menor(?:es)? (?:de|a|que)|por debajo de",
    exact="exactamente|precisamente|justo",
    after_lower="o más|como mínimo|(?:al|por lo) menos|en adelante", after_upper="o menos|como (?:máximo|mucho)",
    negated=r"\b(?:no(?! (?:te |se )?olvid| dejes?| s[oó]lo)|sin|nunca|jamás|evit\w+|ni|tampoco)\b",
    cuts="y|e|pero|que|con|luego|además|también|mientras|o",
    given="est[ao]s|es[ao]s|mis|tus|sus|primer[ao]s|últim[ao]s|siguientes|anteriores|mism[ao]s|amb[ao]s",
    article="los|las|el|la", dated="en|de|desde|hasta|año|enero|mayo",
    each="cada", each_after="cada|por (?:cada|párrafo|sección|frase|línea|versión)|(?:en|para) cada",
    between=(("entre(?: las| los)?", "y(?: las| los)?"), ("de", "a"), ("", "a")),
    signs={"!": "exclamaci|admiraci", "?": "interrogaci|pregunta", "#": "almohadilla|numeral|hashtag|etiqueta",
           "*": "asterisco", ".": "punto", "-": "gui[oó]n", '"': "comilla", "@": "arroba",
           "%": "por ciento|porcentaje"},
    answered="respond|respuesta|contest|escrib|redact",
    tells=r"\b(?:en|al|solo|sólo|íntegramente|idioma|lengua)\s+(?:(?:idioma|lengua|el idioma)\s+)?{}\b",
)  # fmt: skip

_FR = Tongue(
    code="fr",
    units="zéro (?!) deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf",
    tens="vingt trente quarante cinquante soixante septante quatre-vingts?|huitante nonante",
    hundred="cent|cents", thousand="mille", dozen="douzaines?", articles="un|une", joins="et", teens=True,
    alone={"une dizaine": 10},
    nouns={
        "words": r"mots?(?![ -]clé| (?:\w+ ){0,3}en (?:lettres )?(?:majuscules|capitales))", "sentences": "phrases?",
        "paragraphs": "paragraphes?",
        "placeholders": "(?:espaces?|emplacements?)(?: réservés?| marqués?)?|placeholders?",
        "bullets": "points?|puces?|listes? à puces", TIMES: "fois|reprises|occurrences",
        "highlights": "parties?|sections?|passages?", "sections": "sections?|parties?|chapitres?",
        "parts": "paragraphes?|sections?|parties?", "characters": "caractères?", "lines": "lignes?",
        "capital_words": r"fois|occurrences|mots? (?:\w+ ){0,3}en (?:lettres )?(?:majuscules|capitales)",
        "emoji": "[ée]mojis?", "numbered_items": "points?|éléments?",
    },
    stops="et|ou|à|de|des|du|en|par|sauts?",
    lower="au (?:strict )?(?:moins|minimum)|(?:un )?minimum",
    upper="au (?:plus|maximum)|maximum|jusqu['’]à|limit\\w+(?: \\S+){0,3} à",
    more="plus (?:de|d['’])|dépass\\w+|supérieure?s? à|excéd\\w+|au[- ]delà de",
    less="moins (?:de|d['’])|inférieure?s? à|en[- ](?:dessous|deçà) de",
    exact="exactement|précisément",
    after_lower="ou plus|au (?:moins|minimum)|minimum", after_upper="ou moins|au (?:plus|maximum)|maximum",
    negated=r"(?:\bne\s|\bn['’])(?!\w*oubli|\w*hésit)|\bsans\b|\bjamais\b|\bévit\w+|\bni\b|\bpas(?= (?:plus|moins))",
    cuts="et|mais|puis|ou|qui|que|avec|tout|ainsi|également",
    given="ces|mes|tes|ses|nos|vos|leurs|premi(?:er|ère)s?|derni(?:er|ère)s?|prochaine?s|deux derniers|mêmes?",
    article="les|des|aux", dated="en|de|depuis|année|jusqu['’]en|janvier|mai",
    each="chaque|chacune?s?",
    each_after="chacune?s?|par (?:paragraphe|section|phrase|partie|ligne|version)|(?:dans|pour) chaque",
    between=(("entre", "et"), ("de", "à"), ("", "à")),
    signs={"!": "exclamation", "?": "interrogation", "#": "dièse|hashtag", "*": "astérisque", ".": "point",
           "-": "tiret", '"': "guillemet", "@": "arobase", "%": "pour cent|pourcentage"},
    answered="répon[ds]|rédig|écri[rtv]",
    tells=r"\b(?:en|langue|uniquement|vers le|vers l['’])\s*(?:langue\s+)?{}e?\b",
)  # fmt: skip

_CA = Tongue(
    code="ca",
    units="zero u dos|dues tres quatre cinc sis set vuit|huit nou deu onze dotze tretze catorze quinze setze "
    "disset|desset divuit|dihuit dinou|denou",
    tens="vint trenta quaranta cinquanta seixanta setanta vuitanta|huitanta noranta",
    hundred="cent|cents|centes", thousand="mil", dozen="dotzenes|dotzena", articles="un|una", joins="i",
    alone={"un parell": 2},
    nouns={
        "words": r"paraules?(?! clau| (?:\w+ ){0,3}(?:en|amb) (?:lletres )?majúscules)",
        "sentences": "frases?|oraci(?:ó|ons)",
        "paragraphs": "paràgrafs?", "placeholders": "marcadors?(?: de posició)?",
        "bullets": "pics?|punts?|vinyetes|elements? de (?:la )?llista", TIMES: "vegad(?:a|es)|cops?|ocasions",
        "highlights": "secci(?:ó|ons)|parts?", "sections": "secci(?:ó|ons)",
        "parts": "paràgrafs?|secci(?:ó|ons)|parts?", "characters": "caràcters", "lines": "línies|ratlles",
        "capital_words": r"vegades|cops|paraules? (?:\w+ ){0,3}(?:en|amb) (?:lletres )?majúscules",
        "emoji": "emojis?", "numbered_items": "elements|punts",
    },
    stops="i|o|a|de|en|per",
    lower="almenys|(?:si més no|com a mínim|pel cap baix|mínim)",
    upper="com a (?:màxim|molt)|màxim|fins a|pel cap alt|limit\\w+(?: \\w+){0,3} a",
    more="més (?:de|d['’])|superior?s? a|super\\w+|excedi\\w+|sobrepass\\w+|per sobre de",
    less="menys (?:de|d['’])|inferiors? a|per sota de",
    exact="exactament|justament",
    after_lower="o més|com a mínim|almenys", after_upper="o menys|com a (?:màxim|molt)",
    negated=r"\b(?:no(?! (?:t['’]|us |et )?oblid| deixis| només)|sense|mai|evit\w+|ni|tampoc)\b",
    cuts="i|però|que|amb|després|també|mentre|o",
    given="aquest[ae]?s|aquells|aquelles|meus|teus|seus|primer[es]s|últim[es]s|següents|anteriors|mateix[eo]s",
    article="els|les|el|la", dated="el|de|des|fins|any",
    each="cada", each_after="cada|per (?:cada|paràgraf|secció|frase|línia)|(?:a|en|per a) cada",
    between=(("entre(?: les| els)?", "i(?: les| els)?"), ("de", "a"), ("", "a")),
    signs={"!": "exclamaci|admiraci", "?": "interroga", "#": "coixinet|etiquet|hashtag", "*": "asterisc",
           ".": "punt", "-": "guion", '"': "comet", "@": "arrova", "%": "per cent"},
    answered="respon|respost|contest|escri[gu]|redact",
    tells=r"\b(?:en|al|només|idioma|llengua)\s+(?:(?:idioma|llengua)\s+)?{}\b",
)  # fmt: skip

_IT = Tongue(
    code="it",
    units="zero uno due tre|tré quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove",
    tens="venti|vent trenta|trent quaranta|quarant cinquanta|cinquant sessanta|sessant settanta|settant "
    "ottanta|ottant novanta|novant",
    hundred="cento", thousand="mille|mila", dozen="dozzin[ae]", articles="un|una", glued=True,
    alone={"un paio": 2, "una decina": 10},
    nouns={
        "words": r"parol[ae](?![ -]chiave| (?:\w+ ){0,3}in (?:lettere )?maiuscol)", "sentences": "fras[ei]|period[io]",
        "paragraphs": "paragraf[oi]", "placeholders": "segnapost[oi]", TIMES: "volt[ae]|occasioni",
        "bullets": "punt[oi](?: elenco)?|elenchi puntati|elementi dell['’]elenco",
        "highlights": "sezion[ei]|part[ei]", "sections": "sezion[ei]", "parts": "paragraf[oi]|sezion[ei]|part[ei]",
        "characters": "caratter[ei]", "lines": "righe|riga|versi", "emoji": "emoji", "numbered_items": "elementi|punti",
        "capital_words": r"volte|parol[ae] (?:\w+ ){0,3}in (?:lettere )?maiuscol\w+",
    },
    stops="e|ed|o|a|di|in|per|da",
    lower="almeno|come minimo|minimo", upper="al massimo|massimo|fino a|non oltre|limit\\w+(?: \\w+){0,3} a",
    more="più di|superior[ei] a|super\\w+|ecced\\w+|oltre|maggior[ei] di", less="meno di|inferior[ei] a|al di sotto di",
    exact="esattamente|precisamente",
    after_lower="o più|come minimo|almeno", after_upper="o meno|al massimo",
    negated=r"\b(?:non(?! (?:ti |si )?dimentic\w+| solo| oltre)|senza|mai|evit\w+|né)\b",
    cuts="e|ed|ma|che|con|poi|anche|mentre|o",
    given="quest[ei]|quegli|quelle|quei|mie[i]?|tue|tuoi|sue|suoi|prim[ei]|ultim[ei]|seguenti|precedenti|stess[ei]",
    article="i|gli|le|il|la", dated="nel|del|dal|al|anno|di",
    each="ogni|ciascun[oa]?", each_after="ciascun[oa]|ognun[oa]|per (?:paragrafo|sezione|frase|riga)|(?:in|per) ogni",
    between=(("(?:fra|tra)(?: le| i)?", "e(?: le| i)?"), ("da(?:lle|i)?", "a(?:lle|i)?"), ("", "a")),
    signs={"!": "esclamativ", "?": "interrogativ", "#": "cancelletto|hashtag", "*": "asterisc", ".": "punt",
           "-": "trattin", '"': "virgolett", "@": "chiocciola", "%": "per cento|percentual"},
    answered="rispond|rispost|scriv",
    tells=r"\b(?:in|solo|lingua)\s+(?:lingua\s+)?{}\b",
)  # fmt: skip

_PT = Tongue(
    code="pt",
    units="zero (?!) dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
    "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
    tens="vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    hundreds="duzent[oa]s trezent[oa]s quatrocent[oa]s quinhent[oa]s seiscent[oa]s setecent[oa]s oitocent[oa]s "
    "novecent[oa]s",
    hundred="cem|cento", thousand="mil", dozen="dúzias?", articles="um|uma", joins="e", adds="e",
    alone={"meia dúzia": 6, "um par": 2},
    nouns={
        "words": r"palavras?(?![ -]chave| (?:\w+ ){0,3}em (?:letras )?(?:maiúsculas|caixa alta))",
        "sentences": "frases?|oraç(?:ão|ões)|sentenças?", "paragraphs": "parágrafos?",
        "placeholders": "marcador(?:es)?(?: de posição)?|espaços? reservados?", TIMES: "vez(?:es)?|ocasiões",
        "bullets": "marcadores|tópicos?|pontos?|itens", "highlights": "seç(?:ão|ões)|secç(?:ão|ões)|partes?",
        "sections": "seç(?:ão|ões)|secç(?:ão|ões)", "parts": "parágrafos?|sec?ç(?:ão|ões)|partes?",
        "characters": "caracteres", "lines": "linhas?", "emoji": "emojis?", "numbered_items": "itens|pontos",
        "capital_words": r"vezes|palavras? (?:\w+ ){0,3}em (?:letras )?(?:maiúsculas|caixa alta)",
    },
    stops="e|ou|a|de|em|por",
    lower="(?:pelo|ao) menos|no mínimo|mínimo", upper="no máximo|máximo|até|limit\\w+(?: \\w+){0,3} a",
    more="mais (?:de|do que|que)|superior(?:es)? a|ultrapass\\w+|exced\\w+|acima de",
    less="menos (?:de|do que|que)|inferior(?:es)? a|abaixo de",
    exact="exatamente|exactamente|precisamente",
    after_lower="ou mais|no mínimo|pelo menos", after_upper="ou menos|no máximo",
    negated=r"\b(?:não(?! (?:se )?esque\w+| deixe| só| apenas)|sem|nunca|evit\w+|nem)\b",
    cuts="e|mas|que|com|depois|também|enquanto|ou",
    given="est[ae]s|ess[ae]s|meus|minhas|seus|suas|primeir[ao]s|últim[ao]s|seguintes|anteriores|mesm[ao]s|amb[ao]s",
    article="os|as|o|a", dated="em|de|desde|até|ano",
    each="cada", each_after="cada|por (?:cada|parágrafo|seção|secção|frase|linha)|(?:em|para) cada",
    between=(("entre(?: as| os)?", "e(?: as| os)?"), ("de", "a"), ("", "a")),
    signs={"!": "exclamaç", "?": "interrogaç", "#": "cerquilha|hashtag", "*": "asterisco", ".": "ponto",
           "-": "hífen|traço", '"': "aspas", "@": "arroba", "%": "por cento|porcentagem"},
    answered="respond|resposta|escrev|redij",
    tells=r"\b(?:em|para o|só|apenas|língua|idioma)\s+(?:língua\s+)?{}a?\b",
)  # fmt: skip

_DE = Tongue(
    code="de",
    units="null eins zwei|zwo drei vier fünf sechs|sech sieben|sieb acht neun zehn elf zwölf "
    "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    tens="zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    hundred="hundert", thousand="tausend", dozen="dutzend", articles="ein", adds="und", glued=True, inverted="und",
    alone={"ein halbes dutzend": 6},
    often={"einmal": 1, "zweimal": 2, "dreimal": 3, "viermal": 4, "fünfmal": 5, "sechsmal": 6, "siebenmal": 7,
           "achtmal": 8, "neunmal": 9, "zehnmal": 10},
    nouns={
        "words": "wörtern?|worten?", "sentences": "sätzen?|satz", "paragraphs": "absätzen?|absatz",
        "placeholders": "platzhaltern?", "bullets": "aufzählungspunkten?|stichpunkten?|listenpunkten?|punkten?",
        TIMES: "mal(?:e|en)?", "highlights": "abschnitten?|teilen?|stellen", "sections": "abschnitten?",
        "parts": "absätzen?|abschnitten?|teilen?", "characters": "zeichen", "lines": "zeilen?",
        "emoji": "emojis?", "numbered_items": "punkten?|elementen?",
        "capital_words": r"mal|wörtern? (?:\w+ ){0,2}in großbuchstaben",
    },
    stops="und|oder|bis|in|mit|von",
    lower="mindestens|wenigstens|zumindest|minimum|minimal", upper="höchstens|maximal|maximum|bis zu|innerhalb von",
    more="mehr als|länger als|größer als|über", less="weniger als|kürzer als|unter",
    exact="genau|exakt",
    after_lower="oder mehr|und mehr|mindestens|minimum",
    after_upper="oder weniger|höchstens|maximal|maximum|nicht überschreiten",
    negated=r"\b(?:(?<!vergiss )(?<!vergessen sie )nicht(?! nur| vergessen)|kein\w*|ohne|nie|niemals|vermeide\w*)\b",
    cuts="und|aber|dann|oder|dass|die|der|mit|auch|während",
    given="diese[rnms]?|jene[rn]?|meine[rn]?|deine[rn]?|ihre[rn]?|ersten?|letzten?|folgenden?|obigen?|beiden?|gleichen",
    article="die|der|den|das|dem", dated="in|im|seit|jahr|von|bis|um",
    each="jede[rmsn]?|pro|je", each_after="pro|je|jeweils|in jede[rm]",
    between=(("zwischen", "und"), ("", "bis")),
    signs={"!": "ausrufe", "?": "fragezeichen", "#": "raute|hashtag", "*": "sternchen|asterisk", ".": "punkt",
           "-": "strich", '"': "anführungs", "@": "klammeraffe|at-zeichen", "%": "prozent"},
    answered="antwort|schreib|verfass",
    tells=r"\b(?:(?:auf|nur)\s+{}\b|in\s+{}er\s+sprache|ins\s+{}e\b)",
)  # fmt: skip

_RU = Tongue(
    code="ru",
    units="нол[ьяю] один|одн[аоу]|одного|одной|одном|одним дв[ае]|двух|двум|двумя три|тр[её]х|тр[её]м|тремя "
    "четыр[её]|четыр[её]х|четыр[её]м|четырьмя пят[ьи]|пятью шест[ьи]|шестью сем[ьи]|семью восемь|восьми|восемью "
    "девят[ьи]|девятью десят[ьи]|десятью одиннадцат[ьи] двенадцат[ьи] тринадцат[ьи] "
    "четырнадцат[ьи] пятнадцат[ьи] шестнадцат[ьи] семнадцат[ьи] восемнадцат[ьи] девятнадцат[ьи]",
    tens="двадцат[ьи] тридцат[ьи] сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти "
    "восемьдесят|восьмидесяти девяност[оа]",
    hundreds="двести|двухсот триста|тр[её]хсот четыреста|четыр[её]хсот пятьсот|пятисот шестьсот|шестисот "
    "семьсот|семисот восемьсот|восьмисот девятьсот|девятисот",
    hundred="сто|ста", thousand="тысяч[аиуе]?",
    often={"однажды": 1, "дважды": 2, "трижды": 3, "четырежды": 4},
    nouns={
        "words": r"слов(?:а|о|у|ах|ами)?(?!,? (?:\w+,? ){0,3}(?:заглавными|прописными))",
        "sentences": "предложени(?:е|я|й|ю|ем|ями|ях)",
        "paragraphs": "абзац(?:а|ев|ы|ах|ами|ем|е)?",
        "placeholders": "плейсхолдер(?:а|ов|ы|ом|ами)?|заполнител(?:ь|я|ей|и|ем|ями)"
        "|заглуш(?:ка|ки|ек|ку)|пропуск(?:а|ов)?",
        "bullets": "пункт(?:а|ов|ы|ах|ами|ом)?|маркер(?:а|ов|ы)?|тезис(?:а|ов|ы)?", TIMES: "раза?",
        "highlights": "раздел(?:а|ов|ы|ах)?|част(?:ь|и|ей|ях)|фрагмент(?:а|ов|ы)?",
        "sections": "раздел(?:а|ов|ы|ах)?|част(?:ь|и|ей|ях)|секци(?:я|и|й|ях)",
        "parts": "абзац(?:а|ев|ы|ах|ами)?|раздел(?:а|ов|ы|ах)?|част(?:ь|и|ей|ях)|фрагмент(?:а|ов|ы)?|куплет(?:а|ов|ах)?"
        "|строф(?:а|ы|ах)?",
        "characters": "символ(?:а|ов|ы)?|знак(?:а|ов)", "lines": "строк(?:а|и|ах)?",
        "capital_words": r"раза?"
        r"|слов(?:а|о|у|ах|ами)?,? (?:\w+,? ){0,3}(?:заглавными|прописными)",
        "emoji": "эмодзи", "numbered_items": "пункт(?:а|ов|ы|ах)?",
    },
    stops="и|или|до|в|из|на|по",
    lower="как минимум|минимум|не менее(?: чем)?|не меньше(?: чем)?|по (?:крайней|меньшей) мере|хотя бы|минимальн\\w+",
    upper="не более(?: чем)?|не больше(?: чем)?|максимум|до|в пределах|максимальн\\w+",
    more="более(?: чем)?|больше(?: чем)?|свыше|превы[шс]\\w+", less="менее(?: чем)?|меньше(?: чем)?",
    exact="ровно|точно",
    after_lower="(?:или|и) (?:более|больше|чаще)|минимум|как минимум", after_upper="или (?:менее|меньше|реже)|максимум",
    negated=r"\b(?:не(?! забу\w+| забыв\w+| только)|нельзя|без|никогда|ни|избега\w+|запрещ\w+)\b",
    cuts="и|но|затем|или|котор\\w+|что|чтобы|а|также",
    given="эт[иоа]|этих|тех|мо[ия]х?|тво[ия]х?|ваш[иеа]х?|перв\\w+|последн\\w+|следующ\\w+|обо?их|обе|данн\\w+|всех",
    dated="в|с|до|года?",
    each="кажд\\w+", each_after="в кажд\\w+|кажд\\w+|на кажд\\w+",
    between=(("от", "до"), ("между", "и"), ("", "до")),
    signs={"!": "восклицательн", "?": "вопросительн", "#": "реш[её]тк|х[еэ]штег", "*": "зв[её]здоч", ".": "точк",
           "-": "дефис|тире", '"': "кавычк", "@": "собак", "%": "процент"},
    answered="ответ|напиш|отвеч|пиш",
    tells=r"\b(?:(?:на|используя|только|используйте|используй)\s+(?:только\s+)?(?:язык[еу]?\s+)?{}"
    r"(?:(?:ом|ий)(?=\s+язык|\s*(?:[^\w\s]|$))|(?!\w))|по-{}и\b)",
)  # fmt: skip

_HAN = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "兩": 2, "十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000,
}  # fmt: skip

_JA = Tongue(
    code="ja",
    numerals=_HAN, group=",",
    nouns={
        "words": "単語|ワード|語(?!句)", "sentences": "行|文(?![字章])|文章|センテンス",
        "paragraphs": "段落|パラグラフ",
        "placeholders": "プレースホルダー", "bullets": "箇条書き|項目|ポイント|箇条", TIMES: "回|度",
        "highlights": "セクション|箇所|か所|カ所|ヶ所|部分", "sections": "章|節|項|部|セクション|パート",
        "parts": "段落|パラグラフ|セクション|部分", "characters": "文字|字", "letters": "文字|字",
        "numbered_items": "番号付きリスト|項目|手順|ステップ", "lines": "行(?!目)",
        "capital_words": "回|個の大文字", "emoji": "絵文字", "script": "文字|字",
    },
    counter="個|つ|本|件|種類|コ|ヶ|ケ|か|カ",
    lower="少なくとも|最低(?:でも|限)?|最小", upper="最大(?:でも|で)?|多くても|最高(?:でも|で)?",
    exact="ちょうど|ぴったり|正確に",
    after_lower="以上|を下回らない",
    after_upper="以下|以内|まで|を(?:超え|越え|上回ら|こえ)(?:ない|ず|ては)",
    after_more="を(?:超え|越え|上回|こえ)|超|より多", after_less="未満|より少な",
    refused=r"(?:は|も|を|の使用は)?(?:(?:漢字|ひらがな|平仮名|カタカナ|片仮名)[はをも])?(?:使|用|書|含|入れ|出|繰り返)[^、。\n]{0,6}?(?:ない|ず|ては(?:いけ|なら)|禁止)",
    given="この|その|これらの|上記の|以下の|次の|上の|最初の|最後の",
    each="それぞれ[^、。]{0,12}|各[^、。]{0,12}|ごとに|毎に", each_after="ずつ",
    between=(("", "から|〜|～|~|-|–|―|ー|以上"),),
    signs={"!": "感嘆符|！", "?": "疑問符|？", "#": "シャープ|ハッシュ|＃", "*": "アスタリスク|＊", ".": "ピリオド",
           "。": "句点", "、": "読点"},
    answered="答え|回答|応答|書い|返答|説明",
    tells=r"{}(?:で(?!の|す|し|は)|のみ|だけ|を(?:使|用))",
)  # fmt: skip

_ZH = Tongue(
    code="zh",
    numerals=_HAN, group=",",
    nouns={
        "words": "字(?!符)|词语?|单词", "sentences": "句话?|句子", "paragraphs": "段落?|自然段",
        "placeholders": "占位符", "bullets": "要点|项目符号|分点|列表项|项", TIMES: "次|遍|回",
        "highlights": "部分|章节|处", "sections": "部分|章节?|节", "parts": "段落?|部分",
        "characters": "字符?", "letters": "字符?", "lines": "行", "numbered_items": "要点|项|步骤",
        "capital_words": "次", "emoji": "表情(?:符号)?",
    },
    counter="个|個|条|條|种|項|项|句|处",
    lower="至少|最少|起码|不(?:少|低)于|不得(?:少|低)于|不能(?:少|低)于",
    upper="最多|至多|不(?:得|能|可|要)?(?:超过|多于|高于|大于)|限制?在",
    more="超过|多于|大于", less="少于|低于|小于", exact="恰好|正好|刚好|有且只能(?:包含|有)?|有且仅有|只能(?:包含|有)",
    after_lower="以上|或以上|或更多", after_upper="以内|以下|之内|或更少|或以下",
    negated="不(?!同|仅|只|断|错|忘|足)|别(?!忘)|勿|未|避免|禁止|没有",
    given="这|那|以下|上述|下面的?|前|后|上面的?|其中",
    each="每[^，。]{0,6}|各", each_after="左右(?!.)",
    between=(("", "到|至|-|~|—|–|～"),),
    signs={"!": "感叹号|叹号|！", "?": "问号|？", "#": "井号|＃", "*": "星号|＊", ".": "句点", "。": "句号",
           "，": "逗号"},
    answered="回答|写|回复|作答",
    tells=r"(?:用|以|为|成|中)(?:纯)?{}",
)  # fmt: skip

TONGUES: Mapping[str, Tongue] = {one.code: one for one in (EN, _ES, _FR, _CA, _IT, _PT, _DE, _RU, _JA, _ZH)}
"""Languages that prompts are read in, by code."""

_COLUMNS = ("es", "fr", "ca", "it", "pt", "de", "ru", "ja", "zh")  # of the table of names


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, str]]:
    """Return the names of languages in each of the languages, by code."""
    found: dict[str, dict[str, str]] = {"en": {code: name.lower() for code, name in LANGUAGES.items()}}
    text = files("gonogo").joinpath("data/language_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            (code,), *names = cells(line)
            for tongue, forms in zip(_COLUMNS, names, strict=True):
                found.setdefault(tongue, {})[code] = "|".join(forms)
    return found
