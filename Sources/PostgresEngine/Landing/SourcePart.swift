import PostgresClient
import WarehouseModel

/// A piece of a relation of production that one COPY reads.
struct SourcePart: Hashable, Sendable {
  /// The relation that the contract names, or one of its partitions or children.
  let relation: QualifiedName
  /// Whether children's rows are left to parts of their own.
  let isOnly: Bool
  /// Whether `COPY relation` gives exactly the rows of the part.
  let isPlain: Bool
  /// Nil: all.
  let blocks: BlockRange?
  /// Room that the part takes in production; 0 where nobody knows.
  let bytes: Int64
  /// What the planner takes for the number of rows; nil where it has not looked yet.
  let rows: Int64?

  init(
    _ relation: QualifiedName, isOnly: Bool, isPlain: Bool, blocks: BlockRange? = nil,
    bytes: Int64, rows: Int64?
  ) {
    self.relation = relation
    self.isOnly = isOnly
    self.isPlain = isPlain
    self.blocks = blocks
    self.bytes = bytes
    self.rows = rows
  }

  /// Everything that a query of the relation yields.
  init(whole relation: QualifiedName, bytes: Int64 = 0, rows: Int64? = nil) {
    self.init(relation, isOnly: false, isPlain: false, bytes: bytes, rows: rows)
  }

  /// Read by a TID range scan, which touches these blocks alone.
  var condition: String? { blocks?.condition }
}

/// Neighbouring blocks of a table.
struct BlockRange: Hashable, Sendable {
  /// Nil: from the beginning.
  let first: Int64?
  /// The block behind the last; nil: to the end, wherever that is by then.
  let end: Int64?

  fileprivate var condition: String? {
    let bounds = [
      first.map { "ctid >= '(\($0),0)'::pg_catalog.tid" },
      end.map { "ctid < '(\($0),0)'::pg_catalog.tid" },
    ].compactMap(\.self)
    return bounds.isEmpty ? nil : bounds.joined(separator: " AND ")
  }
}

/// A table, partition or child as the catalog of the source shows it.
struct SourceMember: Hashable, Sendable {
  let relation: QualifiedName
  let kind: String
  let isRoot: Bool
  /// Whether the role may read what is copied of it, with no policy in between.
  let isReadable: Bool
  /// Whether the role may ask for places of rows.
  let hasReadablePlaces: Bool
  let blocks: Int64
  let bytes: Int64
  let rows: Int64?

  private var hasStorage: Bool { kind == "r" || kind == "m" }

  /// The parts of a relation: one of itself, or one or more of each member that holds rows.
  ///
  /// - Parameter pieces: how many parts all of them may become together, more or less.
  static func parts(of members: [SourceMember], pieces: Int) -> [SourcePart] {
    guard let root = members.first(where: \.isRoot) else { return [] }
    let holders = members.filter { $0.kind != "p" }
    guard members.count == 1 || holders.allSatisfy(\.isReadable) else {
      return [
        SourcePart(
          whole: root.relation, bytes: holders.reduce(0) { $0 + $1.bytes },
          rows: total(holders.map(\.rows)))
      ]
    }
    let all = holders.reduce(0) { $0 + $1.bytes }
    let size = max(smallestPart, all / Int64(max(1, pieces)))
    return holders.flatMap { $0.parts(of: pieces > 1 ? size : .max, alone: members.count == 1) }
  }

  private func parts(of size: Int64, alone: Bool) -> [SourcePart] {
    guard hasStorage || !alone else {
      return [SourcePart(whole: relation, bytes: bytes, rows: rows)]
    }
    let count = hasReadablePlaces && hasStorage ? min(blocks, (bytes + size / 2) / size) : 1
    guard count > 1 else {
      return [
        SourcePart(relation, isOnly: hasStorage, isPlain: kind == "r", bytes: bytes, rows: rows)
      ]
    }
    return (0..<count).map { index in
      SourcePart(
        relation, isOnly: true, isPlain: false,
        blocks: BlockRange(
          first: index == 0 ? nil : blocks * index / count,
          end: index == count - 1 ? nil : blocks * (index + 1) / count),
        bytes: bytes / count, rows: rows.map { $0 / count })
    }
  }

  private static func total(_ numbers: [Int64?]) -> Int64? {
    numbers.reduce(0) { sum, number in sum.flatMap { sum in number.map { sum + $0 } } }
  }
}

/// Less is not worth a statement of its own.
private let smallestPart: Int64 = 32 << 20

extension SourceSession {
  /// The pieces in which a table may be copied side by side.
  ///
  /// - Parameter pieces: how many there may be, more or less.
  func parts(of landing: Landing, pieces: Int) async throws -> [SourcePart] {
    let columns = arrayLiteral(landing.columns.map(\.name.text))
    let result = try await connection.query(
      Self.membersQuery, [landing.source.schema.text, landing.source.name.text, columns])
    // Before version 14 each range would read the whole table.
    let hasRangeScan = await connection.serverVersion >= 140_000
    let members = result.rows.compactMap { row -> SourceMember? in
      guard let schema = row[0], let name = row[1], let kind = row[2] else { return nil }
      return SourceMember(
        relation: QualifiedName(Identifier(schema), Identifier(name)), kind: kind,
        isRoot: row[3] == "t", isReadable: row[4] == "t",
        hasReadablePlaces: row[5] == "t" && hasRangeScan,
        blocks: row[6].flatMap { Int64($0) } ?? 0, bytes: row[7].flatMap { Int64($0) } ?? 0,
        rows: row[8].flatMap { Int64($0) })
    }
    return SourceMember.parts(of: members, pieces: pieces)
  }

  /// `inhdetachpending` came with version 14; a partition on its way out is left to the server.
  private static let membersQuery = """
    WITH RECURSIVE tree AS (
      SELECT c.oid, TRUE AS is_root, FALSE AS is_leaving
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2
      UNION
      SELECT i.inhrelid, FALSE,
             coalesce((pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::boolean, FALSE)
      FROM tree
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
    )
    SELECT n.nspname, c.relname, c.relkind, t.is_root,
           pg_catalog.has_schema_privilege(n.oid, 'USAGE')
             AND NOT c.relrowsecurity AND NOT t.is_leaving
             AND (SELECT coalesce(bool_and(pg_catalog.has_column_privilege(c.oid, name, 'SELECT')), TRUE)
                  FROM unnest($3::text[]) AS name),
           pg_catalog.has_table_privilege(c.oid, 'SELECT'),
           CASE WHEN c.relkind IN ('r', 'm') THEN
             pg_catalog.pg_relation_size(c.oid)
               / pg_catalog.current_setting('block_size')::bigint END,
           CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_table_size(c.oid) END,
           CASE WHEN c.relkind IN ('r', 'm') AND c.reltuples >= 0 THEN c.reltuples::bigint END
    FROM tree AS t
    JOIN pg_catalog.pg_class AS c ON c.oid = t.oid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    ORDER BY t.is_root DESC, 1, 2
    """
}
