"""Question → parsed question: names, measures, periods, amounts and intent, by patterns alone."""
