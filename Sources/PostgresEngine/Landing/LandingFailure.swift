import PostgresClient
import WarehouseModel

extension PostgresError {
  /// Whether a server says that it does not know, or cannot read, a binary form: of a type that has
  /// none (42883), of another version (0A000, 22P03), of another element type (42804), or of a
  /// message that ends elsewhere (08P01)
  /// ([Appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html)).
  var isAboutFormat: Bool {
    guard let code = serverError?.sqlState.code else { return false }
    return ["08P01", "0A000", "22P03", "42804", "42883"].contains(code)
  }

  /// What went wrong with a landing, without values of its rows.
  func failure(of landing: Landing) -> BuildFailure {
    let failure = failure(at: landing.location)
    let key = landing.key.map(\.description).joined(separator: ", ")
    let message =
      switch failure.code {
      case SQLState.uniqueViolation.code: "the key (\(key)) is not unique: rows share their values"
      case "23502": "the key (\(key)) is not complete: a row has no value in it"
      case "40001":
        // Production is only read, and at one moment: nothing else can be in conflict there.
        "\(failure.message): \(landing.server) is a hot standby that had to clean up what the copy still"
          + " read; set hot_standby_feedback = on there, or raise max_standby_streaming_delay"
      default: failure.message
      }
    return BuildFailure(
      code: failure.code, message: "\(landing.source): \(message)", location: failure.location)
  }
}
