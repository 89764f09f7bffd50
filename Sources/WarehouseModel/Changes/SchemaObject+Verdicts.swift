extension SchemaObject {
  /// What an object's arrival does to a reader.
  var verdictWhenAdded: (Verdict, String) {
    switch kind {
    case .defaultPrivileges where has(.revokes):
      (.risky, "objects that are made from now on are not for all that they were for")
    case .defaultPrivileges: (.compatible, "objects that are made from now on get other grants")
    case .policy where ["insert", "delete"].contains(text(.command)):
      (.risky, "writes that the policy does not let through are refused or do nothing")
    case .policy:
      (.breaking, "rows that the policy does not let through vanish without an error")
    case .rule: (.risky, "reads or writes of the table may be turned into others")
    case .trigger, .eventTrigger: (.risky, "writes may be changed or refused from now on")
    case .column: (.compatible, "a reader that names its columns does not see it")
    case .table where !list(.inherits).isEmpty:
      (.risky, "a query on the parent reads the rows of this child too")
    case .table where has(.partitionOf): (.compatible, "the parent reads its rows too")
    case .cast, .operator, .operatorClass, .operatorFamily:
      (.risky, "an expression may be resolved otherwise than before")
    case .function, .procedure, .aggregate, .windowFunction:
      (.compatible, "nobody calls it yet, unless it is a closer match for a call")
    case .primaryKey, .unique, .foreignKey, .check, .exclusion:
      has(.notValid)
        ? (.compatible, "new rows keep it; older ones were not looked at")
        : (.compatible, "the data is promised to be more regular than before")
    case .index:
      has(.invalid)
        ? (.risky, "it is invalid: it costs writes and serves no reader")
        : (.compatible, "readers may get faster")
    default: (.compatible, "nobody reads it yet")
    }
  }

  /// What an object's going does to a reader.
  var verdictWhenDropped: (Verdict, String) {
    switch kind {
    case .schema: (.breaking, "whatever it held can no longer be read under its name")
    case .table where has(.partitionOf):
      (.breaking, "its rows are gone from the parent, unless they were meant to expire")
    case .table, .view, .materializedView, .foreignTable:
      (.breaking, "every query that names it fails")
    case .column: (.breaking, "every query that names it fails")
    case .primaryKey: (.breaking, "nothing identifies a row any more: merges may double rows")
    case .unique: (.risky, "values may repeat; breaking for a reader that merges on them")
    case .foreignKey: (.risky, "rows may point at nothing: joins lose them")
    case .check, .exclusion: (.risky, "values may arrive that were impossible")
    case .index:
      has(.unique)
        ? (.risky, "values may repeat; breaking for a reader that merges on them")
        : (.risky, "queries that used it get slower")
    case .enumeration, .domain, .compositeType, .rangeType, .baseType:
      (.breaking, "whatever had that type has another one or is gone")
    case .function, .procedure, .aggregate, .windowFunction:
      (.breaking, "every call of it fails")
    case .trigger, .eventTrigger, .rule: (.risky, "what it kept up to date is no longer kept so")
    case .policy: (.risky, "other rows can be seen; without any policy left, none")
    case .extension: (.breaking, "its types and functions went with it")
    case .publication: (.breaking, "subscribers get no more changes")
    case .foreignServer, .foreignDataWrapper, .userMapping:
      (.breaking, "foreign tables behind it can no longer be read")
    case .sequence: (.risky, "whoever took numbers from it fails")
    case .operator, .cast, .collation, .operatorClass, .operatorFamily, .transform, .language:
      (.breaking, "expressions that use it fail")
    case .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate:
      (.breaking, "text searches that use it fail")
    case .defaultPrivileges where !has(.grants):
      (.compatible, "objects that are made from now on get the usual grants again")
    case .database, .statistics, .defaultPrivileges, .conversion, .accessMethod, .subscription:
      (.risky, "what relied on it behaves otherwise")
    }
  }

  /// What another name does to a reader.
  func verdictWhenRenamed(to name: ObjectName) -> (Verdict, String) {
    let new = kind.display(name)
    switch kind {
    case .primaryKey, .unique, .foreignKey, .check, .exclusion, .index, .trigger, .rule, .policy,
      .statistics:
      return (.compatible, "it does the same under the name \(new)")
    default:
      return (.breaking, "it is called \(new) now; queries that use the old name fail")
    }
  }

  /// What becomes of a reader when these aspects change.
  func verdictWhenChanged(_ details: [Change.Detail]) -> (Verdict, String) {
    let words = details.map(\.aspect.words).joined(separator: ", ")
    switch kind {
    case .primaryKey:
      return (.breaking, "a row is identified by other columns now: merges lose or double rows")
    case .unique: return (.risky, "other values are unique now (\(words))")
    case .foreignKey, .check, .exclusion:
      return (.risky, "rows are held to another rule (\(words))")
    case .policy where details.allSatisfy({ $0.aspect == .withCheck }):
      return (.risky, "other rows may be written now")
    case .policy: return (.breaking, "other rows are seen now (\(words))")
    case .index where details.allSatisfy({ $0.aspect == .partitionOf }):
      return (.compatible, "it is another index's part, or its own; queries use it as before")
    case .index where details.allSatisfy({ $0.aspect == .clustered }):
      return (.compatible, "CLUSTER would sort the rows by another index; they read the same")
    case .index:
      return (
        .risky, "queries may get slower, and a unique index promises another thing (\(words))"
      )
    case .extension: return (.risky, "the extension may behave otherwise (\(words))")
    case .publication: return (.breaking, "subscribers get other changes (\(words))")
    case .collation: return (.risky, "text sorts and compares by other rules (\(words))")
    case .statistics: return (.compatible, "the planner knows other things; the rows are the same")
    case .defaultPrivileges:
      let isLess = details.contains { detail in
        let (less, more) =
          detail.aspect == .revokes ? (detail.after, detail.before) : (detail.before, detail.after)
        return less.elements.contains { !more.elements.contains($0) }
      }
      return (
        isLess ? .risky : .compatible, "objects that are made from now on get other grants"
      )
    default: return (.risky, "it does something else than before (\(words))")
    }
  }
}
