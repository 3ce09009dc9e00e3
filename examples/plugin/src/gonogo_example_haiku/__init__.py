"""Two kinds for gonogo: ``example:haiku``, and ``example:count.hashtags``, which counts a unit."""

from gonogo_example_haiku.haiku import Haiku
from gonogo_example_haiku.hashtags import Hashtags

__all__ = ["Haiku", "Hashtags"]

api = 1  # of gonogo's plugins
