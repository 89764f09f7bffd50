import Testing
import WarehouseModel

@Suite("Masking rows")
struct ResultSetTests {
  private let rows = ResultSet(
    columns: ["id", "email", "email"], rows: [["1", "a@b", "c@d"], ["2", nil, ""]])

  @Test
  func `hides every value of a masked column, but not that there is none`() {
    let masked = rows.masking(["email"])
    #expect(masked.rows == [["1", "***", "***"], ["2", nil, "***"]])
    #expect(masked.columns == rows.columns)
  }

  @Test
  func `leaves rows alone that hold no masked column`() {
    #expect(rows.masking([]) == rows)
    #expect(rows.masking(["Email", "name"]) == rows)
  }
}
