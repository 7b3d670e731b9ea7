// swift-tools-version: 6.3
import PackageDescription

// Every upcoming language feature that Swift 6.3 knows, so that nothing has to migrate later.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]
// Targets that call into C: every touch of it needs the word `unsafe`, so an audit is a search.
let unsafeSettings = swiftSettings + [.strictMemorySafety()]

let builder: TargetDependencyCondition? = .when(traits: ["Builder"])
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let http: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let nio: [Target.Dependency] = ["NIOCore", "NIOHTTP1", "NIOPosix"].map {
    .product(name: $0, package: "swift-nio")
}
let server: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird", condition: builder),
    .product(name: "Crypto", package: "swift-crypto", condition: builder),
    .product(name: "HTTPTypes", package: "swift-http-types", condition: builder),
    .product(name: "Logging", package: "swift-log", condition: builder),
    .product(name: "NIOCore", package: "swift-nio", condition: builder),
]
let arguments: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

func library(
    _ name: String,
    _ dependencies: [Target.Dependency],
    settings: [SwiftSetting] = swiftSettings
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: ["README.md"], swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        exclude: exclude,
        swiftSettings: swiftSettings
    )
}

let package = Package(
    name: "veneer",
    products: [
        .executable(name: "veneer", targets: ["veneer"]),
        .executable(name: "tuf-conformance-client", targets: ["tuf-conformance-client"]),
    ],
    traits: [
        .trait(
            name: "Builder",
            description: "Building images from RPM packages (librpm, libsolv)."
        ),
        .default(enabledTraits: ["Builder"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CSolv",
            pkgConfig: "libsolvext",
            providers: [.apt(["libsolv-dev", "libsolvext-dev"]), .yum(["libsolv-devel"])]
        ),
        .systemLibrary(
            name: "CRPM",
            pkgConfig: "rpm",
            providers: [.apt(["librpm-dev"]), .yum(["rpm-devel"])]
        ),
        .systemLibrary(
            name: "CLZ4",
            pkgConfig: "liblz4",
            providers: [.apt(["liblz4-dev"]), .yum(["lz4-devel"])]
        ),
        .systemLibrary(
            name: "CZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .yum(["libzstd-devel"])]
        ),
        .systemLibrary(
            name: "CLZMA",
            pkgConfig: "liblzma",
            providers: [.apt(["liblzma-dev"]), .yum(["xz-devel"])]
        ),
        .systemLibrary(
            name: "CELF",
            pkgConfig: "libelf",
            providers: [.apt(["libelf-dev"]), .yum(["elfutils-libelf-devel"])]
        ),
        .systemLibrary(
            name: "CSELinux",
            pkgConfig: "libselinux",
            providers: [.apt(["libselinux1-dev"]), .yum(["libselinux-devel"])]
        ),
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .yum(["libarchive-devel"])]
        ),
        .systemLibrary(
            name: "CExpat",
            pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"]), .yum(["expat-devel"])]
        ),
        .systemLibrary(
            name: "CCap",
            pkgConfig: "libcap",
            providers: [.apt(["libcap-dev"]), .yum(["libcap-devel"])]
        ),

        .systemLibrary(name: "CLinux"),

        library("Model", [crypto, yams]),
        library("Files", ["Model", "CLinux", system]),
        library("EROFS", ["CLZ4", "CZstd", "CLZMA", system], settings: unsafeSettings),
        library("Images", ["Model", "EROFS"]),
        library("TUF", [crypto, cryptoExtras]),
        library("XML", ["CExpat"], settings: unsafeSettings),
        library(
            "RPM",
            ["Model", "XML", "CSolv", "CRPM", "CCap", "CLinux", system],
            settings: unsafeSettings
        ),
        library("ELF", ["Model", "CELF"], settings: unsafeSettings),
        library("SELinux", ["Model", "CSELinux", system], settings: unsafeSettings),
        library("Archive", ["Model", "CArchive", system], settings: unsafeSettings),
        library("Transfer", ["Model", "EROFS", "TUF", "Files", "XML", http, crypto, system] + nio),
        library(
            "Building",
            [
                "Model", "EROFS", "Images", "ELF", "SELinux", "Archive", "RPM", "Files", "Transfer",
                crypto, system,
            ]
        ),
        library(
            "Publishing",
            ["Model", "EROFS", "Images", "TUF", "Files", "Transfer", crypto, system, subprocess]
        ),
        library(
            "Host",
            ["Model", "EROFS", "Images", "TUF", "Files", "Transfer", crypto, system, subprocess]
        ),
        .executableTarget(
            name: "veneer",
            dependencies: [
                "Model", "EROFS", "Images", "TUF", "Files", "Transfer", "Publishing", "Host",
                arguments,
                system,
                .target(name: "RPM", condition: builder),
                .target(name: "Building", condition: builder),
            ] + server,
            exclude: ["README.md"],
            swiftSettings: swiftSettings
        ),

        .executableTarget(
            name: "tuf-conformance-client",
            dependencies: ["TUF", "Transfer", "Files", arguments, system],
            exclude: ["README.md"],
            swiftSettings: swiftSettings
        ),

        .target(
            name: "TestSupport",
            dependencies: ["Model", system, subprocess],
            path: "Tests/TestSupport",
            swiftSettings: swiftSettings
        ),
        tests("ModelTests", ["Model"]),
        tests("ELFTests", ["ELF", "Model", system]),
        tests("EROFSTests", ["EROFS", system, subprocess]),
        tests("SELinuxTests", ["SELinux", "Archive", system]),
        tests("TUFTests", ["TUF", crypto, system]),
        tests("RPMTests", ["RPM", "Model", system, subprocess]),
        tests("ArchiveTests", ["Archive", "Model", system]),
        tests("TransferTests", ["Transfer", "Files", "Model", crypto, system]),
        tests(
            "BuildingTests",
            [
                "Building", "ELF", "Files", "EROFS", "Model", "RPM", "SELinux", "Transfer", crypto,
                system,
            ],
            exclude: ["Provenance/Golden"]
        ),
        tests(
            "PublishingTests",
            ["Publishing", "Model", "EROFS", "TUF", "Files", "Transfer", crypto, system],
            exclude: ["Golden"]
        ),
        tests("HostTests", ["Host", "Model", "EROFS", "TUF", "Files", "Transfer", crypto, system]),
        tests("ToolTests", ["veneer", "EROFS", system]),
        tests("Scenarios", [system]),
    ]
)
