internal import WarehouseModel

/// Finds a key that is, or may hold, an alias.
///
/// Yams hashes all keys of a mapping in full before we see them, so an alias of aliases in a key
/// would keep it busy for hours. Words serve as keys everywhere, so such files are refused. The
/// search goes by the text alone and may refuse an alias beside a `? ` or `]:` in prose.
func aliasInKey(of text: String, file: String) -> Diagnostic? {
  guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")),
    text.contains(/(?:^|[\s,\[{:?\-])&[\w\-]/),
    let alias = text.firstMatch(of: /(?:^|[\s,\[{:?\-])(\*[\w\-]+)/),
    let key = text.firstMatch(of: /\*[\w\-]+\s*:|(?:^|[\s,\[{\-])\?(?:\s|$)|[\]}]\s*:/)
  else { return nil }
  let place = max(alias.1.startIndex, key.range.lowerBound)
  let offset = text.utf8.distance(from: text.startIndex, to: place)
  return Diagnostic(
    .error, "yaml-syntax", "an alias cannot stand in a key",
    at: SourceLocation(file: file, line: 1).advanced(by: offset, in: text))
}
