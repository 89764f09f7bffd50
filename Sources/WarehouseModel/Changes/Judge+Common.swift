extension Judge {
  /// Changes that any kind of object may undergo; nil where the aspect is special to a kind.
  func common(
    _ detail: Change.Detail, _ object: SchemaObject, _ new: SchemaObject
  ) -> [Change]? {
    let reference = object.reference
    switch detail.aspect {
    case .comment, .indexComment:
      return [
        Change(
          .commentChanged, of: reference, details: [detail], .compatible,
          "a comment is for people; it may say that the meaning has changed")
      ]
    case .owner:
      let hasPolicies = object.has(.rowSecurity) || new.has(.rowSecurity)
      return [
        Change(
          .ownerChanged, of: reference, details: [detail], hasPolicies ? .risky : .compatible,
          hasPolicies
            ? "policies spare the owner, so another role sees all rows now"
            : "readers keep what they were granted")
      ]
    case .grants, .revokes:
      if object.kind == .defaultPrivileges { return nil }
      let owners = (object.text(.owner), new.text(.owner))
      return privileges(detail, reference, owners: owners.0 == owners.1 ? (nil, nil) : owners)
    case .tablespace:
      return [
        Change(
          .tablespaceChanged, of: reference, details: [detail], .compatible,
          "the data lies elsewhere and reads the same")
      ]
    case .foreignOptions where object.kind != .foreignDataWrapper && object.kind != .foreignServer:
      return [
        Change(
          .foreignOptionsChanged, of: reference, details: [detail], .risky,
          "the rows may come from another place now")
      ]
    default: return nil
    }
  }

  /// Each privilege that was gained or lost, one change for all gained and one for all lost.
  private func privileges(
    _ detail: Change.Detail, _ reference: ObjectReference, owners: (before: String?, after: String?)
  ) -> [Change] {
    // The option to pass a privilege on is another thing than the privilege.
    let (before, after) = (
      detail.before.elements.flatMap(privilegeAndOption),
      detail.after.elements.flatMap(privilegeAndOption)
    )
    let come = after.filter { !before.contains($0) }
    let gone = before.filter { !after.contains($0) }
    let isRevocation = detail.aspect == .revokes
    // An owner needs no grant: what the new one had before and the old one keeps is no change.
    let gained = (isRevocation ? gone : come).filter { !$0.isPrivilege(of: owners.before) }
    let lost = (isRevocation ? come : gone).filter { !$0.isPrivilege(of: owners.after) }
    var changes: [Change] = []
    if !gained.isEmpty {
      changes.append(
        Change(
          .privilegeGranted, of: reference, details: [detail], .compatible,
          "granted: \(gained.joined(separator: ", "))"))
    }
    if !lost.isEmpty {
      // USAGE of a type or a language is for those who make things of it.
      let reading = reference.kind == .schema ? [" USAGE"] : [" SELECT", " EXECUTE"]
      let readers = lost.contains { privilege in
        reading.contains { privilege.hasSuffix($0) }
      }
      changes.append(
        Change(
          .privilegeRevoked, of: reference, details: [detail], readers ? .breaking : .risky,
          "revoked: \(lost.joined(separator: ", "))"))
    }
    return changes
  }
}

/// `x SELECT WITH GRANT OPTION` as `x SELECT` and `x SELECT (grant option)`.
private func privilegeAndOption(_ text: String) -> [String] {
  let option = " WITH GRANT OPTION"
  guard text.hasSuffix(option) else { return [text] }
  let privilege = String(text.dropLast(option.count))
  return [privilege, "\(privilege) (grant option)"]
}

extension String {
  /// Whether a privilege, as snapshots write them, is the role's.
  fileprivate func isPrivilege(of role: String?) -> Bool {
    role.map { hasPrefix(Identifier($0).printed + " ") } ?? false
  }
}

extension Optional where Wrapped == Fact {
  /// The elements of a list; none where there is no list.
  var elements: [String] {
    if case .list(let list)? = self { list } else { [] }
  }

  var text: String? {
    if case .text(let text)? = self { text } else { nil }
  }
}
