/// What two lists have in common, and what only one of them has.
struct Pairs<Element> {
  /// In the order of the first list.
  private(set) var pairs: [(before: Element, after: Element)] = []
  private(set) var removed: [Element] = []
  private(set) var added: [Element] = []

  /// What elements are known by.
  enum Key: Hashable {
    case name(String)
    case column(Identifier)
    case relation(QualifiedName)
    case place(String, Int)
  }

  /// - Parameter keys: an element that the first finds no counterpart for is looked for by the next.
  init(_ before: [Element], _ after: [Element], by keys: [(Element) -> Key]) {
    var counterparts: [Int: Int] = [:]
    var left = Set(after.indices)
    for key in keys {
      var places: [Key: Int] = [:]
      for index in after.indices where left.contains(index) {
        let name = key(after[index])
        if places[name] == nil { places[name] = index }
      }
      for index in before.indices where counterparts[index] == nil {
        guard let place = places.removeValue(forKey: key(before[index])) else { continue }
        counterparts[index] = place
        left.remove(place)
      }
    }
    for index in before.indices {
      if let place = counterparts[index] {
        pairs.append((before[index], after[place]))
      } else {
        removed.append(before[index])
      }
    }
    added = after.indices.filter { left.contains($0) }.map { after[$0] }
  }
}
