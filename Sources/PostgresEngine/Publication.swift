import WarehouseModel

/// What must be done to the public views so that they show a run, and what stands in the way.
struct Publication: Sendable {
  /// One statement for each public view that is there, which locks it and changes nothing.
  let locks: [String]
  /// What is done to the views once all are locked, shortly before the commit.
  let statements: [String]
  let obstacles: [Obstacle]
  /// How many views must be made anew.
  let recreated: Int

  /// - Parameters:
  ///   - relations: all that readers are to see.
  ///   - shapes: the columns of each of them, by its public name.
  ///   - existing: what bears a name in the permanent schemas today.
  ///   - absence: why a view that is there today is not to be any more.
  init(
    of relations: [ShownRelation], shapes: [QualifiedName: [ShapeColumn]],
    existing: [QualifiedName: PublicRelation], absence: String = "is no longer built"
  ) {
    var locks: [String] = []
    var statements: [String] = []
    var obstacles: [Obstacle] = []
    var recreated = 0
    for shown in relations {
      let (layer, name) = (shown.layer, shown.name)
      guard let shape = shapes[name] else { continue }
      let face = Face(shown: shown, shape: shape)
      guard let relation = existing[name] else {
        statements.append(face.create)
        continue
      }
      if !relation.isOurs {
        obstacles.append(
          Obstacle(
            relation: name, layer: layer,
            message: "\(name) exists and was not made by whtest; rename it, or the model"))
      } else if !relation.isReplaceable {
        obstacles.append(
          Obstacle(
            relation: name, layer: layer,
            message: "\(name) belongs to \(relation.owner), and this role is no member of that"))
      } else if relation.canTakeShape(shape) {
        locks.append(relation.lock)
        statements += face.replace(relation)
      } else if relation.dependents.isEmpty {
        locks.append(relation.lock)
        statements += face.recreate(relation)
        recreated += 1
      } else {
        obstacles.append(face.blocked(relation))
      }
    }
    let planned = Set(relations.map(\.name))
    for relation in existing.values.sorted(by: { $0.name < $1.name })
    where relation.isOurs && !planned.contains(relation.name) {
      if relation.dependents.isEmpty {
        locks.append(relation.lock)
        statements.append("DROP VIEW \(relation.name.quoted)")
      } else {
        obstacles.append(
          Obstacle(
            relation: relation.name, layer: relation.layer,
            message: "\(relation.name) \(absence), but is used by "
              + relation.dependents.joined(separator: ", ")))
      }
    }
    self.locks = locks
    self.statements = statements
    self.obstacles = obstacles
    self.recreated = recreated
  }
}

extension PublicRelation {
  /// Takes ACCESS EXCLUSIVE on the view alone; LOCK TABLE would lock the tables behind it too.
  fileprivate var lock: String { "ALTER VIEW \(name.quoted) OWNER TO \(owner.quoted)" }
}

/// A relation as readers are to see it, and where its rows are.
struct ShownRelation: Hashable, Sendable {
  let layer: Layer
  /// The public name.
  let name: QualifiedName
  let data: QualifiedName

  /// A relation that lies in a schema of the run itself.
  init(_ name: QualifiedName, _ layer: Layer, of run: RunID) {
    self.layer = layer
    self.name = name
    data = QualifiedName(layer.schema(of: run), name.name)
  }
}

extension BuildPlan {
  /// All that readers will see of the run.
  var shown: [ShownRelation] { relations.map { ShownRelation($0.name, $0.layer, of: run) } }
}

/// The public view over one relation of a run.
private struct Face {
  let shown: ShownRelation
  let shape: [ShapeColumn]

  private var name: QualifiedName { shown.name }
  private var data: QualifiedName { shown.data }

  private var query: String {
    "SELECT \(shape.map { Identifier($0.name) }.quotedList) FROM \(data.quoted)"
  }

  var create: String { "CREATE VIEW \(name.quoted) AS \(query)" }

  /// Keeps the view itself, and with it grants, comments and whatever others built on it.
  func replace(_ relation: PublicRelation) -> [String] {
    access(for: relation)
      + ["CREATE OR REPLACE VIEW \(name.quoted)\(options(relation)) AS \(query)"]
  }

  /// Makes the view anew with the owner, grants and comments that the old one had.
  func recreate(_ relation: PublicRelation) -> [String] {
    let kept = Set(shape.map(\.name))
    let survivors = relation.restorations.filter { $0.column.map(kept.contains) ?? true }
    let owner =
      relation.isOwnedByUs
      ? [] : ["ALTER VIEW \(name.quoted) OWNER TO \(relation.owner.quoted)"]
    return access(for: relation)
      + ["DROP VIEW \(name.quoted)", "CREATE VIEW \(name.quoted)\(options(relation)) AS \(query)"]
      + [revocation] + survivors.map(\.statement) + owner
  }

  /// Takes back what default privileges granted: the old view's own grants are what counts.
  private var revocation: String {
    """
    DO $whtest$
    DECLARE grantee text;
    BEGIN
      FOR grantee IN
        SELECT DISTINCT CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE e.grantee::regrole::text END
        FROM pg_catalog.pg_class AS c, pg_catalog.aclexplode(c.relacl) AS e
        WHERE c.oid = \(quotedLiteral(name.quoted))::regclass AND e.grantee <> c.relowner
      LOOP
        EXECUTE 'REVOKE ALL ON ' || \(quotedLiteral(name.quoted)) || ' FROM ' || grantee;
      END LOOP;
    END $whtest$
    """
  }

  func blocked(_ relation: PublicRelation) -> Obstacle {
    let new = Dictionary(shape.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let changes = relation.columns.compactMap { old -> String? in
      guard let now = new[old.name] else { return "\(old.name) is dropped" }
      return now == old ? nil : "\(old.name) changes from \(old.type) to \(now.type)"
    }
    let change =
      changes.isEmpty ? "its columns change their order" : changes.joined(separator: ", ")
    return Obstacle(
      relation: name, layer: shown.layer,
      message:
        "\(name): \(change), but it is used by \(relation.dependents.joined(separator: ", "))"
        + "; drop or change that first")
  }

  private func options(_ relation: PublicRelation) -> String {
    relation.options.isEmpty ? "" : " WITH (\(relation.options.joined(separator: ", ")))"
  }

  /// A view reads its data with the rights of its owner.
  private func access(for relation: PublicRelation) -> [String] {
    guard !relation.isOwnedByUs else { return [] }
    return [
      "GRANT USAGE ON SCHEMA \(data.schema.quoted) TO \(relation.owner.quoted)",
      "GRANT SELECT ON \(data.quoted) TO \(relation.owner.quoted)",
    ]
  }
}
