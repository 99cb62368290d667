"""A folder that holds a site → a release of a target, which a web server shows.

    TARGET/releases/<time>-<hash>/site/            what is shown
                                  manifest.txt     SHA-256 of every file of it
                                  built.txt        the same of what it was made of
                                  publication.json the newest publication that it tells of
    TARGET/current → releases/<time>-<hash>/site   switched in one step; or current.txt

`store` is what a target must be able to do, `local` and `remote` do it; `target`, `carry`,
`deliver` and `log` stand above them. The order of a publication, so that it may be killed anywhere
(docs/maintainers/publishing.md): bring under a hidden name, verify, rename, switch, log, prune.
"""
