"""Things in their time: days, stretches, plans, anniversaries, meetings, drives, laws and organs against dates.

The kinds `period` and `event` compile their tables here. Every check reads `Document.reading.text` and answers with
`Wrong` and `Right`, in offsets of that text; what cannot be judged is not answered at all.
"""
