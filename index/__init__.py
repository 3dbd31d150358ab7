"""Files in, searchable paragraphs out. Nothing here knows of questions, answers or screens."""
