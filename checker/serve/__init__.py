"""`zfcheck serve`: the page for clerks and the service for other programs, on this machine.

The process that listens reads no document: it guards the door (guard.py, protocol.py), says what may be asked
(asking.py) and hands each document to a worker (pool.py), which checks it and makes the answer (work.py, answers.py).
"""
