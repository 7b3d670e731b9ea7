import CRPM
import Glibc

/// Keys in librpm's form.
@safe struct RPMKeyring: ~Copyable {
    let pointer: OpaquePointer?

    /// Makes a keyring of keys with their subkeys.
    init(_ keys: [Keyring.Key]) {
        unsafe pointer = rpmKeyringNew()
        for key in keys {
            guard let main = unsafe rpmPubkeyNew(key.packets, key.packets.count) else { continue }
            defer { unsafe rpmPubkeyFree(main) }
            unsafe rpmKeyringAddKey(pointer, main)
            var count: Int32 = 0
            guard let subkeys = unsafe rpmGetSubkeys(main, &count) else { continue }
            for index in 0..<Int(count) {
                unsafe rpmKeyringAddKey(pointer, subkeys[index])
                unsafe rpmPubkeyFree(subkeys[index])
            }
            unsafe free(subkeys)
        }
    }

    deinit { unsafe rpmKeyringFree(pointer) }
}
