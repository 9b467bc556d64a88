"""kilowit and other libraries, building and asking the same passages with the same model."""
