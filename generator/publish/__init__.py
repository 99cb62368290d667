"""A built site → a release in a folder that a web server shows.

    TARGET/releases/<time>-<hash>/site/            what is shown
                                  manifest.txt     SHA-256 of every file of it
                                  publication.json the newest publication that it tells of
    TARGET/current → releases/<time>-<hash>/site   switched in one step

The order of a publication, so that it may be killed anywhere (docs/maintainers/publishing.md):
copy under a hidden name, verify, rename, switch, log, prune.
"""
