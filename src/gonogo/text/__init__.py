"""Reading only: what is a word, a sentence, a paragraph, a line, a heading, a language. It knows no constraints.

A constraint asks a :class:`~gonogo.text.view.View`, which asks the rest, once each:

- **The core**: ``view`` (one response, read lazily), ``segment`` (THE definitions of word, sentence, paragraph and
  line), ``chars`` (what a reader sees of characters), ``shapes`` (the quick way through texts in which nothing rare
  stands), ``markdown`` and ``outline`` (blocks and emphasis; what a line is), ``matching`` (where a keyword
  stands), ``compare``.
- **Parts of a text**: ``parts``, ``ends`` and ``endings`` (of sentences), ``sentence_types``, ``nth_words``,
  ``indents``, ``wrappings``, ``quotations``, ``records``, ``code``, ``links``, ``dates``, ``figures``, ``emoji``,
  ``marks``, ``shown``, ``places`` (edges, letters), ``loose_ends``.
- **Words and their properties**: ``lexicon`` and ``wordlists`` (lists), ``abbreviations``, ``casing``,
  ``syllables``, ``palindromes``, ``patterned``, ``verbs``, ``grammar``, ``habits`` and ``habit_words``
  (of language models), ``reading`` (fixed forms), ``theses``.
- **Languages**: ``language`` and ``language_evidence`` (which one it is), ``scripts``, ``french``, ``readings`` (of
  kanji).

Lists of words are in ``data/``, each with its origin.
"""
