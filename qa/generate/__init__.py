"""The generative answerer: a language model points at numbered sentences, and what it says is checked.

In the order of an answer: `model` (the one home of chat models), `breaker`, `patience` and `caller` (calls that may
fail), `numbered` and `prompts` (what a model is shown), `reading` (what it replies), `checking` and `highlights` (what
of it may leave), `rewrite` (follow-ups), `writer` (all of it together), `language_model` (what the service holds).
"""
