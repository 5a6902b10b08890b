"""Questions to verified answers: understanding, retrieval, composing, proof."""

#: As the newest heading of CHANGELOG.md says it.
VERSION = "0.1.0"
