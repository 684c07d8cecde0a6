"""Language models: the only package that knows openai."""
