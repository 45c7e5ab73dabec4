"""The jobs of the lifecycle: values in, verdicts and effects out; nothing is done here."""
