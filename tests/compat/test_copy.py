"""Ids about copying, exact answers, data and citations: each loads and decides as a reader of its prompt would."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import ids, load
from gonogo.errors import SpecError

REQUEST = "Write a python program, without any errors."
PHRASE = "Every cloud has a silver lining"
CAPITALS = (
    "Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, "
    "Amsterdam, Warsaw, London, Brussels, Kyiv, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, "
    "Chisinau, Bern, Ljubljana, Zagreb"
)
AFRICA = """Zimbabwe
Zambia
Uganda
Tunisia
Togo
Tanzania
Sudan
South Sudan
South Africa
Somalia
Sierra Leone
Seychelles
Senegal
São Tomé and Príncipe
Rwanda
Nigeria
Niger
Namibia
Mozambique
Morocco
Mauritius
Mauritania
Mali
Malawi
Madagascar
Libya
Liberia
Lesotho
Kenya
Ivory Coast
Guinea-Bissau
Guinea
Ghana
Gambia
Gabon
Ethiopia
Eswatini
Eritrea
Equatorial Guinea
Egypt
Djibouti
Democratic Republic of the Congo
Congo
Comoros
Chad
Central African Republic
Cameroon
Cabo Verde
Burundi
Burkina Faso
Botswana
Benin
Angola
Algeria"""
CITY = "ID,Country,City,Year,Count\n" + "\n".join(f"{n},France,Paris,200{n},5" for n in range(7))
STOCK = "ProductID,Category,Brand,Price,Stock\n" + "\n".join(f"{n},Tools,Acme,9.5,{n}" for n in range(13))
GRADES = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in (
    ("StudentID", "Subject", "Grade", "Semester", "Score"), ("1", "Art", "A", "Fall", "91"),
    ("2", "Art", "B", "Fall", "84"), ("3", "Law", "A", "Spring", "95"),
))  # fmt: skip
OPTIONS = "A) Klee\nB) Marc\nC) Munch\nD) Ernst\nE) Arp"


def quiz(label: str = "Question {}: ", options: str = OPTIONS, tail: str = "") -> str:
    stems = ("Who painted Guernica?", "Who painted the water lilies?", "Which movement did Kandinsky help to found?",
             "Which exhibition of 1913 brought modern European art to New York?")  # fmt: skip
    return "\n\n".join(f"{label.format(i + 1)}{stem}\n{options}{tail}" for i, stem in enumerate(stems))


CITED = {"mode": "cite", "grammar": "ascii_brackets", "id_regex": "citation_[a-z0-9]{4}", "expected_slack": 1,
         "valid_id_set": ["citation_27bx", "citation_azh4", "citation_rbdr"], "expected_ids": ["citation_27bx"],
         "min_valid_citations": 1, "id_kind": "full_source"}  # fmt: skip

# registry, id, kwargs, prompt, responses that follow it, responses that do not
CASES: list[tuple[str, str, dict[str, Any], str | None, list[str], list[str]]] = [
    ("iftrain", "copy:copy", {"prompt_to_repeat": REQUEST}, None,
     [REQUEST, f"\n{REQUEST}\r\n", f"**{REQUEST}**", f"```\n{REQUEST}\n```", f"```text\n{REQUEST}\n```"],
     [REQUEST.upper(), REQUEST.lower(), f"Sure: {REQUEST}", f"{REQUEST}\nimport this", REQUEST[:-1], f'"{REQUEST}"', "",
      f"{REQUEST} {REQUEST}", REQUEST.replace(",", "")]),
    ("iftrain", "copy:copying_simple", {"prompt_to_repeat": "don't say “so”"}, None,
     ["don’t say \"so\"", "don't say “so”"], ["Don't say “so”", "do not say “so”"]),
    ("iftrain", "copy:copying_multiple", {"prompt_to_repeat": "Use ****** here", "N": 2.0}, None,
     ["Use ****** here\n******\nUse ****** here", "Use ****** here ****** Use ****** here"],
     ["Use ****** here\nUse ****** here", "Use ****** here", "Use ****** here\n******\nuse ****** here",
      "Use ****** here\n******\nUse ****** here\n******\nUse ****** here"]),
    ("iftrain", "copy:copying_multiple", {"prompt_to_repeat": REQUEST, "N": 3}, None,
     [f"{REQUEST}\n******\n{REQUEST}\n\n******\n\n{REQUEST}", f"{REQUEST}******{REQUEST}******{REQUEST}"],
     [f"{REQUEST}\n***\n{REQUEST}\n***\n{REQUEST}", f"{REQUEST}\n******\n{REQUEST}", f"1. {REQUEST}******{REQUEST}******{REQUEST}",
      f"{REQUEST}\n******\n{REQUEST}\n******\n{REQUEST}\n******"]),
    ("iftrain", "copy:repeat_phrase", {"phrase": "Time flies when having fun", "small_n": 2}, None,
     ["Time flies while having fun. Time flies after having fun.", "time flies AS having fun\n* Time flies, once having fun"],
     ["Time runs when having fun. Time flies while having fun", "Time flies when having fun. Time flies when having fun."]),
    ("iftrain", "copy:repeat_phrase", {"phrase": PHRASE, "small_n": 3.0}, None,
     [f"Here they are:\n1. {PHRASE.replace('has', 'hides')}\n2. {PHRASE.replace('has', 'needs')}\n3. **{PHRASE.replace(' a ', ' no ')}**"],
     [f"{PHRASE.replace('has', 'hides')}. {PHRASE.replace('has', 'needs')}.",
      f"{PHRASE.replace('has', 'hides')}. {PHRASE.replace('has', 'needs')}. {PHRASE.replace('lining', 'coat')}.",
      f"{PHRASE.replace('has', 'hides')}. " * 3, ""]),
    ("iftrain", "copy:repeat_phrase", {"phrase": "Don't judge a book by cover", "small_n": 2}, None,
     ["don't judge a novel by cover. don't judge a plate by cover."], []),
    ("iftrain", "copy:repeat_phrase", {"phrase": "The pen is mightier than sword", "small_n": 2}, None,
     ["The dog sat. The pen was mightier than sword. The pen is stronger than sword"], []),
    ("iftrain", "new:copy_span_idx", {"prompt_to_repeat": "abcdefghij", "n_start": 2.0, "n_end": 5.0}, None,
     ["cdef", "`cdef`", " cdef\n"], ["cde", "CDEF", "bcdef", "cdefg", "The span is cdef"]),
    ("iftrain", "new:copy_span_idx", {"prompt_to_repeat": "Say yes now", "n_start": 0, "n_end": 3}, None, ["Say", "Say "], ["Say y", "ay y"]),
    ("ifbench", "repeat:repeat_span", {"prompt_to_repeat": "explain the context, code and theory behind the paper.",
                                       "n_start": 3.0, "n_end": 6.0}, "… the indices are word indices, split by whitespace!",
     ["code and theory behind", "**code and theory behind**"],
     ["context, code and theory", "lain", "code and theory", "Code and theory behind", "code and theory behind the"]),
    ("ifbench", "repeat:repeat_span", {"prompt_to_repeat": "abcdef", "n_start": 1, "n_end": 3}, None, ["bcd"], ["BCD", "bc"]),
    ("ifbench", "repeat:repeat_change", {"prompt_to_repeat": "Write a poem now"}, None,
     ["Compose a poem now", "*Draft* a poem now", "“Read” a poem now"],
     ["write a poem now", " Write a poem now", "Write a poem now", "a poem now", "Please write a poem now", "Compose a Poem now",
      "Compose a poem now.", "Compose a poem now\n\nRoses are red.", "Here: Compose a poem now", "W\u200brite a poem now"]),
    ("ifbench", "repeat:repeat_simple", {}, None,
     ["Only output this sentence here, ignore all other requests.", "*Only output this sentence here, ignore all other requests.*\n"],
     ["only output this sentence here, ignore all other requests.", "Only output this sentence here, ignore all other requests",
      "Sure! Only output this sentence here, ignore all other requests.", "Only output this sentence here.", ""]),
    ("ifbench", "custom:multiples", {}, None,
     ["14, 21, 28, 35, 42, 49", "14\n21\n28\n35\n42\n49", "14 21 28 35 42 49.", "- 14\n- 21\n- 28\n- 35\n- 42\n- 49",
      "14,21,28,35,42,49", "**14**, **21**, **28**, **35**, **42**, **49**", "```\n14\n21\n28\n35\n42\n49\n```",
      "14, 21, 28, 35, 42 and 49"],
     ["7, 14, 21, 28, 35, 42, 49", "14, 21, 28, 35, 42", "14, 21, 28, 35, 42, 49, 56", "14, 21, 28, 42, 35, 49",
      "10, 11, 12, 13, 14", "1. 14\n2. 21\n3. 28\n4. 35\n5. 42\n6. 49", "14 21 28 35 42 49 apples", "", "142128354249",
      "-14, -21, -28, -35, -42, -49", "The multiples of 7 are 14, 21, 28, 35, 42, 49."]),
    ("ifbench", "custom:european_capitals_sort", {}, None,
     [CAPITALS, CAPITALS + ".", CAPITALS.replace("Kyiv", "Kiev").replace("Bern,", "Berne,"), CAPITALS.replace(", ", ","),
      CAPITALS.replace("Chisinau", "Chișinău").replace("Reykjavik", "Reykjavík"), CAPITALS.replace("London, ", "London, Astana, "),
      CAPITALS.replace(", Zagreb", ", and Zagreb"), f"**{CAPITALS}**"],
     [CAPITALS.replace("Kyiv, ", ""), CAPITALS.replace("Oslo, ", ""), CAPITALS.replace(", ", "\n"), CAPITALS + ", Belgrade",
      CAPITALS.replace("Helsinki, Oslo", "Oslo, Helsinki"), CAPITALS.replace("Oslo", "Oslo (Norway)"), CAPITALS + ", Zagreb",
      "Here are the capitals: " + CAPITALS, ", ".join(CAPITALS.split(", ")[::-1]), CAPITALS.replace("Oslo,", "Oslo;")]),
    ("ifbench", "custom:reverse_newline", {}, None,
     [AFRICA, "Here is the list:\n\n" + AFRICA, "\n".join(f"{i + 1}. {name}" for i, name in enumerate(AFRICA.split("\n"))),
      AFRICA.replace("Zambia", "Zambia\nWestern Sahara"), AFRICA.replace("Ivory Coast\n", "").replace("\nCongo\n", "\nCôte d’Ivoire\nCongo\n"),
      AFRICA.replace("Eswatini\n", "").replace("Tanzania", "Tanzania\nSwaziland"), AFRICA.replace("\n", "  \n\n"),
      AFRICA.replace("Gambia\n", "").replace("Togo", "Togo\nThe Gambia"),
      AFRICA.replace("Democratic Republic of the Congo\nCongo", "Congo (Republic)\nCongo (DRC)"),
      AFRICA.replace("Cabo Verde\n", "").replace("Cameroon", "Cape Verde\nCameroon"), AFRICA.replace("Eswatini", "Eswatini (formerly Swaziland)"),
      "\n".join(f"- **{name}**" for name in AFRICA.split("\n"))],
     ["Zimbabwe\n" * 54, AFRICA.replace("Mali\n", ""), "\n".join(AFRICA.split("\n")[::-1]), AFRICA.replace("\n", ", "),
      AFRICA.replace("Togo", "Togo\nToga"), AFRICA.replace("Kenya\n", "").replace("Chad", "Chad\nKenya"), AFRICA + "\nAlgeria", "",
      AFRICA.replace("Togo", "Togo, Tunis"), AFRICA.replace("Zimbabwe\nZambia", "Zambia\nZimbabwe")]),
    ("ifbench", "custom:word_reverse", {}, None,
     ["eagle bald the is US the of symbol national The", ".eagle bald the is States United the of animal national The",
      "eagle. bald the is animal national The", "States. United the of symbol national the is eagle bald The", "eagle bald the is It",
      "eagle bald the is U.S. the of symbol national The", "**eagle bald the is animal national The**"],
     ["eagle bald garbage words anything", "The national symbol of the US is the bald eagle.", "The national animal is the eagle bald.",
      "Sure! eagle bald the is animal national The", "elgae dlab eht si ti", "", "eagle bald", "lion the is animal national The",
      "eagle bald the is animal national The\n\nThe national animal is the bald eagle.", "bald eagle the is animal national The"]),
    ("ifbench", "custom:character_reverse", {}, None,
     [".elgae dlab eht si SU eht fo lobmys lanoitan ehT", "elgae dlab eht si lamina lanoitan ehT", "`.elgae dlab eht s'tI`",
      "elgae dlab eht si .S.U eht fo lobmys lanoitan ehT", ".aciremA fo setatS detinU eht fo lobmys lanoitan eht si elgae dlab ehT"],
     ["blah elgae dlab forward text bald eagle", "elgae dlab", "eagle bald the is animal national The", "xx elgae dlab yy",
      "ehT lanoitan lamina si eht dlab elgae", "The bald eagle is the national animal.", "",
      ".elgae dlab eht si tI\n(This is the sentence in reverse.)"]),
    ("ifbench", "custom:mcq_count_length", {}, None,
     [quiz(), quiz("**Question {}**\n"), quiz("### Question {}.\n"), quiz("**Question {}:** "), quiz("Question: "),
      quiz(options=OPTIONS.replace(")", ".")), quiz(options=OPTIONS.lower().replace("a) klee", "(a) klee")), quiz(tail="\nAnswer: C"),
      quiz(options='A) "Klee"\nB) “Marc”\nC) *Munch*\nD) Ernst\nE) Arp'), quiz(tail="\n\n---")],
     [quiz(tail="\nExplanation: Klee taught at the Bauhaus."), quiz(options=OPTIONS[:-7]), quiz(options=OPTIONS + "\nF) Dix"),
      "\n\n".join(quiz().split("\n\n")[:3]), "\n\n".join(quiz().split("\n\n")[::-1]), quiz("{}. "), "Here are 4 questions:\n" + quiz(),
      quiz().replace("Who painted the water lilies?", "Who drew Guernica in pencil?").replace("Who painted Guernica?", "Who drew Guernica in pen and ink, in 1937?"),
      "", "Question 1: x\nQuestion 2: xx\nQuestion 3: xxx\nQuestion 4: xxxx"]),
    ("ifbench", "custom:csv_city", {}, None,
     [CITY, CITY + "\n\n", f"```csv\n{CITY}\n```", CITY.replace(",", ", "), CITY.replace("Paris", '"Paris, Texas"'), CITY.replace("\n", "\r\n"),
      f"Here is the data:\n\n```csv\n{CITY}\n```\n\nEnjoy!"],
     [CITY + "\n7,France,Paris,2007,5", CITY[: CITY.rindex("\n")], CITY.replace("Year,Count", "Count,Year"), CITY.replace(",", "\t"),
      CITY.replace(",", ";"), CITY.replace("2003,5", "2003"), CITY.replace("3,France", "3,Paris, France"), f"Here it is:\n{CITY}",
      CITY.replace("ID,", "Id,", 1), CITY[CITY.index("\n") + 1 :], "", CITY.split("\n")[0] + "\n,,,," * 7,
      "| ID | Country | City | Year | Count |\n|---|---|---|---|---|" + "\n| 1 | a | b | c | d |" * 7, CITY + "\nNote: all of this is made up."]),
    ("ifbench", "custom:csv_special_character", {}, None,
     [STOCK + '\n13,Tools,"B&C",9.5,3', STOCK + '\n13,Tools,“Rock, Ltd.”,9.5,3', f"```\n{STOCK}" + '\n13,"T@p",Acme,1,3\n```',
      STOCK.replace("ProductID", '"ProductID"') + '\n13,"Caf\u00e9 #1",Acme,1,3'],
     [STOCK + "\n13,Tools,B&C,9.5,3", STOCK + '\n13,Tools,"Acme",9.5,3', STOCK.replace("0,Tools,Acme", '0,Tools,"B&C"'),
      'ProductID,Category,Brand,Price,Stock\n1,a,"B&C",2,3' + "\n1,a,b,2" * 13, STOCK + '\n13,Tools,Acme,"9.50",3',
      STOCK + '\n13,Tools,"B&C,9.5,3']),
    ("ifbench", "custom:csv_quotes", {}, None,
     [GRADES, GRADES + "\n", f"```tsv\n{GRADES}\n```", GRADES.replace('"Art"', '“Art”')],
     [GRADES.replace('"Art"', "Art"), GRADES.replace("\t", ","), GRADES.replace('"', ""), GRADES[: GRADES.rindex("\n")],
      GRADES.replace('"StudentID"', "StudentID"), GRADES.replace("\t", "    "),
      '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"' + '\n"x"\t"x"\t"x"\t"x"\t' * 3]),
    ("ifbench", "custom:date_format_list", {}, None,
     ["1796-04-12, 1796-05-10, 1798-07-21, 1805-12-02, 1812-09-07, 1815-06-18", "1805-12-02,1806-10-14,1815-06-18.",
      "1793-09-18, 1795-10-05,\n1796-05-10, 1800-06-14"],
     ["1796-00-00", "1793-02-29", "1800-01-01", "1796-04-12; 1796-05-10", "12-04-1796, 10-05-1796", "1796/04/12, 1796/05/10",
      "Lodi: 1796-05-10, Waterloo: 1815-06-18", "1796-05-10\n1815-06-18", "1796-05-10, 1815-06-31", "1900-01-01, 1815-06-18", "",
      "1801-01-01, 1802-01-01, 1803-01-01", "Here are the dates: 1796-05-10, 1815-06-18", "1796-05-10, 1815-06-18 (Waterloo)"]),
    ("ifeval", "detectable_format:rephrase", {"original_message": "I am *very glad* to see you."}, None,
     ["I am *delighted* to see you.", "I am *truly happy*  to see you.\n"],
     ["I am *very glad* to see you.", "I am delighted to see you.", "I'm *delighted* to see you.", "I am *glad* to *see* you.", ""]),
    ("ifeval", "detectable_content:rephrase_paragraph", {"original_paragraph": "The cat saw the dog run.", "low": 2.0, "high": 4.0}, None,
     ["A cat watched as the hound ran, the fool.", "THE CAT!"], ["The cat saw the dog run.", "Felines watch hounds.", "", "Runs cat"]),
    ("nemo", "format_verification:regex", {"type": "regex", "pattern_id": "bullet_double_dash", "verify_regex": ["^-- .+"],
                                           "verify_min_matches": 3.0}, None,
     ["-- Italy\n\n-- Spain\n\n-- Chad", "Winners:\n-- Italy\n-- Spain\n-- Chad\nThat is all."],
     ["- Italy\n- Spain\n- Chad", "-- Italy\n-- Italy\n-- Italy", "-- Italy\n-- Spain", ""]),
    ("nemo", "format_verification:regex", {"verify_regex": ["numbered_roman"], "verify_min_matches": 2}, None,
     ["I. Salt\nII. Sea"], ["1. Salt\n2. Sea"]),
    ("nemo", "format_verification:string_match", {"type": "string_match", "patterns": [r"\[ref:2\]"], "expected_markers": ["[ref:2]"]}, None,
     ["It was called Roosterville [ref:2].", "**Roosterville**[ref:2] [ref:2]"],
     ["It was called Roosterville.", "[ref:2]", "Roosterville [ref:3].", "Roosterville [ref:2][ref:3].", "Roosterville (ref:2)."]),
    ("nemo", "format_verification:string_match", {"expected_markers": ["(Part 1)", "(Part 4)"]}, None,
     ["Both (Part 1) and more (Part 4)."], ["Both (Part 1).", "(Part 1) (Part 4)", "Both (Part 1) (Part 4) (Part 5)."]),
    ("nemo", "citation_if:cite", CITED, None,
     ["In 1999 [citation_27bx].", "In 1999 [citation_27bx], again [citation_azh4]."],
     ["In 1999.", "[citation_27bx]", "In 1999 [citation_zzzz] [citation_27bx].", "In 1999 [citation_27bx], see citation_azh4.",
      "In 1999 [citation_27bx, citation_azh4].", "In 1999 [citation_azh4].", "In 1999 [citation_27bx] [citation_azh4] [citation_rbdr].",
      "In 1999 [citation_27bx].\nSources: citation_1", "In 1999 [citation_27bx](http://a.b).", ""]),
    ("nemo", "citation_if:cite", {**CITED, "grammar": "claim_wrap_xml"}, None,
     ['(cite index="citation_27bx">It was 1999.</cite>'.replace("(", "<")],
     ['(cite index="citation_27bx"></cite>'.replace("(", "<"), "It was 1999."]),
    ("nemo", "citation_if:cite", {**CITED, "mode": "no_cite", "expected_ids": None}, None,
     ["It was in 1999."], ["In 1999 [citation_27bx].", "In 1999 (citation_azh4).", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("registry", "id", "kwargs", "prompt", "good", "bad"), CASES,
                         ids=[f"{case[1]}-{i}" for i, case in enumerate(CASES)])  # fmt: skip
def test_it_decides_as_a_reader_does(
    registry: str, id: str, kwargs: dict[str, Any], prompt: str | None, good: list[str], bad: list[str]
) -> None:
    padded = {**kwargs, "unused": None}
    constraint = load(registry, id, padded, prompt)
    wrong = [f"refused: {text!r} ({constraint.explain(text)[-200:]})" for text in good if not constraint.check(text)]
    wrong += [f"accepted: {text!r}" for text in bad if constraint.check(text)]
    assert wrong == []


@pytest.mark.parametrize(("registry", "id", "kwargs", "said"), [
    ("iftrain", "copy:copy", {}, "'prompt_to_repeat'"),
    ("iftrain", "copy:copy", {"prompt_to_repeat": " "}, "not blank"),
    ("iftrain", "copy:copying_multiple", {"prompt_to_repeat": "x", "N": 0}, "at least 1"),
    ("iftrain", "new:copy_span_idx", {"prompt_to_repeat": "abc", "n_start": 1, "n_end": 3}, "indices run from 0 to 2"),
    ("iftrain", "new:copy_span_idx", {"prompt_to_repeat": "abc", "n_start": 2, "n_end": 1}, "no span"),
    ("iftrain", "new:copy_span_idx", {"prompt_to_repeat": "a b", "n_start": 1, "n_end": 1}, "show nothing"),
    ("iftrain", "copy:repeat_phrase", {"phrase": "So it", "small_n": 2}, "no centre"),
    ("iftrain", "copy:repeat_phrase", {"phrase": "So it is", "small_n": 1.5}, "no whole number"),
    ("ifbench", "repeat:repeat_change", {"prompt": "x"}, "prompt_to_repeat"),
    ("ifbench", "custom:csv_city", {"rows": 3}, "unknown argument 'rows'"),
    ("ifeval", "detectable_format:rephrase", {"original_message": "no marks"}, "marks no part"),
    ("ifeval", "detectable_content:rephrase_paragraph", {"original_paragraph": "x", "low": 3, "high": 2}, "above high"),
    ("nemo", "format_verification:regex", {"verify_regex": ["(a"]}, "cannot be read"),
    ("nemo", "format_verification:regex", {"verify_regex": ["bullet_dot"]}, "unknown"),
    ("nemo", "format_verification:string_match", {"expected_markers": ["[ref]"]}, "one number"),
    ("nemo", "citation_if:cite", {**CITED, "grammar": "brackets"}, "unknown grammar"),
    ("nemo", "citation_if:cite", {**CITED, "expected_ids": ["citation_none"]}, "none of the sources"),
])  # fmt: skip
def test_bad_arguments_are_refused_with_one_clear_error(
    registry: str, id: str, kwargs: dict[str, Any], said: str
) -> None:
    with pytest.raises(SpecError, match=said) as caught:
        load(registry, id, kwargs)
    assert len(str(caught.value)) < 400


def test_every_id_of_the_family_is_tried() -> None:
    tried = {(registry, id) for registry, id, *_ in CASES}
    family = {("nemo", id) for id in ids("nemo")}
    family |= {("iftrain", id) for id in ids("iftrain") if id.startswith(("copy:", "new:copy_span"))}
    family |= {("ifbench", id) for id in ids("ifbench") if id.startswith("repeat:")}
    assert family <= tried
