"""Reading only: what is a word, a sentence, a paragraph, a line, a heading, a language. It knows no constraints.

A constraint asks a :class:`~gonogo.text.view.View`, which asks the rest, once each:

- **The core**: ``view`` (one response, read lazily), ``segment`` (THE definitions of word, sentence, paragraph and
  line; ``words`` finds words), ``chars`` (what a reader sees of characters), ``markdown`` and ``outline`` (blocks and
  emphasis; what a line is), ``matching`` (where a keyword stands), ``compare``.
- **Parts of a text**: ``parts``, ``sentence_ends`` and ``final_words``, ``sentence_types``, ``nth_words``,
  ``indents``, ``wrappings``, ``quotations``, ``records``, ``code``, ``links``, ``dates``, ``figures``, ``emoji``,
  ``marks``, ``shown``, ``places`` (edges, letters), ``loose_ends``.
- **Words and their properties**: ``lexicon`` and ``wordlists`` (lists), ``abbreviations``, ``casing``,
  ``syllables``, ``palindromes``, ``patterned``, ``verbs``, ``grammar``, ``habits`` and ``habit_words``
  (of language models), ``fixed_forms`` (options of a quiz), ``theses``.
- **Languages**: ``language`` and ``language_evidence`` (which one it is), ``scripts``, ``french``, ``furigana``.

Lists of words are in ``data/``, each with its origin.
"""
