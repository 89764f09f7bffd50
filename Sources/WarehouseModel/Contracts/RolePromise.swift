/// What a role of the database is promised on every object of a contract (ODCS: `roles`).
package struct RolePromise: Hashable, Sendable {
  package let role: Identifier
  package let access: Access
  package let location: SourceLocation

  package init(role: Identifier, access: Access, location: SourceLocation) {
    self.role = role
    self.access = access
    self.location = location
  }

  /// The same promise with another access added; a word that is not known stays.
  package func adding(_ other: Access) -> RolePromise {
    let sum: Access =
      switch (access, other) {
      case (.other, _): access
      case (_, .other): other
      case (.read, .read): .read
      case (.write, .write): .write
      case (.read, _), (.write, _), (.readWrite, _): .readWrite
      }
    return RolePromise(role: role, access: sum, location: location)
  }

  /// ODCS `access`, which the standard leaves free.
  package enum Access: Hashable, Sendable {
    case read, write, readWrite
    /// Another word, which is not executed.
    case other(String)

    package init(_ text: String) {
      switch text.lowercased().filter(\.isLetter) {
      case "read", "readonly", "select": self = .read
      case "write", "writeonly": self = .write
      case "readwrite", "writeread", "readandwrite": self = .readWrite
      default: self = .other(text)
      }
    }

    /// What the role must be allowed to do; none where the word is not known.
    package var privileges: [Privilege] {
      switch self {
      case .read: [.select]
      case .write: [.insert, .update, .delete]
      case .readWrite: [.select, .insert, .update, .delete]
      case .other: []
      }
    }
  }
}

/// What can be granted on a relation or on its schema.
package enum Privilege: String, CaseIterable, Hashable, Sendable {
  case usage = "USAGE"
  case select = "SELECT"
  case insert = "INSERT"
  case update = "UPDATE"
  case delete = "DELETE"
}

/// What roles may not do, as the server itself tells it: membership, ownership and PUBLIC counted.
package struct RoleRights: Hashable, Sendable {
  /// Roles that the database does not have.
  package let missing: Set<Identifier>
  package let lacks: Set<Lack>

  package init(missing: Set<Identifier> = [], lacks: Set<Lack> = []) {
    self.missing = missing
    self.lacks = lacks
  }

  /// One privilege that a role does not have.
  package struct Lack: Hashable, Sendable {
    package let role: Identifier
    package let relation: QualifiedName
    package let privilege: Privilege
    /// Nil where the privilege is the whole relation's, or its schema's.
    package let column: Identifier?

    package init(
      role: Identifier, relation: QualifiedName, privilege: Privilege, column: Identifier? = nil
    ) {
      self.role = role
      self.relation = relation
      self.privilege = privilege
      self.column = column
    }
  }
}
