"""Finds: encoders, dense and lexical search, generations."""
