"""Is this sentence carried by that paragraph? Numbers, dates, symbols, references, quotes, wording."""
