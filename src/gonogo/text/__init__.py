"""Reading only: what is a word, a sentence, a paragraph, a line, a heading, a language. It knows no constraints."""
