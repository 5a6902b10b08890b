"""A language model, when there is one: it writes, and the plans prove each sentence."""
