package import SystemPackage

/// Why an image could not be written.
package enum WriterError: Error, Hashable, CustomStringConvertible {
    case badClusterSize(Int)
    case badLevel(Int, allowed: ClosedRange<Int>)
    case badThreadCount(Int)
    case badVolumeName(String)
    case duplicate(ImagePath)
    case parentIsNotADirectory(ImagePath)
    case rootIsADirectory
    case specialFilesRefused(ImagePath, FileKind)
    case badDeviceNumber(ImagePath)
    case badLinkTarget(ImagePath)
    case badPermissions(ImagePath, UInt16)
    case unsupportedAttribute(ImagePath, String)
    case duplicateAttribute(ImagePath, String)
    case attributesTooLarge(ImagePath)
    case linkTargetMissing(ImagePath, target: ImagePath)
    case linkToDirectory(ImagePath, target: ImagePath)
    case tooManyLinks(ImagePath)
    case wrongSize(ImagePath, declared: UInt64, given: UInt64)
    case imageTooLarge
    case alreadyFinished
    case output(Errno)
    case outOfMemory
    case codec(String)
    case noThread(Int32)

    package var description: String {
        switch self {
        case .badClusterSize, .badLevel, .badThreadCount, .badVolumeName: optionDescription
        case .duplicate(let path): "the file '\(path)' was added twice"
        case .parentIsNotADirectory(let path):
            "the file '\(path)' cannot be added because something above it is not a directory"
        case .rootIsADirectory: "the root of an image is always a directory"
        case .specialFilesRefused(let path, let kind):
            "the file '\(path)' is a \(kind) and these options refuse special files"
        case .badDeviceNumber(let path): "the device number of '\(path)' is out of range"
        case .badLinkTarget(let path):
            "the target of the symbolic link '\(path)' is empty, longer than 4095 bytes or has a NUL"
        case .badPermissions(let path, let mode):
            "the permissions 0\(String(mode, radix: 8)) of '\(path)' are more than twelve bits"
        case .wrongSize(let path, let declared, let given):
            "the content of '\(path)' has \(given) bytes where \(declared) were announced"
        case .unsupportedAttribute, .duplicateAttribute, .attributesTooLarge: attributeDescription
        case .linkTargetMissing, .linkToDirectory, .tooManyLinks: linkDescription
        case .imageTooLarge: "the image would exceed 16 TiB"
        case .alreadyFinished: "the image is finished, or failed before, and takes no more files"
        case .output(let error): "the image could not be written: \(error)"
        case .outOfMemory: "there is no memory for the compressor"
        case .codec(let codec): "\(codec) failed, as it never should"
        case .noThread(let code): "a worker thread could not be started: \(Errno(rawValue: code))"
        }
    }

    private var optionDescription: String {
        switch self {
        case .badClusterSize(let size):
            "the cluster size \(size) is not a power of two from 4096 to 1048576"
        case .badLevel(let level, let allowed):
            "the compression level \(level) is not between \(allowed.lowerBound) and \(allowed.upperBound)"
        case .badThreadCount(let count): "the number of threads \(count) is not at least 1"
        case .badVolumeName(let name): "the volume name '\(name)' is longer than 16 bytes"
        default: ""
        }
    }

    private var attributeDescription: String {
        switch self {
        case .unsupportedAttribute(let path, let name):
            "the attribute '\(name)' of '\(path)' has a name or size that the format cannot hold"
        case .duplicateAttribute(let path, let name):
            "the attribute '\(name)' of '\(path)' was given twice"
        case .attributesTooLarge(let path): "the attributes of '\(path)' are too large together"
        default: ""
        }
    }

    private var linkDescription: String {
        switch self {
        case .linkTargetMissing(let path, let target):
            "the hard link '\(path)' leads to '\(target)', which is not in the image"
        case .linkToDirectory(let path, let target):
            "the hard link '\(path)' leads to the directory '\(target)'"
        case .tooManyLinks(let path): "the file '\(path)' has more than 65535 hard links"
        default: ""
        }
    }
}
