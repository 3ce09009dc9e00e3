"""The public test kit: laws that every kind obeys, texts with known truth, audits with intervals.

``laws`` what every kind obeys · ``cases`` texts whose truth is known by construction · ``edits`` differences that
change nothing · ``hostile`` texts that break checkers · ``audit`` precision and recall · ``stats`` intervals ·
``intervals`` of grouped cases · ``judges`` how good an LLM judge or any callable is, ``judge_cases`` what it is asked,
``endpoint`` a judge behind an OpenAI-compatible endpoint, ``admission`` whether it may enter a reward · ``external``
functions of one's own, audited as a kind · ``mutate`` mutants of a checker · ``tables`` texts that a person read ·
``growth`` time against size · ``processes`` another process, another hash seed ·
``fuzz`` texts without end · ``probe`` one question to keep · ``equals`` the same worded by other kinds · ``shrink``
smaller texts · ``building`` one text by a named way · ``strategies`` for Hypothesis.
"""
