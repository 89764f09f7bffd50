internal import CCrypto
package import WarehouseModel

/// Returns the SHA-256 of the bytes, as OpenSSL's libcrypto computes it.
package func sha256(_ bytes: [UInt8]) -> Fingerprint {
  var digest: [UInt8] = Array(repeating: 0, count: 32)
  let succeeded = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
  precondition(succeeded == 1, "libcrypto was built without SHA-256")
  return Fingerprint(hexadecimal: hexadecimal(digest))
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
