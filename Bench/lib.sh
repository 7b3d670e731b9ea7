# shellcheck shell=bash
# What the parts share. `run` starts a part beside the peers, with VENEER (the release build) and
# VENEER_PEERS (their root) set.

bench=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
checkout=$(dirname "$bench")
fixtures=${VENEER_FIXTURES:-$checkout/.build-fixtures}
export RUNS=${RUNS:-3}

[[ -n ${VENEER:-} && -n ${VENEER_PEERS:-} ]] || {
    echo "error: this is a part of Bench/run" >&2
    exit 64
}
work=$(mktemp -d /var/tmp/veneer-bench.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT

# A program of the peers, on the machine's files; for the parts.
# shellcheck disable=SC2034
peer=(chroot "$VENEER_PEERS" env LC_ALL=C.UTF-8)

measure() { python3 -B "$bench/measure.py" "$@"; }

# recipe NAME [REPOSITORY]: a recipe of this folder in a catalogue over repo-large, or another repository.
recipe() {
    write_catalogue "${2:-$fixtures/repo-large}"
    mkdir -p "$work/extensions/$1"
    cp "$bench/$1.yaml" "$work/extensions/$1/recipe.yaml"
}

write_catalogue() { # REPOSITORY
    cat >"$work/catalogue.yaml" <<END
title: Measured
repositories:
  - {id: bench, url: "$1", keys: ["$fixtures/keys/fixtures.asc"]}
END
}

# building NAME OUTPUT OPTIONS...: the command that builds a recipe, whether or not something changed.
building() {
    echo "$VENEER build $work/extensions/$1 --base $fixtures/base --output $2 --cache $work/cache" \
        "--force --quiet ${*:3} >/dev/null"
}

# The very files that an image was built from, found by their checksums: package_files PROVENANCE
package_files() {
    python3 - "$1" "$fixtures/repo-large" <<'END'
import glob, hashlib, json, sys
wanted = {package["checksum"].split(":")[1] for package in json.load(open(sys.argv[1]))["packages"]}
found = {}
for path in glob.glob(sys.argv[2] + "/*.rpm"):
    with open(path, "rb") as file:
        found[hashlib.file_digest(file, "sha256").hexdigest()] = path
for checksum in wanted - found.keys():
    sys.exit(f"error: no package has the checksum {checksum}")
print(*sorted(found[checksum] for checksum in wanted), sep="\n")
END
}
