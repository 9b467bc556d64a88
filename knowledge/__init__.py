"""What is known: sources, figures, passages, and the words for them."""
