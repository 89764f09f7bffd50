extension ObjectEvaluation {
  /// Whether the relation is of the kind that is promised: few readers see a difference.
  func kind(_ promised: PromisedKind) -> Finding {
    guard !promised.kinds.contains(relation.kind) else { return Finding(.passed) }
    let message = "\(object.relation) is a \(relation.kind.words), contract says \(promised.text)"
    let isUnwritable = mode.holdsForWriters && relation.kind == .materializedView
    return Finding(
      isUnwritable
        ? broken("KindChanged", "\(message): nobody can insert into it")
        : risky("KindChanged", message),
      expected: promised.text, actual: relation.kind.words)
  }

  var readable: Outcome {
    let promised = Set(object.properties.map(\.column))
    let hidden = (snapshot.unreadable[object.relation] ?? []).intersection(promised).sorted()
    guard !hidden.isEmpty else { return .passed }
    return broken(
      "NotReadable",
      "this role may not SELECT \(hidden.list) of \(object.relation);"
        + " ask for GRANT SELECT, and for USAGE on the schema")
  }

  /// Columns that the contract does not know, and that an INSERT without them would fail on.
  var insertable: Outcome {
    switch relation.kind {
    case .materializedView:
      return broken("NotInsertable", "\(object.relation) is a materialized view: nobody can insert")
    case .view, .foreignTable:
      return .notExecuted("whether a \(relation.kind.words) takes an INSERT is not looked at")
    case .table, .partitionedTable: break
    }
    let demanding = unknownColumns.filter { $0.demandsValue == true }
    if !demanding.isEmpty {
      let names = demanding.map(\.name).list
      return broken(
        "NotInsertable",
        "\(names) of \(object.relation) must not be NULL, no default fills it, and the contract does"
          + " not know it: an INSERT of the promised columns fails; give it a default, or promise it"
      )
    }
    let unclear = unknownColumns.filter { $0.demandsValue == nil }
    return unclear.isEmpty
      ? .passed
      : .notExecuted("nullability of \(unclear.map(\.name).list) is not visible to this reader")
  }

  func extraColumns(_ policy: ExtraColumns) -> Finding {
    let extra = unknownColumns.map(\.name)
    guard !extra.isEmpty else { return Finding(.passed) }
    let message =
      "\(object.relation) has columns that the contract does not know: \(extra.list);"
      + " promise them, or drop them"
    let outcome: Outcome =
      switch policy {
      case .allow: .passed
      case .warn: .warned("risky: \(message)")
      case .fail: broken("ExtraColumns", message)
      }
    return Finding(
      outcome, expected: "columns \(object.properties.map(\.column).list)",
      actual: "columns \(relation.columns.map(\.name).list)")
  }

  /// Whether the promised columns that are there follow each other as in the contract.
  var columnOrder: Finding {
    let there = Set(relation.columns.map(\.name))
    let promised = object.properties.map(\.column).filter(there.contains)
    let actual = relation.columns.map(\.name).filter(Set(promised).contains)
    guard actual != promised else { return Finding(.passed) }
    return Finding(
      broken(
        "OrderChanged",
        "the columns of \(object.relation) stand in another order than in the contract;"
          + " sort the properties as the columns are"),
      expected: promised.list, actual: actual.list)
  }

  /// Whether the role may do on the relation what the contract grants it.
  func access(_ promise: RolePromise) -> Outcome {
    let role = promise.role
    if case .other(let word) = promise.access {
      return .notExecuted(
        "access \"\(word)\" is not known; known: read, write, readwrite")
    }
    guard let rights else {
      return .notExecuted("what roles may do with \(object.relation) was not looked at")
    }
    guard !rights.missing.contains(role) else {
      return broken("RoleMissing", "there is no role \(role); create it, or correct the contract")
    }
    let there = Set(relation.columns.map(\.name))
    let promised = object.properties.map(\.column).filter(there.contains)
    guard !promised.isEmpty || object.properties.isEmpty else {
      return .gated("no promised column of \(object.relation) exists")
    }
    let lacks = rights.lacks.filter { $0.role == role && $0.relation == object.relation }
    var parts: [String] = []
    if lacks.contains(where: { $0.privilege == .usage }) {
      parts.append("USAGE on the schema \(object.relation.schema)")
    }
    for privilege in promise.access.privileges {
      let mine = lacks.filter { $0.privilege == privilege }
      let columns = mine.compactMap(\.column).filter(Set(promised).contains)
      if columns.count == promised.count && !mine.isEmpty
        || mine.contains(where: { $0.column == nil })
      {
        parts.append("\(privilege.rawValue) on \(object.relation)")
      } else if !columns.isEmpty {
        parts.append("\(privilege.rawValue) (\(columns.sorted().list)) on \(object.relation)")
      }
    }
    guard !parts.isEmpty else { return .passed }
    return broken(
      "AccessMissing", "the role \(role) lacks \(parts.joined(separator: ", ")); GRANT it")
  }

  /// Columns that no property names, in the order of the relation.
  var unknownColumns: [Column] {
    let promised = Set(object.properties.map(\.column))
    return relation.columns.filter { !promised.contains($0.name) }
  }
}
