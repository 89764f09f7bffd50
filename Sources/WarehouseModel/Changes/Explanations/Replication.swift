// The texts for publications, subscriptions and foreign data.

extension Explanation {
  static let publicationAdded = Explanation(
    detects: "A publication is there that was not (`pg_publication`).",
    why: """
      Readers of tables do not notice. But on a published table without a usable replica identity, \
      `UPDATE` and `DELETE` now fail with 55000.
      """,
    remedy: """
      Nothing for readers. See that each table in it has a primary key, or set `REPLICA IDENTITY`.
      """)

  static let publicationDropped = Explanation(
    detects: "A publication is gone (`pg_publication`).",
    why: """
      Subscribers get no more changes from it, while their tables can still be read and grow old. \
      Up to PostgreSQL 17 replication stops with an error, and the log kept for its slot can fill \
      the publisher's disk; from 18 on the changes are skipped.
      """,
    remedy: """
      Create it again with the same tables, and the subscription too, with a full copy: changes \
      made meanwhile may be lost. If it was meant, drop the subscriptions and their slots.
      """)

  static let publicationChanged = Explanation(
    detects: """
      A publication sends something else (`pg_publication`, `pg_publication_rel`, \
      `pg_publication_namespace`): other tables, schemas or operations, partitions under another \
      name, from PostgreSQL 15 on other columns or rows, from 18 on generated columns.
      """,
    why: """
      Subscribers miss tables, rows, columns, or all deletes, and nobody gets an error; or they \
      get a column that they have not, and stop.
      """,
    remedy: """
      Compare both definitions in `whtest diff`. After tables were added, `ALTER SUBSCRIPTION s \
      REFRESH PUBLICATION`; after rows or columns were added, copy the table again.
      """)

  static let subscriptionAdded = Explanation(
    detects: "A subscription is there that was not (`pg_subscription`).",
    why: """
      Its tables fill from another server. A job that writes to the same tables collides with it, \
      and a conflict on a key stops it.
      """,
    remedy: """
      Nothing for readers. Let only one side write each table, and watch `pg_stat_subscription`.
      """)

  static let subscriptionDropped = Explanation(
    detects: "A subscription is gone (`pg_subscription`).",
    why: """
      Its tables can still be read but no longer follow their source. No query fails; the data \
      grows old.
      """,
    remedy: """
      Read from the source, or create it again with `CREATE SUBSCRIPTION`, after emptying the \
      tables or with `copy_data = false` when they are in step. A check on the age of the newest \
      row tells sooner the next time.
      """)

  static let subscriptionChanged = Explanation(
    detects: """
      A subscription differs (`pg_subscription`): whether it is enabled, its publications or its \
      slot. Its connection string is not read, since it may hold a password.
      """,
    why: """
      Where it is disabled or has fewer publications, its tables no longer follow their source, \
      while they can still be read. A slot that nobody reads keeps log on the publisher until its \
      disk is full.
      """,
    remedy: """
      `ALTER SUBSCRIPTION s ENABLE`; after a change of publications, `REFRESH PUBLICATION`. Look \
      into `pg_stat_subscription` and the server log for errors, then compare counts with the \
      source.
      """)

  static let foreignTableAdded = Explanation(
    detects: """
      A foreign table is there that was not (`pg_class.relkind` is `f`, `pg_foreign_table`).
      """,
    why: "No reader names it yet, so none is hurt.",
    remedy: """
      Nothing. Before relying on it, note that constraints of a foreign table are not enforced, \
      and that the reading role needs a user mapping.
      """)

  static let foreignTableDropped = Explanation(
    detects: "A foreign table is gone (`pg_foreign_table`). The remote data is not touched.",
    why: "Every query that names it fails with 42P01, and with `CASCADE` the views on it are gone.",
    remedy: """
      Create it again, `IMPORT FOREIGN SCHEMA public LIMIT TO (orders) FROM SERVER s INTO remote`, \
      with its grants; or read the remote server directly, with a contract for it.
      """)

  static let foreignOptionsChanged = Explanation(
    detects: """
      The server of a foreign table differs, or options of the table or its columns, such as \
      `table_name` or `filename` (`ftserver` and `ftoptions` in `pg_foreign_table`, \
      `pg_attribute.attfdwoptions`).
      """,
    why: """
      The same name may now read another remote table, column or file. If its columns happen to \
      fit, nothing fails and the numbers are those of something else. Options such as `fetch_size` \
      change the speed only.
      """,
    remedy: """
      Compare both in `whtest diff`, then counts and sums with the last copy. `ALTER FOREIGN TABLE \
      t OPTIONS (SET table_name 'orders')` takes it back.
      """)

  static let foreignServerAdded = Explanation(
    detects: "A foreign server is there that was not (`pg_foreign_server`).",
    why: "No foreign table that a reader knows uses it yet, so none is hurt.",
    remedy: "Nothing.")

  static let foreignServerDropped = Explanation(
    detects: """
      A foreign server is gone (`pg_foreign_server`), and with `CASCADE` its foreign tables and \
      user mappings.
      """,
    why: "Queries on its foreign tables fail with 42P01. The remote data is not touched.",
    remedy: """
      Create the server, the user mappings and the foreign tables again from the older snapshot's \
      definitions; passwords are in none. Or read the remote server directly.
      """)

  static let foreignServerChanged = Explanation(
    detects: """
      A foreign server differs (`pg_foreign_server`): its options, such as `host` and `dbname`, \
      its type, version or wrapper. Of options that may be secret only the names are compared.
      """,
    why: """
      Its foreign tables may now read another database, a test one for instance: same names, same \
      types, other rows. Or the new host cannot be reached, and they fail.
      """,
    remedy: """
      Compare both in `whtest diff`, and read one foreign table as the reading role. `ALTER SERVER \
      s OPTIONS (SET host 'db1')` takes it back.
      """)

  static let foreignDataWrapperAdded = Explanation(
    detects: """
      A foreign-data wrapper is there that was not (`pg_foreign_data_wrapper`), other than an \
      extension's.
      """,
    why: "No server that a reader knows uses it yet, so none is hurt.",
    remedy: "Nothing.")

  static let foreignDataWrapperDropped = Explanation(
    detects: """
      A foreign-data wrapper is gone (`pg_foreign_data_wrapper`), and with `CASCADE` its servers \
      and foreign tables.
      """,
    why: "Queries on those foreign tables fail with 42P01. The remote data is not touched.",
    remedy: """
      Create the wrapper again, or the extension that brings it, then servers, user mappings and \
      foreign tables.
      """)

  static let foreignDataWrapperChanged = Explanation(
    detects: """
      A foreign-data wrapper differs (`pg_foreign_data_wrapper`): its handler, its validator or \
      its options.
      """,
    why: """
      Another handler reads the remote data in another way: values may be converted otherwise, or \
      reading fails. Without a handler no foreign table of it can be read.
      """,
    remedy: """
      Read one foreign table of each server as the reading role, and compare values with the last \
      copy. `ALTER FOREIGN DATA WRAPPER w HANDLER h` takes it back.
      """)

  static let userMappingAdded = Explanation(
    detects: """
      A user mapping is there that was not (`pg_user_mapping`): a role, or `PUBLIC`, can log in to \
      a foreign server.
      """,
    why: """
      Readers are not hurt, unless a role used the mapping of `PUBLIC` until now: its own goes \
      first, and the remote role behind it may see other rows.
      """,
    remedy: "Nothing, as a rule. Check that the remote role may do no more than read.")

  static let userMappingDropped = Explanation(
    detects: """
      A user mapping is gone (`pg_user_mapping`). The options of user mappings are not compared, \
      since other roles may not read them.
      """,
    why: """
      The role can no longer read the server's foreign tables: with `postgres_fdw` it gets 42704. \
      If there is one for `PUBLIC`, that is used, and the remote role behind it may see other \
      rows.
      """,
    remedy: """
      `CREATE USER MAPPING FOR etl SERVER s OPTIONS (user 'reader', password '…')`. The password \
      is in no snapshot.
      """)
}
