"""Abbreviations and sentence openers, for telling a full stop from the end of a sentence. Lists of our own making."""

from __future__ import annotations

# Followed by a name or a thing: the sentence goes on whatever comes next.
NEVER_END = frozenset(
    """mr mrs ms mx dr prof capt cpt cmdr lt sgt cpl messrs mme mlle msgr supt e.g i.e eg ie vs v viz cf approx esp
    incl excl resp mt dept assn univ nos pp vols figs eqs chs p.s p.p.s n.b
    sra srta dra ej sig sig.ra dott bzw vgl sog ggf ул им проф акад тов св гр г-н г-жа""".split()
)
# Titles only when written with a capital; in lower case they are words ("one more rep.", "the last gen.").
TITLES = frozenset("Rev Fr Hon Pres Gov Sen Rep Gen Maj Col Adm Mgr Insp Det Est Hr Hrn Fr Bros".split())
# Followed by a number they are abbreviations, else they may be words that end a sentence ("No.").
NUMBERED = frozenset(
    "no fig vol pg p art sec ch eq ex op ver v para par jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# May stand at the end: it is the end if what follows opens a sentence.
MAY_END = frozenset(
    """etc inc ltd co corp bros jr sr esq al st ave blvd rd hwy a.m p.m am pm u.s u.k u.n e.u d.c b.c a.d ph.d m.d
    b.sc m.sc b.a m.a u.s.a ed eds trans min max hrs hr mins sec secs lb lbs oz ft cm mm km kg mi yr yrs tel ext apt
    tbsp tsp pt qt est ca""".split()
)
# Mostly Russian: the sentence goes on before a small letter or a figure ("1799 г. в Москве") and ends before a capital.
# Those that stand before names ("ул. Ленина", "проф. Иванов") are in NEVER_END.
BEFORE_SMALL = frozenset(
    """г гг в вв т д п др пр см ср стр с н э руб коп тыс млн млрд трлн мин сек ч кг км м мм р обл рис табл гл кв чел
    экз напр англ лат греч usw ecc c fl""".split()
)
# Words that open a sentence far more often than they follow an abbreviation.
STARTERS = frozenset(
    """The A An This That These Those He She It They We You I His Her Its Their Our Your My There Here In On At By For
    From With To Of As If When While After Before Since Because Although Though But And Or So Yet Then Thus However
    Therefore Moreover Also Not No Yes What Why How Who Where Which Whose Is Are Was Were Do Does Did Can Could Will
    Would Should Have Has Had Let Please Some Many Most All Each Every Another Others One Two Once Now Today Tomorrow
    Yesterday Later Soon Finally First Second Next Last Meanwhile Instead It's He's She's They're We're I'm I've I'll
    That's There's Don't Let's Everyone Nobody Nothing Something Everything Maybe Perhaps People Both Neither Either Add
    Take Find Write Make Give Get Keep Put Go Use Choose Consider Suppose Assume Compute Solve Prove Define Apply
    Remember Try Ask""".split()
)
# With a name before or after them they report what was said: '"Stop!" Anna shouted.' is one sentence.
REPORTING = frozenset(
    """said says asked asks replied answered shouted cried called whispered yelled exclaimed added continued muttered
    explained responded screamed laughed told murmured insisted sighed demanded""".split()
)
# Those that are no other word.
MONTHS = frozenset(
    """January Jan February Feb March Mar April Apr June Jun July Jul August Aug September Sep Sept October Oct November
    Nov December Dec""".split()
)
MONTHS_DE = frozenset(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
