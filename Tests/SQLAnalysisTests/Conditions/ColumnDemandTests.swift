import SQLAnalysis
import Testing
import WarehouseModel

/// What checks demand, in the forms that PostgreSQL prints.
@Suite("Demands of a check")
struct ColumnDemandTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let check: String
    let demands: String

    init(_ check: String, _ demands: String = "") {
      self.check = check
      self.demands = demands
    }

    var testDescription: String { check }
  }

  static let understood: [Case] = [
    Case("(n > 0)", "n > 0"),
    Case("(0 < n)", "n > 0"),
    Case("((n >= ('-9'::integer)::numeric) AND (n <= (9)::numeric))", "n >= -9, n <= 9"),
    Case(
      "((n >= (- (90)::double precision)) AND (n < (0.5)::double precision))", "n >= -90, n < 0.5"),
    Case("(n BETWEEN 1 AND 2)", "n >= 1, n <= 2"),
    Case("((n)::numeric > 0.5)", "n::numeric > 0.5"),
    Case(
      "(s > '2020-01-01 00:00:00+00'::timestamp with time zone)", "s > '2020-01-01 00:00:00+00'"),
    Case("(region = ANY (ARRAY['north'::text, 'so''uth'::text]))", "region in 'north' 'so'uth'"),
    Case(
      "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
      "v::text in 'a' 'b'"),
    Case("((v)::text = ANY ((ARRAY['a'::character varying])::text[]))", "v::text in 'a'"),
    Case("(c = ANY (ARRAY['p'::bpchar, 'q'::bpchar]))", "c in 'p' 'q'"),
    Case("(m = ANY (ARRAY['sad'::app.mood]))", "m in 'sad'"),
    Case("(n = ANY (ARRAY[1, 2, '-3'::integer]))", "n in 1 2 -3"),
    Case("(n IN (1, 2))", "n in 1 2"),
    Case("((n = 1) OR (n = 2) OR (n = ANY (ARRAY[2, 3])))", "n in 1 2 3"),
    Case("(flag = true)", "flag in true"),
    Case("((n IS NULL) OR (n > 3))", "n > 3"),
    Case("((n > 3) OR (n IS NULL))", "n > 3"),
    Case("((n IS NULL) OR (n = 1) OR (n = 2))", "n in 1 2"),
    Case("((length(name) > 1) AND (id > 0))", "length name > 1, id > 0"),
    Case("(char_length((name)::text) <= 40)", "length name::text <= 40"),
    Case("(2 <= length(name))", "length name >= 2"),
    Case("(email ~ '^[^@]+@[^@]+$'::text)", "email ~ ^[^@]+@[^@]+$"),
    Case("((VALUE)::text ~ '^x'::text)", "value::text ~ ^x"),
    Case("(\"Odd \"\"n\" > 1)", "Odd \"n > 1"),
    Case("((n > 0) AND (f(n) > 1) AND (n < 9))", "n > 0, n < 9"),
    Case("(((n IS NULL) OR (n > 0)) AND (k = 'x'::text))", "n > 0, k in 'x'"),
  ]

  /// Understanding any of these wrongly would put a promise into a contract that nobody keeps.
  static let left: [Case] = [
    Case("(n <> 0)"), Case("(n <> ALL (ARRAY[1, 2]))"), Case("(NOT (n > 0))"),
    Case("((a > 0) OR (b > 0))"), Case("((a IS NULL) OR (b > 0))"), Case("(a > b)"),
    Case("((a IS NULL) OR (b IS NULL) OR (a > 0))"),
    Case("((a = 1) OR (a > 7))"), Case("((a = 1) OR (b = 2))"),
    Case("(abs(n) > 0)"), Case("(app.length(v) > 3)"), Case("(length(btrim(v)) > 0)"),
    Case("(v ~~ 'a%'::text)"), Case("(v ~* 'a'::text)"), Case("(v OPERATOR(app.=) 'a'::text)"),
    Case("(v = ('abc'::character varying(2))::text)"), Case("(n = (1.5)::integer)"),
    Case("(r <= (0.1)::real)"), Case("(n < 'Infinity'::double precision)"),
    Case("(n < 'NaN'::numeric)"), Case("(d > 'today'::date)"), Case("(d > CURRENT_DATE)"),
    Case("(n = ANY (ARRAY[1, NULL::integer]))"), Case("(n = ANY ('{1,2}'::integer[]))"),
    Case("(n = ALL (ARRAY[1, 2]))"), Case("(v = ANY (ARRAY['a'::\"char\"]))"),
    Case("((v COLLATE \"C\") > 'a'::text)"), Case("((p).x > 0)"), Case("(a[1] > 0)"),
    Case("(app.t.n > 0)"), Case("true"), Case("(flag)"), Case("n > "), Case(""),
    Case("n > 0; SELECT 1"), Case("(n > (SELECT 1))"), Case("(((v)::text)::integer > 0)"),
    Case("(v > $1)"), Case("(i > '01:00:00'::interval)"),
  ]

  @Test(arguments: understood + left)
  func areSaidOrLeftOut(_ given: Case) {
    #expect(demands(ofCheck: given.check).map(\.text).joined(separator: ", ") == given.demands)
  }
}

extension ColumnDemand {
  fileprivate var text: String {
    let subject = "\(column)" + (cast.map { "::\($0)" } ?? "")
    return switch condition {
    case .isIn(let values): "\(subject) in \(values.map(\.text).joined(separator: " "))"
    case .compare(let comparison, let value): "\(subject) \(comparison.rawValue) \(value.text)"
    case .length(let comparison, let length):
      "length \(subject) \(comparison.rawValue) \(length)"
    case .matches(let pattern): "\(subject) ~ \(pattern)"
    }
  }
}

extension Literal {
  fileprivate var text: String {
    if case .string(let text) = self { "'\(text)'" } else { description }
  }
}
