"""One search over everything on the shelf, good at Dutch, in this process and without a server.

`index` finds and ranks, `question` understands what somebody typed, `thesaurus` knows what words mean the same,
`dutch` knows the forms of a word, `compounds` its parts, `spelling` its typing errors, `reasons` say why.
"""
