"""How much, how long and how many: what one caller may cost."""

from __future__ import annotations

LARGEST_UPLOAD = 64 * 1024 * 1024
"""Bytes of a request. No reader takes more of a document that people write."""
LARGEST_FIELD = 1024 * 1024
"""Bytes of what is asked, beside the document."""
MOST_HELD = 4 * LARGEST_UPLOAD
"""Bytes of all requests together that are being received or wait for a worker."""
MOST_CONNECTIONS = 256
MOST_WAITING = 64
"""Requests that wait for a worker."""
LONGEST_NAME = 255
"""Characters of a file's name."""
MOST_NAMED = 10_000
"""Findings that one request may name."""

MOST_PARAGRAPHS = 20_000
LONGEST_TEXT = 2_000_000
"""Code points. What is longer is checked, and told without its text: no browser could show it."""

HEADER_SECONDS = 10.0
"""From the connection, or the answer before, to the end of the next request's head."""
PAUSE_SECONDS = 10.0
"""Without a byte of the body."""
BODY_SECONDS = 120.0
"""For the whole body."""
READING_SECONDS = 60.0
"""For the caller to take the next piece of the answer."""
LINGERING_SECONDS = 1.0
"""What still comes of a refused body is read so long, so that the refusal is heard."""
WAITING_SECONDS = 60.0
"""In the queue for a worker."""
AGAIN_SECONDS = 5
"""What a caller is told to wait who met a full queue."""
PIECE = 64 * 1024
"""Bytes in which an answer is handed out."""
