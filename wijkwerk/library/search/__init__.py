"""One search over everything on the shelf, good at Dutch, in this process and without a server.

`index` finds and ranks, `question` understands what somebody typed, `thesaurus` knows what words mean the same,
`dutch` knows the forms of a word, `compounds` its parts, `spelling` its typing errors, `subjects` what is
about the same, `reasons` say why.
"""

from wijkwerk.library.search.index import Hit, Index, index_of
from wijkwerk.library.search.reasons import Reason

__all__ = ["Hit", "Index", "Reason", "index_of"]
