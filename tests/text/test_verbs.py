"""Verbs: how surely a word is one, and what the words after it tell."""

from __future__ import annotations

import pytest

from gonogo.constraints.positions import StartsWithVerb

VERBS = """
Run home now.|Imagine a world.|Consider the ring.|Exploring Galois theory.|Let us begin.|Let's go.|Don’t worry.|Are you
ready?|Have you ever?|Understanding this|Based on facts|Founded in 1955|Embark on it|Delve into it|Suppose f is primitive.
|Picture this|Water the plants.|Book your flight.|Love your neighbor.|Work hard.|Plan and execute.|Stop|Thank you.
|Re-evaluate it.|Fine-tune it.|Contextualize it.|Reimagine the city.|FADE IN:|Cultivate resilience.|Open your eyes.
|Denote by R the ring.|> Imagine this|1. Define it.|🎉 Celebrate!|“Explore” the sea.|Behold!|Shall we?|Welcome the guests.
|Meet Emma and Liam.|State your reasons.|Provides the answer.|Carried by wind|Stopping here|Process the data.
|Whirring and pulsing with neon, New York wakes.|Buzzing with life, the city woke.|Drape it over the chair.
|Pluck the leaves.|Grill the fish.|Dice the onion.|Swaddled in wool, he slept.
"""
OTHERS = """
The cat|Galois theory|Love is blind.|Research is hard.|Research shows that it is.|Water is wet.|Water, the source|People
love it.|Time flies.|Quick answer|Beautiful day|Here is it.|There are two.|In the beginning|Empire of pain|Work of art
|Answer: 42|Research and development|Emma runs.|Sure, here it is.|Certainly! Run.|Yes|Once upon a time|Today we run.
|It is.|I think so.|You are.|Morning came.|Nothing is.|Everything|During the war|Interesting point|Clear skies|May 5, 2020
|To be|Please note|Never give up.|Plans are made.|Outlook|Outcome|Disease|Music is art.|Design of systems|United States
|Advanced topics|Title: X|Setting: X|Step 1|Part One|Free will|Here's one.|It's one.|Dystopian|Kindness|Waters of life
|INT. ROOM|Grace walked.|今天|123|Size matters.
|Buzz about the phone is loud.|Dash of salt.|Row by row|Boom times came.|Pulse rates rise.|Throng of people|Dice are cubes.
|Exciting news!
"""


@pytest.mark.parametrize("text", [text.strip().replace("\n", " ") for text in VERBS.split("|")])
def test_begins_with_a_verb(text: str) -> None:
    assert StartsWithVerb().check(text), StartsWithVerb().explain(text)


@pytest.mark.parametrize("text", [text.strip().replace("\n", " ") for text in OTHERS.split("|")])
def test_begins_with_something_else(text: str) -> None:
    assert not StartsWithVerb().check(text), StartsWithVerb().explain(text)
