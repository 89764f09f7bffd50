// The texts for row-level security, privileges and owners.

extension Explanation {
  static let rowSecurityEnabled = Explanation(
    detects: """
      Row-level security was enabled (`pg_class.relrowsecurity`), or forced on the owner as well \
      (`relforcerowsecurity`).
      """,
    why: """
      Queries return only the rows that a policy lets the role see, and none where no policy does; \
      no error says so. The copy shrinks, and the missing rows look like deletions. Superusers and \
      roles with `BYPASSRLS` see all, the owner too unless it is forced.
      """,
    remedy: """
      `ALTER ROLE etl BYPASSRLS`, or `CREATE POLICY etl_reads ON t FOR SELECT TO etl USING \
      (true)`, which restrictive policies still limit. With `row_security = off` in its session, a \
      job fails with 42501 instead of copying a part.
      """)

  static let rowSecurityDisabled = Explanation(
    detects: """
      Row-level security was disabled (`pg_class.relrowsecurity`), or is no longer forced on the \
      owner (`relforcerowsecurity`).
      """,
    why: """
      Rows that were hidden are returned: counts and sums grow, and a copy can hold rows that its \
      readers must not see. The policies still stand in `pg_policy`, but are not applied.
      """,
    remedy: """
      If it was not meant, `ALTER TABLE t ENABLE ROW LEVEL SECURITY`, or `FORCE`. If it was, \
      decide who may read the copies, and filter in the model what they may not see.
      """)

  static let policyAdded = Explanation(
    detects: "A row-level security policy is there that was not (`pg_policy`).",
    why: """
      Where row-level security is enabled, a restrictive policy hides rows and a permissive one \
      shows more, both without an error. Deletions and hidden rows look the same to a copy.
      """,
    remedy: """
      Compare `count(*)` under the reading role with that of a role with `BYPASSRLS`. Give the \
      reading role `BYPASSRLS`, or set `row_security = off` so that a partial read fails.
      """)

  static let policyDropped = Explanation(
    detects: "A row-level security policy is gone (`pg_policy`).",
    why: """
      Without a permissive policy its rows are hidden, and without the last one all rows are; \
      without a restrictive one, more rows are shown. There is no error.
      """,
    remedy: """
      Compare `count(*)` under the reading role with the last copy. Create the policy again from \
      the older snapshot's definition, or give the reading role `BYPASSRLS`.
      """)

  static let policyChanged = Explanation(
    detects: """
      A policy of the same name differs (`pg_policy`): its roles, its command, or its `USING` or \
      `WITH CHECK` expression; or it went between permissive and restrictive.
      """,
    why: """
      Another set of rows is visible, without an error. A policy that calls a function or reads a \
      setting can even show other rows from session to session.
      """,
    remedy: """
      Read both expressions in `whtest diff`, and compare `count(*)` under the reading role with \
      that of a role with `BYPASSRLS`. Change it back with `ALTER POLICY`, or exempt the reading \
      role.
      """)

  static let privilegeGranted = Explanation(
    detects: """
      A role, or `PUBLIC`, has a privilege that it had not (an access control list: `relacl`, \
      `attacl`, `nspacl`, `proacl`, `typacl` and the like).
      """,
    why: """
      Readers can do what they did before, so none is hurt. But somebody can see or change more: \
      personal data may now be readable, or a table writable from elsewhere.
      """,
    remedy: "Nothing for readers. If it goes too far, `REVOKE SELECT ON t FROM PUBLIC`.")

  static let privilegeRevoked = Explanation(
    detects: """
      A role, or `PUBLIC`, lacks a privilege that it had (an access control list: `relacl`, \
      `attacl`, `nspacl`, `proacl`, `typacl` and the like). A table that was dropped and created \
      anew has lost its grants as well.
      """,
    why: """
      Without `SELECT` on the table or on each column read, or without `USAGE` on the schema, \
      queries fail with 42501, and the copy stops.
      """,
    remedy: """
      `GRANT USAGE ON SCHEMA s TO etl`, `GRANT SELECT ON s.t TO etl`. `ALTER DEFAULT PRIVILEGES` \
      keeps it so for tables to come; `whtest contracts` shows whether the role can read what is \
      contracted.
      """)

  static let defaultPrivilegesChanged = Explanation(
    detects: "What roles get on objects that are created from now on differs (`pg_default_acl`).",
    why: """
      Existing objects keep their privileges. The next table, or the next one that is dropped and \
      created anew, may be unreadable for the reading role, or readable for too many.
      """,
    remedy: """
      `ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO etl`, for \
      each role that creates tables.
      """)

  static let ownerChanged = Explanation(
    detects: "An object belongs to another role (`relowner`, `nspowner`, `proowner` and the like).",
    why: """
      Columns and rows are the same. But policies do not apply to an owner unless they are forced, \
      a view reads with its owner's privileges, and a `SECURITY DEFINER` function runs with them: \
      rows can appear or vanish, or 42501 can follow.
      """,
    remedy: """
      Check that the new owner may read what its views and functions read, and whether the tables \
      below have policies. `ALTER TABLE t OWNER TO app` takes it back.
      """)
}
