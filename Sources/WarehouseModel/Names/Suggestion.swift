/// The candidate that a person most likely meant by a misspelt word.
///
/// Returns nil unless one candidate is within a third of the word's length, by
/// Damerau's distance (insert, delete, replace, swap two neighbours).
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, word.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates.sorted() {
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    guard distance <= limit else { continue }
    if let current = best, current.distance <= distance { continue }
    best = (candidate, distance)
  }
  return best?.candidate
}

/// The number of single edits that turn one word into the other.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 1...left.count {
    var row = [i] + Array(repeating: 0, count: right.count)
    for j in 1...right.count {
      let replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
