import FoundationEssentials
package import WarehouseModel

/// A difference for programs, in the form of `docs/difference.schema.json`.
package struct DifferenceJSON: Sendable {
  package init() {}

  /// The whole difference, what merely follows included; keys are sorted.
  package func text(of difference: Difference) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(Document(of: difference))
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

private struct Document: Encodable {
  let format = 1
  let summary: [String: Int]
  let notCompared: [String]
  let changes: [Entry]

  init(of difference: Difference) {
    let causes = difference.causes
    summary = Dictionary(
      uniqueKeysWithValues: Verdict.allCases.map { verdict in
        (verdict.rawValue, causes.filter { $0.verdict == verdict }.count)
      })
    notCompared = difference.notCompared
    changes = difference.changes.map(Entry.init)
  }
}

private struct Entry: Encodable {
  let id: String
  let verdict: String
  let reason: String
  let object: Object
  let newName: Object?
  let details: [Detail]
  let impliedBy: Object?

  init(of change: Change) {
    id = change.kind.rawValue
    verdict = change.verdict.rawValue
    reason = change.reason
    object = Object(of: change.object)
    newName = change.newName.map { Object(of: ObjectReference(change.object.kind, $0)) }
    details = change.details.map(Detail.init)
    impliedBy = change.impliedBy.map(Object.init)
  }
}

private struct Object: Encodable {
  let kind: String
  /// As PostgreSQL would print it: `public."Odd name".id`.
  let name: String
  /// The parts of the name as the catalogs hold them.
  let path: [String]
  let signature: String?

  init(of reference: ObjectReference) {
    kind = reference.kind.rawValue
    name = reference.displayName
    path = reference.name.path.map(\.text)
    signature = reference.name.signature
  }
}

private struct Detail: Encodable {
  let aspect: String
  let before: Value?
  let after: Value?

  init(of detail: Change.Detail) {
    aspect = detail.aspect.rawValue
    before = detail.before.map(Value.init)
    after = detail.after.map(Value.init)
  }
}

private struct Value: Encodable {
  let fact: Fact

  init(of fact: Fact) { self.fact = fact }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch fact {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag: try container.encode(true)
    case .list(let list): try container.encode(list)
    }
  }
}
