"""The same generations in PostgreSQL with pgvector, for many processes and many passages."""
