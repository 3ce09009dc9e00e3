"""Facts that published ids ask for: capitals by latitude, the countries of Africa, the days of Napoleon's battles.

Written down from general knowledge (an atlas, any history of the wars); no published checker's list was used.
"""

from __future__ import annotations

# Capitals of European states north of 45 degrees, from north to south, each with its usual names; the latitudes stand
# beside them. Neighbours lie at least 0.05 degrees apart, so the order does not depend on which square of the city is
# measured by an atlas. Belgrade (44.8), Bucharest (44.4) and all others lie further south.
CAPITALS: tuple[tuple[str, ...], ...] = (
    ("Reykjavik",),  # 64.15
    ("Helsinki", "Helsingfors"),  # 60.17
    ("Oslo",),  # 59.91
    ("Tallinn",),  # 59.44
    ("Stockholm",),  # 59.33
    ("Riga",),  # 56.95
    ("Moscow", "Moskva"),  # 55.76
    ("Copenhagen", "København", "Kopenhagen", "Kobenhavn"),  # 55.68
    ("Vilnius",),  # 54.69
    ("Minsk",),  # 53.90
    ("Dublin",),  # 53.35
    ("Berlin",),  # 52.52
    ("Amsterdam",),  # 52.37
    ("Warsaw", "Warszawa"),  # 52.23
    ("London",),  # 51.51
    ("Astana", "Nur-Sultan"),  # 51.17; Kazakhstan lies in Europe with a small part only
    ("Brussels", "Bruxelles", "City of Brussels"),  # 50.85
    ("Kyiv", "Kiev", "Kyjiv"),  # 50.45
    ("Prague", "Praha"),  # 50.08
    ("Luxembourg", "Luxembourg City", "City of Luxembourg"),  # 49.61
    ("Paris",),  # 48.86
    ("Vienna", "Wien"),  # 48.21
    ("Bratislava",),  # 48.15
    ("Budapest",),  # 47.50
    ("Vaduz",),  # 47.14
    ("Chisinau", "Kishinev", "Chişinău"),  # 47.01
    ("Bern", "Berne"),  # 46.95
    ("Ljubljana",),  # 46.05
    ("Zagreb",),  # 45.81
)
CAPITALS_OPTIONAL = ("Astana",)

# The 54 African members of the United Nations, and Western Sahara, whose status is disputed.
AFRICA: tuple[tuple[str, ...], ...] = (
    ("Algeria",),
    ("Angola",),
    ("Benin",),
    ("Botswana",),
    ("Burkina Faso",),
    ("Burundi",),
    ("Cabo Verde", "Cape Verde"),
    ("Cameroon",),
    ("Central African Republic",),
    ("Chad",),
    ("Comoros", "Union of the Comoros"),
    ("Democratic Republic of the Congo", "Democratic Republic of Congo", "Congo, Democratic Republic of the",
     "Congo, Democratic Republic of", "Congo, Democratic Republic", "DR Congo", "D.R. Congo", "DRC",
     "Congo (Democratic Republic of the)", "Congo (Democratic Republic of)", "Congo (Democratic Republic)",
     "Congo (DRC)", "Congo, DRC", "Congo (Kinshasa)", "Congo-Kinshasa", "Democratic Republic of the Congo (DRC)",
     "Congo, Dem. Rep.", "Congo, DR", "Congo (DR)", "Congo, Dem. Rep. of the", "Congo DR"),
    ("Republic of the Congo", "Republic of Congo", "Congo, Republic of the", "Congo, Republic of", "Congo, Republic",
     "Congo", "Congo (Republic of the)", "Congo (Republic of)", "Congo (Republic)", "Congo (Brazzaville)",
     "Congo-Brazzaville", "Congo, Rep.", "Congo Republic"),
    ("Côte d'Ivoire", "Ivory Coast", "Republic of Côte d'Ivoire"),
    ("Djibouti",),
    ("Egypt",),
    ("Equatorial Guinea",),
    ("Eritrea",),
    ("Eswatini", "Swaziland", "Kingdom of Eswatini"),
    ("Ethiopia",),
    ("Gabon",),
    ("The Gambia", "Gambia, The"),
    ("Ghana",),
    ("Guinea",),
    ("Guinea-Bissau",),
    ("Kenya",),
    ("Lesotho",),
    ("Liberia",),
    ("Libya",),
    ("Madagascar",),
    ("Malawi",),
    ("Mali",),
    ("Mauritania",),
    ("Mauritius",),
    ("Morocco",),
    ("Mozambique",),
    ("Namibia",),
    ("Niger",),
    ("Nigeria",),
    ("Rwanda",),
    ("São Tomé and Príncipe", "São Tomé e Príncipe", "São Tomé & Príncipe"),
    ("Senegal",),
    ("Seychelles",),
    ("Sierra Leone",),
    ("Somalia",),
    ("South Africa",),
    ("South Sudan",),
    ("Sudan",),
    ("Tanzania", "United Republic of Tanzania"),
    ("Togo",),
    ("Tunisia",),
    ("Uganda",),
    ("Western Sahara", "Sahrawi Arab Democratic Republic", "Sahrawi Republic"),
    ("Zambia",),
    ("Zimbabwe",),
)  # fmt: skip
AFRICA_OPTIONAL = ("Western Sahara",)

# First days of the battles and sieges in which Napoleon commanded, or which are usually listed among his. Where the
# usual books differ by a few days (first shots or main fighting), each day stands here.
BATTLES: tuple[str, ...] = tuple(
    """
    1793-08-28 1793-08-29 1793-09-07 1793-09-08 1793-09-16 1793-09-18 1793-12-16 1793-12-17 1794-04-21 1794-04-29
    1794-09-21 1795-10-05
    1796-04-10 1796-04-11 1796-04-12 1796-04-13 1796-04-14 1796-04-16 1796-04-19 1796-04-21 1796-05-07 1796-05-08
    1796-05-10 1796-05-30 1796-06-04 1796-07-04 1796-07-29 1796-07-31 1796-08-03 1796-08-04 1796-08-05 1796-08-27
    1796-09-03 1796-09-04 1796-09-08 1796-09-15 1796-10-27 1796-11-02 1796-11-06 1796-11-08 1796-11-11 1796-11-12
    1796-11-15
    1797-01-13 1797-01-14 1797-01-15 1797-01-16 1797-02-03 1797-03-16 1797-03-21 1797-03-22 1797-03-23 1797-04-01
    1797-04-02
    1798-06-09 1798-06-10 1798-07-01 1798-07-02 1798-07-10 1798-07-13 1798-07-21 1798-08-11 1798-10-07 1798-10-21
    1799-02-08 1799-02-09 1799-02-17 1799-02-20 1799-03-03 1799-03-07 1799-03-17 1799-03-18 1799-03-20 1799-04-08
    1799-04-11 1799-04-16 1799-07-14 1799-07-25 1799-08-01 1799-11-09
    1800-05-14 1800-05-19 1800-05-21 1800-05-26 1800-06-01 1800-06-09 1800-06-14
    1805-09-25 1805-10-08 1805-10-09 1805-10-11 1805-10-14 1805-10-15 1805-10-16 1805-11-04 1805-11-05 1805-11-11
    1805-11-16 1805-11-20 1805-12-02
    1806-10-08 1806-10-09 1806-10-10 1806-10-14 1806-10-17 1806-11-06 1806-12-22 1806-12-23 1806-12-24 1806-12-26
    1807-01-25 1807-02-01 1807-02-03 1807-02-06 1807-02-07 1807-02-08 1807-03-18 1807-03-19 1807-06-05 1807-06-09
    1807-06-10 1807-06-14
    1808-11-10 1808-11-11 1808-11-23 1808-11-29 1808-11-30 1808-12-01 1808-12-02 1808-12-03 1809-01-16
    1809-04-19 1809-04-20 1809-04-21 1809-04-22 1809-04-23 1809-05-03 1809-05-10 1809-05-11 1809-05-13 1809-05-20
    1809-05-21 1809-05-22 1809-06-14 1809-07-04 1809-07-05 1809-07-06 1809-07-10
    1812-06-24 1812-07-23 1812-07-25 1812-07-26 1812-07-27 1812-08-08 1812-08-14 1812-08-16 1812-08-17 1812-08-18
    1812-09-05 1812-09-07 1812-10-18 1812-10-24 1812-11-03 1812-11-14 1812-11-15 1812-11-16 1812-11-21 1812-11-26
    1813-04-29 1813-05-01 1813-05-02 1813-05-19 1813-05-20 1813-05-21 1813-05-22 1813-08-21 1813-08-23 1813-08-26
    1813-08-27 1813-09-09 1813-09-10 1813-10-10 1813-10-14 1813-10-16 1813-10-28 1813-10-29 1813-10-30
    1814-01-24 1814-01-26 1814-01-27 1814-01-29 1814-02-01 1814-02-03 1814-02-10 1814-02-11 1814-02-12 1814-02-14
    1814-02-17 1814-02-18 1814-02-22 1814-02-27 1814-03-03 1814-03-05 1814-03-06 1814-03-07 1814-03-09 1814-03-12
    1814-03-13 1814-03-17 1814-03-20 1814-03-23 1814-03-25 1814-03-26 1814-03-30
    1815-06-15 1815-06-16 1815-06-17 1815-06-18
    """.split()
)
