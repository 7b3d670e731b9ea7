# shellcheck shell=bash
# Throw-away OpenPGP keys: made once, used through a key ring in a short path of its own.

readonly keys=$made/keys

# Opens a key ring that is closed again when the script ends.
open_keyring() {
    # gpg's agent needs a socket, whose path may not be long: hence not below the checkout.
    GNUPGHOME=$(mktemp -d /tmp/veneer-keys.XXXXXX)
    export GNUPGHOME
    trap close_keyring EXIT
    local key
    for key in fixtures stranger; do
        [[ -f $keys/$key.secret ]] || make_key "$key"
        gpg --batch --quiet --import "$keys/$key.secret"
    done
}

close_keyring() {
    gpgconf --kill all || true
    rm -rf "$GNUPGHOME"
}

# NAME.secret and NAME.asc; whoever trusts `fixtures` must refuse what `stranger` signed.
make_key() {
    mkdir -p "$keys"
    local user="Veneer $1 <$1@fixtures.invalid>"
    gpg --batch --quiet --passphrase '' --quick-generate-key "$user" rsa3072 sign never
    gpg --batch --armor --export "$user" >"$keys/$1.asc"
    (umask 077 && gpg --batch --armor --export-secret-keys "$user" >"$keys/$1.secret.new")
    mv "$keys/$1.secret.new" "$keys/$1.secret"
}

# sign_packages KEY FILE...
sign_packages() {
    # Without a terminal rpmsign warns once a package unless this is set.
    GPG_TTY=${GPG_TTY:-none} rpmsign --define "_gpg_name $1@fixtures.invalid" \
        --define "_gpg_path $GNUPGHOME" --define "__gpg $(command -v gpg)" \
        --define '_openpgp_sign gpg' --addsign "${@:2}" >/dev/null
}

# sign_file KEY FILE: an armoured detached signature beside the file.
sign_file() {
    gpg --batch --quiet --yes --armor --local-user "$1@fixtures.invalid" --detach-sign "$2"
}
