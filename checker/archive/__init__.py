"""Many documents on a distributed engine (Daft, on this machine or on a Ray cluster), with the results as Parquet.

    sources   SOURCE -> the documents it means
    order     what every worker is told
    fetching  the bytes of a document, from a disk or out of object storage
    child     the process that checks, with rule sets compiled once
    keeper    starts such processes, and replaces those that die or hang
    daftrun   the same two steps on whatever Daft runs on: look at documents, check documents
    store     what has been checked already, by content
    tables    the columns of everything that is written
    building  the tables of results out of the store
    running   the whole way

Daft and pyarrow come with the extra `archive`, and nothing else in the program may need them.
"""
