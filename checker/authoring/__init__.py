"""Tools for those who write rules: what is in force and why, skeletons, advice on a pack, pages, words from reports."""
