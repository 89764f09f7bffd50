import TestSupport

/// The two roles of the README: one that reads production, one that owns the layers.
struct TestRoles {
  let reader: String
  let etl: String

  static func make() async throws -> TestRoles {
    let database = try await TestServer.database()
    return try await TestRoles(reader: database.createRole(), etl: database.createRole())
  }
}

extension TestProject {
  /// A project on which the roles have the rights that the README gives them, and no more.
  static func make(_ roles: TestRoles) async throws -> TestProject {
    let project = try await make(reader: roles.reader, etl: roles.etl)
    let production = try await project.production.value("SELECT current_database()") ?? ""
    try await project.production.execute(
      """
      REVOKE ALL ON DATABASE \(production) FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      ALTER ROLE \(roles.reader) SET default_transaction_read_only = on;
      GRANT CONNECT ON DATABASE \(production) TO \(roles.reader);
      GRANT USAGE ON SCHEMA public TO \(roles.reader);
      GRANT SELECT ON public.teams, public.memberships, public.events, public.event_rsvps
        TO \(roles.reader);
      """)
    let warehouse = try await project.warehouse.value("SELECT current_database()") ?? ""
    try await project.warehouse.execute(
      """
      REVOKE ALL ON DATABASE \(warehouse) FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT CONNECT, CREATE ON DATABASE \(warehouse) TO \(roles.etl);
      """)
    return project
  }
}
