# shellcheck shell=bash
# Roots with a real RPM database, as image-based systems have them.

readonly database=/usr/lib/sysimage/rpm

# The folders and links that every other package expects.
lay_out() {
    local name
    mkdir -p "$1"/{dev,etc,proc,run,sys,tmp,usr/{bin,sbin,lib,lib64}} \
        "$1"/{var/lib/extensions.d,"$database"}
    chmod 1777 "$1/tmp"
    for name in bin sbin lib lib64; do
        ln -s "usr/$name" "$1/$name"
    done
}

# install_packages ROOT REPOSITORY OPTIONS...
install_packages() {
    local files
    files=$(base_packages)
    mapfile -t files <<<"$files"
    prepare_base "$1"
    rpm --root "$1" --dbpath "$database" --import "$made/keys/fixtures.asc"
    (cd "$2" && rpm_install --root "$1" --dbpath "$database" --noscripts --nodeps "${@:3}" \
        "${files[@]}")
}

# What a package manager would install from, and the key that it would trust.
configure_repository() { # ROOT REPOSITORY
    local key=/etc/pki/rpm-gpg/RPM-GPG-KEY-fixtures
    mkdir -p "$1"/etc/{yum.repos.d,pki/rpm-gpg}
    cp "$made/keys/fixtures.asc" "$1$key"
    printf '%s\n' '[fixtures]' 'name=Fixtures' "baseurl=file://$2" enabled=1 gpgcheck=1 \
        "gpgkey=file://$key" >"$1/etc/yum.repos.d/fixtures.repo"
}

# A shipped image has its database in WAL mode without the two files that a writer leaves beside it.
settle_database() {
    [[ -f $1$database/rpmdb.sqlite ]]
    python3 - "$1$database/rpmdb.sqlite" <<'END'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as database:
    mode = database.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    count = database.execute("SELECT count(*) FROM Packages").fetchone()[0]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
database.close()
if mode != "wal" or count < 20:
    sys.exit(f"error: the database is in mode {mode} and has {count} packages")
END
    rm -f "$1$database"/{rpmdb.sqlite-{shm,wal},.rpm.lock}
}

# make_root ROOT REPOSITORY OPTIONS...: out of the base packages in the repository, by rpm.
make_root() {
    lay_out "$1"
    install_packages "$@"
    configure_repository "$1" "$2"
    settle_database "$1"
}
