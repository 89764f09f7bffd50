import Digests
package import WarehouseModel

extension SchemaSnapshot {
  /// The SHA-256 of the meaning of all objects, whoever read them and from where.
  package func fingerprint() -> Fingerprint { sha256(meaning) }

  /// The bytes of a snapshot file, and the fingerprint in it.
  package func file() async -> (bytes: [UInt8], fingerprint: Fingerprint) {
    await file(fingerprint: sha256)
  }
}
