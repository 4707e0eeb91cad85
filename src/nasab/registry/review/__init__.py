"""What two people judge of a pair, each blind to the other; who settles it when they disagree."""
