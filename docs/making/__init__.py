"""What ``docs/make.py`` writes the generated pages with: a file per sort of page."""
