"""Tables as typed values: their heads, labels and units, and the relations between their figures.

Everything here speaks in positions of the reading text. A relation is judged only where the intervals of the printed
figures cannot be reconciled, and told only where the rest of the table shows that it was read rightly.
"""
