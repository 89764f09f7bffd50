extension ObjectEvaluation {
  /// How a column's type stands to the promised one: the physical goes before the logical.
  func type(of column: Column, for property: ContractProperty) -> Outcome {
    if let promised = property.physicalType?.value {
      return type(of: column, promised: promised)
    }
    // What a domain stands for is what its values are.
    let family = (column.domain?.base ?? column.type).family
    guard let logical = property.logicalType?.value, !logical.admits(family) else {
      return .passed
    }
    return broken(
      "TypeMismatch",
      "\(subject(column)) is \(typeText(of: column)), contract says logicalType \(logical.rawValue)"
    )
  }

  private func type(of column: Column, promised: DataType) -> Outcome {
    let subject = "\(subject(column)) is \(typeText(of: column))"
    if mode == .exact {
      return column.type.isWritten(as: promised)
        ? .passed : broken("TypeMismatch", "\(subject), contract says \(promised)")
    }
    let relation = column.type.relation(toPromised: promised)
    guard relation == .otherFamily, let base = column.domain?.base else {
      return outcome(of: relation, subject, promised)
    }
    let below = outcome(of: base.relation(toPromised: promised), subject, promised)
    guard below == .passed, mode.holdsForWriters else { return below }
    return .warned(
      "risky: \(subject), contract says \(promised): the domain may refuse values")
  }

  private func outcome(
    of relation: TypeRelation, _ subject: String, _ promised: DataType
  ) -> Outcome {
    switch relation {
    case .same: return .passed
    case .wider:
      // One who writes fits in; one who reads may get what does not fit.
      return mode.holdsForReaders
        ? .warned("risky: \(subject), wider than the \(promised) of the contract") : .passed
    case .narrower:
      let message = "\(subject), narrower than the \(promised) of the contract"
      return mode.holdsForWriters
        ? broken("TypeNarrowed", "\(message): values that were fine are refused")
        : .warned("risky: \(message)")
    case .otherFamily:
      return broken("TypeMismatch", "\(subject), contract says \(promised)")
    }
  }

  private func typeText(of column: Column) -> String {
    guard let base = column.domain?.base else { return column.type.description }
    return "\(column.type), a domain over \(base)"
  }
}
