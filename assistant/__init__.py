"""Questions to verified answers: understanding, retrieval, composing, proof."""
