import Definitions
import Testing
import WarehouseModel

@Suite("A selection as it is written")
struct SelectionTextTests {
  @Test
  func `is names with signs, parted by spaces and commas`() throws {
    let selection = try Selection(written: " silver, +gold.a+ \"odd, + name\".\"b\"\"\"+ b ")
    #expect(
      selection.terms == [
        Selection.Term(["silver"]),
        Selection.Term(["gold", "a"], takesSources: true, takesReaders: true),
        Selection.Term(["odd, + name", "b\""], takesReaders: true), Selection.Term(["b"]),
      ])
  }

  @Test(arguments: [
    ("a.b.c", "\"a.b.c\""), ("+", "\"+\""), ("++", "\"++\""), ("a..b", "\"a..b\""),
    ("x, \"y", "\"\"y\""),
  ])
  func `is refused where it names nothing`(_ text: String, _ found: String) {
    #expect(
      throws: SelectionMistake(
        "expected a name, layer.name or a layer, with + before or behind it, found \(found)")
    ) { try Selection(written: text) }
  }

  @Test
  func `is refused when it is empty`() {
    #expect(throws: SelectionMistake("nothing is selected")) { try Selection(written: " , ") }
  }
}
