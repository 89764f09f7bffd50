import Digests
import FoundationEssentials
package import WarehouseModel

extension Snapshot {
  /// The snapshot as canonical JSON: sorted keys, defined order, the same bytes for the same schema.
  package func canonicalJSON() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The SHA-256 of the relations alone, whoever read them.
  package func fingerprint() throws -> Fingerprint {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return sha256(Array(try encoder.encode(relations)))
  }
}

extension SchemaSnapshot {
  /// The SHA-256 of the meaning of all objects, whoever read them and from where.
  package func fingerprint() -> Fingerprint { sha256(meaning) }

  /// The bytes of a snapshot file, and the fingerprint in it.
  package func file() -> (bytes: [UInt8], fingerprint: Fingerprint) { file(fingerprint: sha256) }
}
