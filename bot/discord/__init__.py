"""The Discord shell. Only this package imports discord."""
