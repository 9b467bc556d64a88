"""Pure reasoning: question → figures and passages → answer with citations, or unanswered."""
