import SystemPackage
import TestSupport

/// Policies and modules made by SELinux's own compilers.
enum BuiltPolicy {
    static let canBuild = ["checkpolicy", "checkmodule", "semodule_package"]
        .allSatisfy { Command.exists($0) }
    static let needs: String = "needs checkpolicy, checkmodule and semodule_package"

    /// A small policy with levels, in its own language.
    static let policy = """
        class file
        class process
        sid kernel
        class file { read write execute }
        class process { transition }
        sensitivity s0;
        dominance { s0 }
        category c0;
        category c1;
        level s0:c0.c1;
        mlsconstrain file { read } ( h1 dom h2 );
        policycap open_perms;
        attribute exec_type;
        type kernel_t;
        type usr_t;
        type bin_t, exec_type;
        type lib_t alias shlib_t;
        bool on false;
        role system_r;
        role system_r types { kernel_t };
        allow kernel_t exec_type:file { read execute };
        if (on) { allow kernel_t usr_t:file { write }; }
        user system_u roles { system_r } level s0 range s0 - s0:c0.c1;
        constrain process transition ( t1 == kernel_t );
        validatetrans file ( t1 == usr_t or t2 == lib_t );
        sid kernel system_u:system_r:kernel_t:s0

        """

    /// A module with every kind of rule that a module can have.
    static let module = """
        module demo 1.0;
        require {
            type bin_t; type usr_t; type elsewhere_t;
            class file { read open execute getattr entrypoint ioctl };
            class process transition;
            role object_r; role system_r;
            attribute exec_type;
            sensitivity s0; category c0;
        }
        type demo_t;
        type demo_exec_t;
        type demo_data_t;
        attribute demo_all;
        typealias demo_data_t alias demo_old_t;
        typeattribute demo_exec_t exec_type, demo_all;
        role system_r types demo_t;
        role demo_r;
        role demo_r types demo_t;
        allow system_r demo_r;
        role_transition system_r demo_exec_t demo_r;
        bool demo_on false;
        tunable demo_tuned true;
        allow demo_t demo_exec_t:file { read open execute getattr entrypoint };
        allowxperm demo_t demo_exec_t:file ioctl { 0x1234 };
        if (demo_on) { allow demo_t usr_t:file { read open }; }
        type_transition demo_t usr_t:file demo_data_t "name";
        range_transition demo_t demo_exec_t:process s0:c0;
        optional {
            require { type never_t; }
            type demo_optional_t;
            allow demo_optional_t never_t:file read;
        }

        """

    static let contexts = """
        # of the module
        /usr/bin/demo\t--\tsystem_u:object_r:demo_exec_t:s0
        /usr/share/demo(/.*)?\tsystem_u:object_r:demo_data_t:s0
        /usr/lib/demo/old\t-l\tsystem_u:object_r:demo_old_t:s0
        /usr/lib/demo/other(/.*)?\tsystem_u:object_r:nobody_t:s0
        HOME_DIR/demo(/.*)?\tsystem_u:object_r:demo_data_t:s0

        """

    static func makePolicy(
        _ text: String = policy,
        in folder: FilePath,
        version: Int? = nil
    ) async throws -> [UInt8] {
        try write(Array(text.utf8), to: folder.appending("policy.conf"))
        let binary = folder.appending("policy.bin")
        try await Command.run(
            "checkpolicy",
            ["-M", "-o", binary.string] + (version.map { ["-c", "\($0)"] } ?? [])
                + [folder.appending("policy.conf").string]
        ).check()
        return try bytes(of: binary)
    }

    /// Makes the package of a module; of its compiled form, the given version.
    static func makeModule(
        _ text: String = module,
        contexts: String? = contexts,
        in folder: FilePath,
        version: Int? = nil
    ) async throws -> [UInt8] {
        let name = folder.appending("demo").string
        try write(Array(text.utf8), to: FilePath(name + ".te"))
        try await Command.run(
            "checkmodule",
            ["-M", "-m", "-o", name + ".mod"] + (version.map { ["-c", "\($0)"] } ?? [])
                + [name + ".te"]
        ).check()
        var arguments = ["-o", name + ".pp", "-m", name + ".mod"]
        if let contexts {
            try write(Array(contexts.utf8), to: FilePath(name + ".fc"))
            arguments += ["-f", name + ".fc"]
        }
        try await Command.run("semodule_package", arguments).check()
        return try bytes(of: FilePath(name + ".pp"))
    }
}
