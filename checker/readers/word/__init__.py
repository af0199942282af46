"""The parts of a Word file: its package, its text, its numbers, and how it looks. `readers.docx` puts them together."""
