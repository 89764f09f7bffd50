import Definitions
import Testing
import WarehouseModel

@Suite("Known violations")
struct BaselineTests {
  @Test
  func `are read as they were written, whatever the names`() throws {
    let odd: [Identifier] = [
      "orders", "my.schema", "a\"b", "x: y", "*a", "&b?", "true", "7", " z ", "größe", "a\tb", "#c",
    ]
    var counts: [CheckID: Int64] = [:]
    for (number, name) in odd.enumerated() {
      counts[CheckID(QualifiedName(name, "t"), "\(name).valid")] = Int64(number + 1)
      counts[CheckID(QualifiedName("s", name), name.text)] = Int64(number + 1)
    }
    let folder = try TemporaryFolder()
    try folder.write("known.yaml", baselineText(counts))
    let read = try baseline(at: folder.path + "/known.yaml", mayBeMissing: false)
    #expect(read.known.mapValues(\.value) == counts)
  }
}
