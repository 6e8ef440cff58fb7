"""A deck with exams over questions on four topics, for whoever tests exams."""

from __future__ import annotations

QUESTIONS = """\
title: Tang China
id: tang
questions:
- ask: Which city was the main Tang capital in 750?
  id: capital
  tags: [court]
  answer: Chang'an
  wrong: {Luoyang: The eastern capital., Kaifeng: That was the Song.}
  explain: Modern Xi'an.
- ask: Which of these ruled the Tang?
  id: rulers
  tags: [court]
  points: 2
  answers: [Taizong, Xuanzong]
  wrong: [Kublai Khan, Han Wudi]
- statement: Wu Zetian ruled only as regent.
  id: wu
  tags: [court]
  answer: false
  correction: She took the throne herself in 690.
- ask: Who founded the dynasty?
  id: founder
  tags: [rulers]
  answer: Gaozu
  accept: [Li Yuan]
- ask: In which year did it begin?
  id: begin
  tags: [rulers]
  number: 618
- cloze: "{{Tang}} rule ended in {{907}}."
  id: fall
  tags: [end]
- ask: Put these in order, the earliest first.
  id: chronology
  tags: [end]
  order: [Sui, Tang, Song]
- ask: Match each dynasty to its founding year.
  id: years
  tags: [end]
  match: {Sui: 581, Tang: 618}
  extra: [1271]
- ask: Why did the court weaken after 763?
  id: why
  tags: [words]
  rubric:
  - Governors became autonomous.
  - 3x Tax registers were lost.
- term: jiedushi
  id: jiedushi
  tags: [words]
  means: a military governor of a frontier region
"""

DECK = """\
title: Tang China
id: tang-deck
questions: [tang.yaml]
exams:
- {title: Mock exam, questions: 10, minutes: 20, pass: 60%}
- {title: Small one, questions: 3, minutes: 5, draw: {court: 2, rulers: 1}}
- {title: Too much, questions: 9, minutes: 5, draw: {court: 9}}
"""

FILES = {"questions/tang.yaml": QUESTIONS, "decks/tang-deck.yaml": DECK}
