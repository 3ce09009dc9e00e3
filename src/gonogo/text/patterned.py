"""English words with a property, for texts that are built: by first letter, with runs of consonants, by parity.

Plain words of our own choosing; nothing is decided by them.
"""

from __future__ import annotations

BY_LETTER: dict[str, tuple[str, ...]] = {
    row[0]: tuple(row.split())
    for row in """
amber apples always
basil baskets bring
cedar candles carry
daisy dinners deliver
elder evenings enjoy
fern forests follow
ginger gardens gather
hazel harbors hide
iris islands invite
jasmine jackets join
kale kettles keep
lemon lanterns linger
maple meadows move
nettle notebooks notice
olive orchards offer
poppy pictures paint
quince questions quickly
rose rivers return
sage stones settle
thyme tables travel
umber umbrellas unfold
violet villages visit
willow windows whisper
xenon xylophones xeric
yarrow yards yield
zinnia zebras zigzag
""".strip().splitlines()
}

CLUSTERED: tuple[str, ...] = tuple(
    """
    strong plants grow bright branches straight strength springs scratch splendid thrive this which length
    catchphrase latchstring watchstrap sightscreen children hundred instruct transcript
    """.split()
)

# even, then odd: words that may stand in turn
BY_SYLLABLES: tuple[tuple[str, ...], tuple[str, ...]] = (
    tuple("river garden window mountain table quickly never ability 20 information well-known".split()),
    tuple("stone bread bright banana elephant yesterday runs walked clothes 3 strength".split()),
)
BY_LETTERS: tuple[tuple[str, ...], tuple[str, ...]] = (
    tuple("be stones garden don't 12 bright".split()),
    tuple("a cat river it's strange 365".split()),
)
