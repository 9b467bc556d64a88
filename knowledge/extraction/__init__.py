"""Text in, figures out."""
