"""What Chinese characters and words are like, domain apart: which are mistaken for which, which words are common.

The tables stand beside the modules as plain text and are read when a question first needs them.
"""
