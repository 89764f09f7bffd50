/// Judges what became of the bounds on a property's values.
struct LimitComparison {
  let object: String
  let property: ContractProperty

  /// Compares what bounds the same side: a lower bound is one, whether it is itself allowed or not.
  func changes(from before: [ValueLimit]) -> [ContractChange] {
    let after = property.limits
    var changes: [ContractChange] = []
    let sides = (before + after.map(\.value)).map(\.side)
    for side in sides.enumerated().filter({ sides.firstIndex(of: $0.element) == $0.offset }) {
      let old = before.first { $0.side == side.element }
      let new = after.first { $0.value.side == side.element }
      guard old != new?.value else { continue }
      changes.append(change(from: old, to: new?.value, at: new?.location ?? property.location))
    }
    return changes
  }

  private func change(
    from old: ValueLimit?, to new: ValueLimit?, at location: SourceLocation
  ) -> ContractChange {
    let (kind, verdict, reason): (ContractChangeKind, Verdict, String) =
      switch (old, new) {
      case (nil, _): (.limitAdded, .compatible, "fewer values are possible")
      case (_, nil): (.limitRemoved, .risky, "values may arrive that were not possible")
      case (let old?, let new?):
        switch new.isTighter(than: old) {
        case true?: (.limitTightened, .compatible, "fewer values are possible")
        case false?: (.limitLoosened, .risky, "values may arrive that were not possible")
        case nil: (.limitChanged, .risky, "other values are possible")
        }
      }
    return ContractChange(
      kind, of: object, property.name, before: old?.text, after: new?.text, verdict, reason,
      at: location)
  }
}

extension ValueLimit {
  /// The name of the key in the standard.
  fileprivate var key: String { caseName(of: self) }

  /// What it bounds: both kinds of minimum bound the same.
  fileprivate var side: String {
    switch self {
    case .exclusiveMinimum: "minimum"
    case .exclusiveMaximum: "maximum"
    default: key
    }
  }

  fileprivate var text: String {
    switch self {
    case .minimum(let bound), .exclusiveMinimum(let bound), .maximum(let bound),
      .exclusiveMaximum(let bound):
      "\(key) \(bound)"
    case .minLength(let length), .maxLength(let length): "\(key) \(length)"
    case .pattern(let pattern): "\(key) \(pattern)"
    case .multipleOf(let divisor): "\(key) \(divisor)"
    case .format(let format): "\(key) \(format.rawValue)"
    }
  }

  /// Whether fewer values pass than by another bound of the same side; nil where it cannot be told.
  fileprivate func isTighter(than other: ValueLimit) -> Bool? {
    switch (self, other) {
    case (.minLength(let mine), .minLength(let others)): mine > others
    case (.maxLength(let mine), .maxLength(let others)): mine < others
    case (.minimum(let mine), .minimum(let others)),
      (.exclusiveMinimum(let mine), .exclusiveMinimum(let others)):
      others.isBelow(mine)
    case (.maximum(let mine), .maximum(let others)),
      (.exclusiveMaximum(let mine), .exclusiveMaximum(let others)):
      mine.isBelow(others)
    case (.exclusiveMinimum(let mine), .minimum(let others)):
      mine == others ? true : others.isBelow(mine)
    case (.minimum(let mine), .exclusiveMinimum(let others)):
      mine == others ? false : others.isBelow(mine)
    case (.exclusiveMaximum(let mine), .maximum(let others)):
      mine == others ? true : mine.isBelow(others)
    case (.maximum(let mine), .exclusiveMaximum(let others)):
      mine == others ? false : mine.isBelow(others)
    default: nil
    }
  }
}

extension Literal {
  /// Whether it is less than another one; nil where that cannot be told, or they are one number.
  fileprivate func isBelow(_ other: Literal) -> Bool? {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      guard let left = Double(left), let right = Double(right), left != right else { return nil }
      return left < right
    case (.string(let left), .string(let right)):
      // Moments of one form and one length sort as their texts do.
      return left.utf8.count == right.utf8.count ? left < right : nil
    default: return nil
    }
  }
}

/// The name of an enum's case without its values, which is the standard's own word for it.
func caseName<Value>(of value: Value) -> String {
  let text = String(describing: value)
  return String(text.prefix { $0 != "(" })
}
