"""Word lists: plain filler for drafts, and common words by language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Plain English words of our own choosing: no abbreviation, no name, none that a keyword is likely to be part of.
FILLER: tuple[str, ...] = tuple(
    """
    river stone garden window bridge morning evening winter summer market village harbor forest meadow mountain valley
    kitchen table basket candle blanket ladder wagon bucket pillow mirror carpet curtain hallway cottage chapel
    teacher farmer baker sailor painter singer dancer doctor neighbor visitor traveler cousin brother sister mother
    father uncle friend stranger captain builder writer reader student child people children
    bread butter honey apple pepper onion carrot potato cheese coffee water sugar
    walks runs sings waits reads writes paints carries watches follows finds keeps builds opens closes brings holds
    learns teaches listens speaks laughs dreams travels returns wanders gathers repairs borrows offers answers
    quiet gentle bright narrow hidden ancient simple golden silver wooden heavy early distant steady humble patient
    curious friendly careful honest cheerful peaceful familiar ordinary pleasant useful splendid
    slowly quickly softly often always never again together outside inside nearby somewhere perhaps
    the this that every another some many several with without under over near behind beside through across toward
    until while before after because and but then also only still around between
    story letter picture question reason moment season journey corner shadow silence rhythm music color weather
    thunder lantern feather ribbon pebble anchor compass chimney orchard
    """.split()
)


@cache
def words_of(language: str) -> tuple[str, ...]:
    """Return common words of a language (ISO 639-1 code), for filler; English gives :data:`FILLER`.

    Languages written in a script of their own that the list does not hold give the sentences in ``SAMPLES``.
    """
    if language == "en":
        return FILLER
    found: list[str] = []
    inside = False
    for line in _function_words().splitlines():
        if line.startswith("["):
            inside = line.strip("[] \n").split()[0] == language
        elif inside and not line.startswith("#"):
            found += line.split()
    return tuple(word for word in found if len(word) > 1) or SAMPLES.get(language, ())


@cache
def _function_words() -> str:
    return files("gonogo.text").joinpath("data/function_words.txt").read_text(encoding="utf-8")


# Short plain words of languages that their script alone identifies; written for this project.
SAMPLES: dict[str, tuple[str, ...]] = {
    "zh": ("我们", "今天", "喜欢", "这个", "城市", "早上", "朋友", "一起", "学习", "时间"),
    "ja": ("わたし", "きょう", "とても", "あたらしい", "まち", "ともだち", "いっしょに", "あさ", "たのしい", "です"),
    "ko": ("우리는", "오늘", "아침에", "친구와", "함께", "새로운", "도시를", "정말", "좋아합니다", "그리고"),
    "th": ("วันนี้", "เรา", "ไป", "ตลาด", "กับ", "เพื่อน", "ตอนเช้า", "อากาศ", "ดี", "มาก"),
    "el": ("σήμερα", "το", "πρωί", "πάμε", "στην", "αγορά", "μαζί", "με", "φίλους", "καλά"),
    "he": ("היום", "בבוקר", "אנחנו", "הולכים", "לשוק", "עם", "חברים", "מזג", "האוויר", "יפה"),
    "kn": ("ಇಂದು", "ಬೆಳಿಗ್ಗೆ", "ನಾವು", "ಮಾರುಕಟ್ಟೆಗೆ", "ಹೋಗುತ್ತೇವೆ", "ನಮ್ಮ", "ಸ್ನೇಹಿತರು", "ಜೊತೆ", "ತುಂಬಾ", "ಒಳ್ಳೆಯ"),
    "pa": ("ਅੱਜ", "ਸਵੇਰੇ", "ਅਸੀਂ", "ਬਾਜ਼ਾਰ", "ਜਾਂਦੇ", "ਹਾਂ", "ਸਾਡੇ", "ਦੋਸਤ", "ਨਾਲ", "ਬਹੁਤ"),
    "gu": ("આજે", "સવારે", "અમે", "બજાર", "જઈએ", "છીએ", "અમારા", "મિત્રો", "સાથે", "સારું"),
    "ta": ("இன்று", "காலையில்", "நாங்கள்", "சந்தைக்கு", "செல்கிறோம்", "எங்கள்", "நண்பர்கள்", "உடன்", "மிகவும்", "நல்ல"),
    "te": ("ఈరోజు", "ఉదయం", "మేము", "బజారుకు", "వెళ్తాము", "మా", "స్నేహితులు", "తో", "చాలా", "మంచి"),
    "ml": ("ഇന്ന്", "രാവിലെ", "ഞങ്ങൾ", "ചന്തയിൽ", "പോകുന്നു", "ഞങ്ങളുടെ", "സുഹൃത്തുക്കൾ", "കൂടെ", "വളരെ", "നല്ല"),
    "bn": ("আজ", "সকালে", "আমরা", "বাজারে", "যাই", "আমাদের", "বন্ধুরা", "সঙ্গে", "খুব", "ভালো"),
}
