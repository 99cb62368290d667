#!/bin/sh
# Run in a clone of the records: sh so-tay-publish.sh TARGET
# Whatever stops it, the next run carries on: it first enters into the repository what the last one
# had published and not given back.
set -eu
target=$1
log=directives/cong-bo

keep_log() {
    git add -- "$log"
    if ! git diff --cached --quiet -- "$log"; then
        git -c user.name="Sổ tay" -c user.email=so-tay@localhost \
            commit --quiet --message "Ghi nhật ký công bố" -- "$log"
    fi
}

# Others may have pushed in the meantime; then our entries go on top of theirs, and nothing else.
bring() {
    if ! git pull --quiet --ff-only; then
        if [ -n "$(git log --format= --name-only '@{upstream}..' -- ":(exclude)$log")" ]; then
            echo "so-tay: this clone has changes of its own; push or drop them by hand" >&2
            exit 1
        fi
        git -c user.name="Sổ tay" -c user.email=so-tay@localhost pull --quiet --rebase || {
            git rebase --abort
            exit 1
        }
    fi
}

give_back() {
    if [ -n "$(git log --format=%H '@{upstream}..')" ]; then
        git push --quiet
    fi
}

mkdir -p "$log"
keep_log
bring
sotay publish "$target"
keep_log
give_back || { bring && give_back; }
