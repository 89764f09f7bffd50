extension ContractShape.Format {
  /// Whether a text has the form; variables may stand for any part of it.
  func matches(_ text: String) -> Bool {
    if text.contains("${") { return true }
    return switch self {
    case .date: Self.isDate(text[...])
    case .dateTime: Self.isDateTime(text)
    case .uri: Self.isURI(text)
    }
  }

  private static func isDate(_ text: Substring) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else { return false }
    let isLeapYear = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return lengths.indices.contains(month - 1) && (1...lengths[month - 1]).contains(day)
  }

  private static func isDateTime(_ text: String) -> Bool {
    let time = /(.{10})[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d{2}:\d{2})/
    return text.wholeMatch(of: time).map { isDate($0.1) } ?? false
  }

  /// A scheme and something behind it: paths with placeholders such as `{model}` are common.
  private static func isURI(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:\S+/) != nil
  }
}
