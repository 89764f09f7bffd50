import TestSupport

/// A piece of a made-up schema: an object in one of several forms, which may need others.
struct SchemaElement: Sendable {
  /// How a difference shows the object: `table app.t1`.
  let name: String
  /// Statements that make it; a schema has one of these, or does not have the object.
  let variants: [String]
  /// Objects that must be there.
  let needs: [String]

  init(_ name: String, _ variants: [String], needs: String...) {
    self.name = name
    self.variants = variants
    self.needs = needs
  }

  /// Every element that there may be; each stands behind those that it needs.
  static let all: [SchemaElement] = ["app", #""Odd "".schema""#].flatMap(elements)

  private static func elements(of schema: String) -> [SchemaElement] {
    var all = [SchemaElement("schema \(schema)", ["CREATE SCHEMA \(schema)"])]
    all += types(in: schema)
    for table in ["t1", #""T ""2"".x""#] { all += relation(schema, table) }
    let function = "CREATE FUNCTION \(schema).f(integer) RETURNS integer"
    all.append(
      SchemaElement(
        "function \(schema).f(integer)",
        [
          "\(function) LANGUAGE sql AS 'SELECT 1'",
          "\(function) IMMUTABLE LANGUAGE sql AS 'SELECT 2'",
        ], needs: "schema \(schema)"))
    all.append(
      SchemaElement(
        "sequence \(schema).s",
        ["CREATE SEQUENCE \(schema).s", "CREATE SEQUENCE \(schema).s AS integer CYCLE"],
        needs: "schema \(schema)"))
    return all
  }

  private static func types(in schema: String) -> [SchemaElement] {
    [
      SchemaElement(
        "enum \(schema).mood",
        [
          "CREATE TYPE \(schema).mood AS ENUM ('a', 'b')",
          "CREATE TYPE \(schema).mood AS ENUM ('b', 'a''\", c')",
        ], needs: "schema \(schema)"),
      SchemaElement(
        "domain \(schema).few",
        [
          "CREATE DOMAIN \(schema).few AS integer",
          "CREATE DOMAIN \(schema).few AS bigint NOT NULL",
        ], needs: "schema \(schema)"),
    ]
  }

  private static func relation(_ schema: String, _ table: String) -> [SchemaElement] {
    let name = "\(schema).\(table)"
    let whole = "table \(name)"
    let stem = table == "t1" ? "t1" : "t2"
    func column(_ column: String, _ types: [String]) -> SchemaElement {
      SchemaElement(
        "column \(name).\(column)", types.map { "ALTER TABLE \(name) ADD \(column) \($0)" },
        needs: whole)
    }
    func part(
      _ kind: String, _ part: String, _ definitions: [String], of column: String
    ) -> SchemaElement {
      SchemaElement("\(kind) \(part)", definitions, needs: "column \(name).\(column)")
    }
    return [
      SchemaElement(
        whole, ["CREATE TABLE \(name) (id integer NOT NULL)"], needs: "schema \(schema)"),
      column("a", ["text", "varchar(20) NOT NULL", "text DEFAULT 'x'", "text COLLATE \"C\""]),
      column(
        "\"B \"\"\"",
        ["integer", "bigint", "numeric(5,2)", "integer GENERATED ALWAYS AS (1) STORED"]),
      part(
        "primary key", "\(name).\(stem)_key",
        ["ALTER TABLE \(name) ADD CONSTRAINT \(stem)_key PRIMARY KEY (id)"], of: "a"),
      part(
        "check", "\(name).positive",
        [
          "ALTER TABLE \(name) ADD CONSTRAINT positive CHECK (\"B \"\"\" > 0)",
          "ALTER TABLE \(name) ADD CONSTRAINT positive CHECK (\"B \"\"\" > 1) NOT VALID",
        ], of: "\"B \"\"\""),
      part(
        "index", "\(schema).\(stem)_i",
        [
          "CREATE INDEX \(stem)_i ON \(name) (a)",
          "CREATE UNIQUE INDEX \(stem)_i ON \(name) (a DESC)",
          "CREATE INDEX \(stem)_i ON \(name) (lower(a)) WHERE id > 0",
        ], of: "a"),
      SchemaElement(
        "view \(schema).\(stem)_v",
        [
          "CREATE VIEW \(schema).\(stem)_v AS SELECT id FROM \(name)",
          "CREATE VIEW \(schema).\(stem)_v AS SELECT id FROM \(name) WHERE id > 0",
        ], needs: whole),
      SchemaElement(
        "policy \(name).p",
        ["CREATE POLICY p ON \(name) USING (id > 0)", "CREATE POLICY p ON \(name) USING (true)"],
        needs: whole),
      SchemaElement(
        "trigger \(name).tr",
        [
          "CREATE TRIGGER tr BEFORE UPDATE ON \(name)"
            + " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
          "CREATE TRIGGER tr BEFORE UPDATE ON \(name) FOR EACH ROW WHEN (OLD.id > 0)"
            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        ], needs: whole),
    ]
  }
}

/// A schema made of some elements, each in one of its forms.
struct GeneratedSchema: Sendable {
  /// The form of each element that is there, by its name.
  let forms: [String: Int]

  init(using generator: inout SeededGenerator) {
    var forms: [String: Int] = [:]
    for element in SchemaElement.all where element.needs.allSatisfy({ forms[$0] != nil }) {
      guard Int.random(in: 0..<5, using: &generator) > 0 else { continue }
      forms[element.name] = Int.random(in: 0..<element.variants.count, using: &generator)
    }
    self.forms = forms
  }

  /// The statements in some order in which each finds what it needs.
  ///
  /// Columns of a table keep theirs, which has a meaning.
  func script(using generator: inout SeededGenerator) -> String {
    var waiting = SchemaElement.all.filter { forms[$0.name] != nil }
    var made: Set<String> = []
    var statements: [String] = []
    while !waiting.isEmpty {
      let ready = waiting.indices.filter { index in
        let element = waiting[index]
        return element.needs.allSatisfy(made.contains)
          && (!element.name.hasPrefix("column ")
            || !waiting[..<index].contains {
              $0.name.hasPrefix("column ") && $0.needs == element.needs
            })
      }
      guard let next = ready.randomElement(using: &generator) else { break }
      let element = waiting.remove(at: next)
      made.insert(element.name)
      statements.append(element.variants[forms[element.name] ?? 0])
    }
    return statements.joined(separator: ";\n")
  }

  /// The elements that are not the same in another schema.
  func differing(from other: GeneratedSchema) -> Set<String> {
    Set(SchemaElement.all.map(\.name).filter { forms[$0] != other.forms[$0] })
  }
}
