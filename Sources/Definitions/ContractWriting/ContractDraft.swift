internal import WarehouseModel

/// An object of a contract that is yet to be written.
struct ObjectDraft {
  let name: String
  let physicalName: String
  let physicalType: String
  let description: String?
  var properties: [PropertyDraft]
  /// Foreign keys of several columns.
  var relationships: [RelationshipDraft] = []
  /// The properties that together do not repeat.
  var distinct: [[String]] = []
  var remarks: [String] = []
}

/// A foreign key of several columns, by references.
struct RelationshipDraft {
  let from: [String]
  let to: [String]
}

/// A property of a contract that is yet to be written.
struct PropertyDraft {
  let name: String
  /// Nil where it is the name.
  let physicalName: String?
  let description: String?
  let logicalType: LogicalType?
  let options: [TypeOption]
  let physicalType: String
  let isRequired: Bool
  var isUnique = false
  var keyPosition: Int?
  var references: [String] = []
  let validValues: [Literal]
  var remarks: [String] = []
}

/// A key of `logicalTypeOptions` with its value.
struct TypeOption: Hashable {
  let key: String
  let value: Literal
}
