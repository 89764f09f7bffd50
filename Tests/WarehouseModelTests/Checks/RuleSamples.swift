import WarehouseModel

extension Check.Rule {
  static func rowCount(_ expectation: WarehouseModel.Expectation) -> Self {
    .number(.rows, Bounds(fail: expectation))
  }

  static func measure(
    _ predicate: Predicate, _ expectation: WarehouseModel.Expectation, _ unit: Bounds.Unit
  ) -> Self {
    .number(.rowsWhere(predicate), Bounds(fail: expectation, unit: unit))
  }

  static func measureDuplicates(
    _ columns: [Identifier], _ expectation: WarehouseModel.Expectation, _ unit: Bounds.Unit
  ) -> Self {
    .number(.duplicates(columns), Bounds(fail: expectation, unit: unit))
  }
}
