internal import SQLAnalysis
internal import WarehouseModel

/// The tightest bounds that some demands put on a column's values.
struct ValueBounds {
  private var ranges: [String: Literal] = [:]
  private var lengths: [String: Int] = [:]
  private var pattern: String?

  init(_ demands: [ColumnDemand]) {
    for demand in demands {
      switch demand.condition {
      case .compare(.greaterOrEqual, let bound): tighten("minimum", bound)
      case .compare(.greater, let bound): tighten("exclusiveMinimum", bound)
      case .compare(.lessOrEqual, let bound): tighten("maximum", bound)
      case .compare(.less, let bound): tighten("exclusiveMaximum", bound)
      case .compare(.equal, _), .compare(.notEqual, _): break
      case .length(let comparison, let length): tighten(comparison, length)
      case .matches(let text): if !text.beginsWithMark { pattern = pattern ?? text }
      case .isIn: break
      }
    }
  }

  /// The keys of `logicalTypeOptions` that a logical type has, in a fixed order.
  ///
  /// Nothing where the bounds leave no value: a contract cannot say that a column is always NULL.
  func options(of type: LogicalType?) -> [TypeOption] {
    switch type {
    case .string?:
      guard (lengths["minLength"] ?? 0) <= (lengths["maxLength"] ?? .max) else { return [] }
      return ["minLength", "maxLength"].compactMap { key in
        lengths[key].map { TypeOption(key: key, value: .number(String($0))) }
      } + (pattern.map { [TypeOption(key: "pattern", value: .string($0))] } ?? [])
    case .integer?, .number?, .date?, .timestamp?, .time?: return rangeOptions
    case .object?, .array?, .boolean?, nil: return []
    }
  }

  private var rangeOptions: [TypeOption] {
    let lower = tighter("minimum", "exclusiveMinimum")
    let upper = tighter("maximum", "exclusiveMaximum")
    if let lower, let upper {
      let isOpen = lower.key == "minimum" && upper.key == "maximum"
      guard let order = lower.value.isBelow(upper.value),
        order || isOpen && lower.value == upper.value
      else { return [] }
    }
    return [lower, upper].compactMap(\.self)
  }

  /// The one of two keys that says more.
  private func tighter(_ inclusive: String, _ exclusive: String) -> TypeOption? {
    guard let outer = ranges[inclusive] else {
      return ranges[exclusive].map { TypeOption(key: exclusive, value: $0) }
    }
    guard let inner = ranges[exclusive] else { return TypeOption(key: inclusive, value: outer) }
    let isLower = inclusive == "minimum"
    let isWider = isLower ? inner.isBelow(outer) : outer.isBelow(inner)
    return isWider == true
      ? TypeOption(key: inclusive, value: outer) : TypeOption(key: exclusive, value: inner)
  }

  private mutating func tighten(_ key: String, _ bound: Literal) {
    guard let known = ranges[key] else {
      ranges[key] = bound
      return
    }
    let isLower = key == "minimum" || key == "exclusiveMinimum"
    if (isLower ? known.isBelow(bound) : bound.isBelow(known)) == true { ranges[key] = bound }
  }

  private mutating func tighten(_ comparison: Comparison, _ length: Int) {
    // No text is longer than a gigabyte, and none shorter than nothing.
    guard (0...1_073_741_824).contains(length) else { return }
    switch comparison {
    case .greater: tighten(minimum: length + 1)
    case .greaterOrEqual: tighten(minimum: length)
    case .less: if length > 0 { tighten(maximum: length - 1) }
    case .lessOrEqual: tighten(maximum: length)
    case .equal:
      tighten(minimum: length)
      tighten(maximum: length)
    case .notEqual: break
    }
  }

  private mutating func tighten(minimum: Int) {
    if minimum > 0 { lengths["minLength"] = max(minimum, lengths["minLength"] ?? 0) }
  }

  private mutating func tighten(maximum: Int) {
    lengths["maxLength"] = min(maximum, lengths["maxLength"] ?? .max)
  }
}

extension Literal {
  /// Whether it is less than another one; nil where that cannot be told.
  fileprivate func isBelow(_ other: Literal) -> Bool? {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      guard let left = Double(left), let right = Double(right) else { return nil }
      return left < right
    case (.string(let left), .string(let right)):
      // Moments of one form and one length sort as their texts do.
      return left.utf8.count == right.utf8.count ? left < right : nil
    default: return nil
    }
  }
}
