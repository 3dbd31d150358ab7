"""`fiqra check`: is a text carried by the paragraphs that it cites, or by any that are indexed?"""
