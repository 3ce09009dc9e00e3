"""French: forms that address one person as tu, or as vous, and words that differ by accents only.

The lists are our own, written from knowledge of the language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gonogo.text.scripts import unaccented
from gonogo.text.segment import Span

# Second person singular, whatever stands before it. "ton", "ta" and "tien" follow below: ton and tien can be nouns.
_TU = r"tu|te|toi|tes|t'(?=\w)"
_TU_NOUNS = r"ton|ta|tien|tienne|tiens|tiennes"
_DETERMINERS = frozenset(
    "un le du au ce cet mon son notre votre leur quel même de d l bon mauvais chaque les des aux".split()
)
_VOUS = r"vous|votre|vos|vôtre|vôtres|êtes"
_NO_VERBS = frozenset("assez chez nez rez fez raz riz ez merguez biz quizz".split())
# Names that end like a verb with vous
_NAMES = frozenset(
    """
    lopez sanchez fernandez gomez rodriguez martinez perez hernandez gonzalez velazquez suez cortez ramirez
    alvarez vasquez vazquez jimenez nunez chavez mendez dominguez gutierrez valdez ibanez marquez inez ortez
    dumez duez tremblez saez baez paez nez rodez douarnenez tropez fez cadiz
    """.split()
)
# Imperatives of the second person singular that a clause may begin with: of -er verbs the form in -e (or the irregular
# one), of the others the form in -s.
_IMPERATIVES = frozenset(
    """
    va vas-y sois aie sache veuille fais dis prends viens mets vois lis écris bois cours pars sors dors ouvre
    offre couvre découvre reviens deviens tiens retiens obtiens reprends apprends comprends attends entends
    réponds perds vends descends choisis finis réfléchis réussis remplis agis suis vis ris sers mens sens bats
    promets permets remets inscris décris conduis construis détruis réduis crois reçois aperçois bouge mange
    marche regarde écoute pense essaie essaye commence continue utilise évite garde laisse reste donne parle
    demande cherche trouve montre imagine rappelle souviens adopte ajoute aide aime apporte arrête assure
    avance cesse change combine communique compare concentre concentre-toi considère consulte contacte coupe
    crée cuisine cultive danse décide demeure détermine développe dépose définis dessine discute divise établis
    étudie évalue examine exerce explique explore exprime fabrique favorise ferme fixe goûte habille identifie
    implique informe inspire installe invite joue jette lance lave lève limite maintiens mélange mesure modifie
    monte note nettoie nourris observe oublie organise pardonne partage participe passe patiente planifie
    plonge pose pratique précise prépare présente privilégie profite propose protège range réalise recherche
    recommence récolte règle rejoins relaxe remercie remplace rends rentre répare répète respecte respire
    retourne retrouve rêve révise roule sauve savoure sélectionne signe souris surveille teste tente tourne
    travaille traite traverse utilise varie vérifie verse visite visualise voyage vérifie dépêche-toi
    habitue-toi
    """.split()
)
_BEGINS = re.compile(r"(?:^|[.!?;:…\n»”\")]|[-*•] |\d[.)] )[ \t*_«“\"]{0,6}([\w-]+)", re.M)
_NE = re.compile(r"(?:^|[.!?;:…,\n][ \t]{0,4})(?:ne |n')([\w-]+) (?:pas|jamais|plus|rien)\b", re.M)
_FORMS = re.compile(
    rf"(?<![\w-])(?:(?P<tu>{_TU})|(?P<noun>{_TU_NOUNS})|(?P<vous>{_VOUS}))(?![\w'])|(?P<t>-(?:tu|toi|te)\b|(?<!\w)t'(?=\w))|(?P<v>-vous\b)"
)
_EZ = re.compile(r"(?<![\w'-])[a-zà-ÿ]+ez(?![\w])|(?<=['-])[a-zà-ÿ]+ez(?![\w])")


class Address(NamedTuple):
    """Where a text says tu, and where it says vous."""

    tu: list[Span]
    vous: list[Span]


def address(folded: str) -> Address:
    """Return the forms of address in a text (in lower case, with straight apostrophes)."""
    for pattern in (_NOT_ADDRESSED, _SILENT):
        folded = pattern.sub(lambda match: "·" * len(match.group()), folded)
    tu: list[Span] = []
    vous: list[Span] = []
    for match in _FORMS.finditer(folded):
        kind = match.lastgroup
        if kind in ("vous", "v"):
            vous.append(match.span())
        elif kind != "noun" or not _is_noun(folded, match):
            tu.append(match.span())
    for match in _EZ.finditer(folded):
        if match.group() not in _NO_VERBS and unaccented(match.group()) not in _NAMES:
            vous.append(match.span())
    if not tu:
        tu = _imperatives(folded)
    return Address(tu, sorted(vous))


# "il s'est tu": tu as the participle of taire
_SILENT = re.compile(r"\b(?:est|suis|sont|soit|était|étais|fut|a|ai|avait|avais|eut|ont) tu\b")
_NOT_ADDRESSED = re.compile(r"\b(?:rendez|garde-à|sauvez)-vous\b")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,80}\]")


def without_placeholders(text: str) -> str:
    """Return ``text`` without placeholders such as ``[votre nom]``."""
    return _PLACEHOLDER.sub("[]", text) if "[" in text else text


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Return whether ton, tien… is a noun or a verb there: after an article (``un ton``), or with no noun behind it."""
    before = re.findall(r"[\w]+", text[max(0, match.start() - 14) : match.start()])
    if match.group() in ("tien", "tienne", "tiennes", "tiens"):
        return not (before and before[-1] in ("le", "la", "les", "du", "des", "au", "aux"))
    if before and before[-1] in _DETERMINERS:
        return True
    return re.match(r"[ \t]+[\w«\"*_]", text[match.end() : match.end() + 4]) is None


def _imperatives(text: str) -> list[Span]:
    """Return the imperatives that begin a clause: "Va au parc et mange."""
    found = [m.span(1) for m in _BEGINS.finditer(text) if m.group(1) in _IMPERATIVES]
    return found + [m.span(1) for m in _NE.finditer(text) if m.group(1) in _IMPERATIVES]


# Words without accents that are French words of their own: whether an accent is missing there, only the sentence tells.
HOMOGRAPHS = frozenset(
    """
    a ou la du de ne des sur mur cru cote cotes tache taches jeune notre votre mais bronze interne marche
    marches passe passes aime aimes change changes porte portes reste restes garde gardes parle parles mange
    pense penses joue joues danse danses chante chantes entre cure cures acre sale sales cuisine cuisines tente
    tentes presse presses masse masses trace traces place places limite limites signe signes mat rot male colon
    pale pales travaille utilise visite visites voyage voyages
    """.split()
)
