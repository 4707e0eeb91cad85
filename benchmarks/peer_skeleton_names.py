"""As `peer_plain_names`, but names are compared half as strings, half by their consonants.

    python -m benchmarks.peer_skeleton_names FOUND.csv SOUGHT.csv CANDIDATES.csv

The most that can be had of strings by hand: the consonant skeletons that the peer Splink is given too (`cleaning`),
in which letters that sound alike are one and vowels are gone.  The likeness is the mean of the two Jaro-Winklers.
"""

from __future__ import annotations

import sys

from benchmarks.peer_plain_names import main

if __name__ == "__main__":
    main(sys.argv[1:], skeletons=True)
