"""How the parts of a paper look, and what is wrong with it: for the rules of layout (GB/T 9704—2012)."""
