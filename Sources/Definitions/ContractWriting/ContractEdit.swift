internal import WarehouseModel

/// Adds objects and properties to a contract's text; every byte that was there stays.
struct ContractEdit {
  private let contract: WrittenContract
  /// The lines, each with what ends it but the line feed.
  private var lines: [[UInt8]]
  private let lineEnd: [UInt8]
  private var insertions: [(line: Int, lines: [String])] = []
  private var added: [QualifiedName: [String]] = [:]
  private var addedObjects: [String] = []
  let yaml: ContractYAML

  /// - Parameter isWary: how the new parts are written, see `YAMLScalar`.
  init(_ contract: WrittenContract, isWary: Bool) {
    self.contract = contract
    lines = contract.file.bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map(Array.init)
    lineEnd =
      lines.dropLast().allSatisfy { $0.last == UInt8(ascii: "\r") } && lines.count > 1
      ? Array("\r".utf8) : []
    var yaml = ContractYAML(scalar: YAMLScalar(isWary: isWary))
    if let key = contract.root.entry("schema")?.key.location,
      let list = contract.root["schema"]?.elements.first?.location
    {
      // A list may stand as far to the left as its key.
      let dash = Self.indentation(of: lines[min(list.line, lines.count) - 1])
      yaml.listIndent = max(0, dash - (key.column - 1))
    }
    self.yaml = yaml
  }

  // MARK: - What is added

  /// Adds properties at the end of an object.
  mutating func add(
    _ properties: [PropertyDraft], to object: WrittenObject
  ) throws(DefinitionErrors) {
    guard !properties.isEmpty else { return }
    added[object.relation] = properties.map(\.name)
    let wanted = "\"\(object.name)\" lacks \(properties.map(\.name).joined(separator: ", "))"
    guard let entry = object.mapping.entry("properties") else {
      let start = object.mapping.location
      guard byte(at: start) != UInt8(ascii: "{") else { throw refusal(wanted, at: start) }
      insert(
        indented(yaml.propertyList(properties), by: start.column - 1),
        behind: object.mapping.locations + [start], deeperThan: start.column - 2)
      return
    }
    let dash = try self.dash(of: entry.value, orThrow: wanted)
    insert(
      indented(yaml.properties(properties), by: dash), behind: entry.value.locations,
      deeperThan: entry.key.location.column - 1)
  }

  /// Adds objects at the end of `schema`.
  mutating func add(_ objects: [ObjectDraft]) throws(DefinitionErrors) {
    guard !objects.isEmpty else { return }
    addedObjects = objects.map(\.name)
    let wanted = "the contract lacks \(addedObjects.joined(separator: ", "))"
    guard let entry = contract.root.entry("schema") else {
      let start = contract.root.location
      guard byte(at: start) != UInt8(ascii: "{") else { throw refusal(wanted, at: start) }
      insert(
        ["", "schema:"] + indented(yaml.objects(objects), by: yaml.listIndent),
        behind: contract.root.locations + [start], deeperThan: -1)
      return
    }
    let dash = try self.dash(of: entry.value, orThrow: wanted)
    let items = indented(yaml.objects(objects), by: dash)
    insert(
      (hasGaps(entry.value.elements) ? [""] : []) + items, behind: entry.value.locations,
      deeperThan: entry.key.location.column - 1)
  }

  /// The new text; throws when it would not say what the old one did and what was added.
  func result() throws(DefinitionErrors) -> [UInt8] {
    var lines = lines
    for (line, new) in insertions.reversed() {
      var new = new.map { Array($0.utf8) + lineEnd }
      if line == lines.count, !lineEnd.isEmpty {
        // The last line has no end yet, and the new last one needs none.
        lines[line - 1] += lineEnd
        new[new.count - 1].removeLast(lineEnd.count)
      }
      lines.insert(contentsOf: new, at: line)
    }
    let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    try verify(bytes)
    return bytes
  }

  // MARK: - Where it goes

  /// How far the dashes of a list stand in; throws where it is not one item after the other.
  private func dash(of list: YAMLNode, orThrow wanted: String) throws(DefinitionErrors) -> Int {
    guard let first = list.elements.first?.location, first.line <= lines.count,
      byte(at: list.location) != UInt8(ascii: "[")
    else { throw refusal(wanted, at: list.location) }
    let line = lines[first.line - 1]
    let dash = Self.indentation(of: line)
    guard dash < line.count, line[dash] == UInt8(ascii: "-"), first.column > dash + 1 else {
      throw refusal(wanted, at: list.location)
    }
    return dash
  }

  /// Notes lines that go behind everything that stands at the given places, and behind the comments
  /// that follow it and stand further in than a column.
  private mutating func insert(
    _ new: [String], behind inside: [SourceLocation], deeperThan column: Int
  ) {
    let last = inside.max() ?? contract.root.location
    let next = contract.root.locations.filter { $0 > last }.min()
    var limit = next.map { $0.line - 1 } ?? lines.count
    if let end = lines[min(last.line, limit)..<limit].firstIndex(where: Self.endsDocument) {
      limit = end
    }
    var end = contentEnd(from: last, to: limit)
    for line in min(end, limit)..<limit {
      let text = lines[line].trimmed
      if text.first == UInt8(ascii: "#"), Self.indentation(of: lines[line]) > column {
        end = line + 1
      } else if !text.isEmpty {
        break
      }
    }
    // Of two at one place, the one that came first stands first.
    let place = insertions.firstIndex { $0.line > end } ?? insertions.count
    insertions.insert((end, new), at: place)
  }

  /// The number of lines up to the end of what begins at a place.
  private func contentEnd(from last: SourceLocation, to limit: Int) -> Int {
    let start = last.line
    let isBlock = [UInt8(ascii: "|"), UInt8(ascii: ">")].contains(byte(at: last))
    guard isBlock else {
      // Behind the last line that is neither empty nor a comment.
      let end = lines[min(start, limit)..<limit].lastIndex { line in
        !line.trimmed.isEmpty && line.trimmed.first != UInt8(ascii: "#")
      }
      return end.map { $0 + 1 } ?? start
    }
    let header = lines[start - 1].dropFirst(max(0, last.column - 1))
    let keepsBlanks = header.prefix(3).contains(UInt8(ascii: "+"))
    let depth =
      lines[min(start, limit)..<limit].first { !$0.trimmed.isEmpty }
      .map(Self.indentation) ?? 0
    var end = start
    for line in min(start, limit)..<limit {
      let isBlank = lines[line].trimmed.isEmpty
      guard isBlank || Self.indentation(of: lines[line]) >= depth else { break }
      // The piece behind the last line feed of a file is no line.
      if isBlank, line == lines.count - 1 { break }
      if !isBlank || keepsBlanks { end = line + 1 }
    }
    return end
  }

  /// Whether empty lines part the objects of a contract; a contract of one gets them.
  private func hasGaps(_ items: [YAMLNode]) -> Bool {
    guard items.count > 1, let last = items.last else { return true }
    let above = lines[..<min(last.location.line - 1, lines.count)]
    let line = above.last { $0.trimmed.first != UInt8(ascii: "#") }
    return line?.trimmed.isEmpty ?? true
  }

  private func byte(at location: SourceLocation) -> UInt8? {
    guard location.line <= lines.count else { return nil }
    let line = String(decoding: lines[location.line - 1], as: UTF8.self).unicodeScalars
    return line.dropFirst(location.column - 1).first.flatMap { UInt8(exactly: $0.value) }
  }

  private static func indentation(of line: [UInt8]) -> Int {
    line.prefix { $0 == UInt8(ascii: " ") }.count
  }

  private static func endsDocument(_ line: [UInt8]) -> Bool {
    line.starts(with: Array("...".utf8)) || line.starts(with: Array("---".utf8))
  }

  // MARK: - What must hold

  private func refusal(_ wanted: String, at location: SourceLocation) -> DefinitionErrors {
    DefinitionErrors([
      Diagnostic(
        .error, "cannot-extend",
        "\(wanted), and only a list with one \"- name: …\" under the other can be extended;"
          + " lay it out so, or add them by hand",
        at: location)
    ])
  }

  /// Reads the new text and compares it with the old one, part by part.
  private func verify(_ bytes: [UInt8]) throws(DefinitionErrors) {
    var diagnostics: [Diagnostic] = []
    let name = contract.file.name
    guard let text = SourceFile.text(of: bytes, name: name, reporting: &diagnostics),
      let root = YAMLDocument.root(of: text, file: name, reporting: &diagnostics),
      isExtended(root), Definitions.contract(from: text, file: name).contract != nil
    else {
      let names = addedObjects + added.values.joined()
      throw refusal(
        "the contract lacks \(names.joined(separator: ", "))", at: contract.root.location)
    }
  }

  private func isExtended(_ root: YAMLMapping) -> Bool {
    let old = contract.root.entries.filter { $0.key.value != "schema" }
    let new = root.entries.filter { $0.key.value != "schema" }
    let before = contract.root["schema"]?.elements ?? []
    let after = root["schema"]?.elements ?? []
    let isRestSame =
      old.count == new.count
      && zip(old, new).allSatisfy {
        $0.key.value == $1.key.value && $0.value.isSame(as: $1.value)
      }
    return isRestSame
      && after.dropFirst(before.count).map { $0["name"]?.words ?? "" } == addedObjects
      && zip(before, after).allSatisfy { isExtended($0, to: $1) }
  }

  private func isExtended(_ old: YAMLNode, to new: YAMLNode) -> Bool {
    guard case .mapping(let before) = old.value, case .mapping(let after) = new.value,
      let object = contract.objects.first(where: { $0.mapping.location == before.location }),
      let names = added[object.relation]
    else { return old.isSame(as: new) }
    let rest = { (mapping: YAMLMapping) in
      YAMLMapping(
        entries: mapping.entries.filter { $0.key.value != "properties" },
        location: mapping.location)
    }
    let (known, all) = (before["properties"]?.elements ?? [], after["properties"]?.elements ?? [])
    return rest(before).isSame(as: rest(after)) { $1.isSame(as: $2) }
      && all.dropFirst(known.count).map { $0["name"]?.words ?? "" } == names
      && zip(known, all).allSatisfy { $0.isSame(as: $1) }
  }
}

extension [UInt8] {
  /// The bytes without spaces, tabs and what a line ends with.
  fileprivate var trimmed: ArraySlice<UInt8> {
    let blanks = " \t\r".utf8
    guard let first = firstIndex(where: { !blanks.contains($0) }),
      let last = lastIndex(where: { !blanks.contains($0) })
    else { return [] }
    return self[first...last]
  }
}
