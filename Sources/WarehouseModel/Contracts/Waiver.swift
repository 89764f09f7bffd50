/// A finding that is known and accepted, with the reason why, and until when.
package struct Waiver: Hashable, Sendable {
  package let relation: QualifiedName
  /// The name of the assertion, such as `primary_key`.
  package let assertion: String
  package let reason: String
  /// From this day on it is accepted no more; nil for what holds only as long as the program runs.
  package let expires: CalendarDay?
  /// Where it was written; nil for one that no person wrote.
  package let location: SourceLocation?

  package init(
    relation: QualifiedName, assertion: String, reason: String, expires: CalendarDay? = nil,
    location: SourceLocation? = nil
  ) {
    self.relation = relation
    self.assertion = assertion
    self.reason = reason
    self.expires = expires
    self.location = location
  }

  package func isExpired(on day: CalendarDay) -> Bool { expires.map { $0 <= day } ?? false }
}

/// All waivers of a command, on the day on which it runs.
package struct Waivers: Hashable, Sendable {
  package let list: [Waiver]
  package let today: CalendarDay

  package init(_ list: [Waiver] = [], on today: CalendarDay) {
    self.list = list
    self.today = today
  }

  /// The result as it stands when somebody has accepted the finding: a warning that says why, or,
  /// once the waiver has expired, something red that says so.
  ///
  /// - Parameter isLenient: whether findings are no more than warnings here, whatever they are.
  package func applied(to result: AssertionResult, isLenient: Bool = false) -> AssertionResult {
    guard let message = result.findingMessage else { return result }
    let mine = list.filter {
      result.suite == .contract($0.relation) && result.name == $0.assertion
    }
    if let waiver = mine.first(where: { !$0.isExpired(on: today) }) {
      let until = waiver.expires.map { " until \($0)" } ?? ""
      return result.with(.warned("\(message); waived\(until): \(waiver.reason)"))
    }
    guard let waiver = mine.last, let day = waiver.expires else { return result }
    let expired =
      "\(message); the waiver of \(waiver.assertion) expired on \(day): \(waiver.reason)"
    switch result.outcome {
    case .failed(let type, let verdict, _):
      return result.with(.failed(type: type, verdict: verdict, message: expired))
    case .errored(let type, _):
      return result.with(.errored(type: type, message: expired))
    case .warned where !isLenient:
      return result.with(
        .failed(type: "whtest.contract.WaiverExpired", verdict: nil, message: expired))
    case .warned: return result.with(.warned(expired))
    case .passed, .gated, .notExecuted: return result
    }
  }

  /// Finds waivers that nothing needs, and tells of each at the place where it was written.
  ///
  /// They match no assertion at all, or have expired and their finding is gone.
  ///
  /// - Parameter results: what was found, before or after waivers were applied.
  package func unused(
    in contracts: [Contract], given results: [AssertionResult]
  ) -> [Diagnostic] {
    let objects = Dictionary(
      contracts.flatMap(\.objects).map { ($0.relation, $0) },
      uniquingKeysWith: { first, _ in first })
    let found = Dictionary(
      results.map { (Key($0.suite, $0.name), $0) }, uniquingKeysWith: { first, _ in first })
    return list.compactMap { waiver in
      guard let location = waiver.location else { return nil }
      func warning(_ message: String) -> Diagnostic {
        Diagnostic(.warning, "unused-waiver", message, at: location)
      }
      guard let object = objects[waiver.relation] else {
        let hint = suggestion(
          for: waiver.relation.description, among: objects.keys.map(\.description))
        return warning(
          "no contract promises \(waiver.relation)" + (hint.map { "; did you mean \($0)?" } ?? ""))
      }
      let names = object.allAssertionNames
      guard names.contains(waiver.assertion) else {
        let hint = suggestion(for: waiver.assertion, among: names)
        return warning(
          "no assertion \"\(waiver.assertion)\" on \(waiver.relation)"
            + (hint.map { "; did you mean \"\($0)\"?" } ?? ""))
      }
      guard waiver.isExpired(on: today), let day = waiver.expires,
        case .passed? = found[Key(.contract(waiver.relation), waiver.assertion)]?.outcome
      else { return nil }
      return warning(
        "the waiver of \(waiver.assertion) on \(waiver.relation) expired on \(day), and nothing"
          + " needs it any more; remove it")
    }
  }

  private struct Key: Hashable {
    let suite: AssertionResult.Suite
    let name: String

    init(_ suite: AssertionResult.Suite, _ name: String) {
      self.suite = suite
      self.name = name
    }
  }
}

extension AssertionResult {
  /// What there is to accept; nil where nothing was found, or nothing was looked at.
  fileprivate var findingMessage: String? {
    switch outcome {
    case .failed(_, _, let message), .warned(let message): message
    case .errored(Gate.notExecutedType, let message): message
    case .passed, .errored, .gated, .notExecuted: nil
    }
  }
}

extension ContractObject {
  /// The names of all that may be asserted about the object, in any mode.
  fileprivate var allAssertionNames: Set<String> {
    var names: Set<String> = []
    var object = self
    for mode in ContractMode.allCases {
      object.terms.mode = mode
      names.formUnion(object.promises().map(\.name))
    }
    return names
  }
}
