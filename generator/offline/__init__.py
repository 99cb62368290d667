"""A part of the site that stands for itself: opened from a disk, without a server and a network."""
