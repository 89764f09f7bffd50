/// Changes of the largest table, of which each makes another number of rows differ.
struct RandomChange {
  let inserted: Int
  let updated: Int
  let deleted: Int
  let statements: String

  init(using random: inout some RandomNumberGenerator, run: Int) {
    inserted = .random(in: 1...400, using: &random)
    updated = .random(in: 1...400, using: &random)
    deleted = .random(in: 1...400, using: &random)
    let salt = Int.random(in: 0...1_000_000, using: &random)
    statements = """
      CREATE TEMPORARY TABLE picked AS
        SELECT event_rsvp_id, row_number() OVER (ORDER BY md5(event_rsvp_id || '\(salt)')) AS n
        FROM event_rsvps;
      DELETE FROM event_rsvps USING picked
        WHERE picked.event_rsvp_id = event_rsvps.event_rsvp_id AND n <= \(deleted);
      UPDATE event_rsvps SET rsvp_status = (rsvp_status + 1) % 3 FROM picked
        WHERE picked.event_rsvp_id = event_rsvps.event_rsvp_id
          AND n > \(deleted) AND n <= \(deleted + updated);
      INSERT INTO event_rsvps
        SELECT 'new \(run) ' || n, event_id, member_id, 1, event_start
        FROM generate_series(1, \(inserted)) AS n
        CROSS JOIN (SELECT event_id, event_start FROM events ORDER BY event_id LIMIT 1) AS event
        CROSS JOIN (SELECT membership_id AS member_id FROM memberships ORDER BY 1 LIMIT 1) AS one;
      """
  }
}
