"""Views of what is known, for the templates: pure functions of the knowledge."""
