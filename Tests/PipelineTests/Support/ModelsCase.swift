import WarehouseModel
import Testing

/// Models, and what comes of them.
struct ModelsCase: CustomTestStringConvertible, Sendable {
  let name: String
  let models: [Model]
  let expected: [String]
  var testDescription: String { name }

  init(_ name: String, _ models: [Model], _ expected: String...) {
    self.name = name
    self.models = models
    self.expected = expected
  }
}
