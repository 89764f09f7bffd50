import Testing
import WarehouseModel

/// A cast of a whole array and casts of its elements are the same text in a snapshot.
@Suite struct NormalisationTests {
  @Test(arguments: [
    (
      "(v = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
      "(v = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))"
    ),
    (
      "(v = ANY (ARRAY[('a'::character varying)::text]))",
      "(v = ANY (ARRAY[('a'::character varying)::text]))"
    ),
    (
      "((ARRAY['it''s, [x]'::character varying])::text[])",
      "(ARRAY[('it''s, [x]'::character varying)::text])"
    ),
    ("'(ARRAY[1])::text[]'::text", "'(ARRAY[1])::text[]'::text"),
    ("\"(ARRAY[1])::text[]\"", "\"(ARRAY[1])::text[]\""),
    ("(ARRAY[ARRAY[1, 2]])::bigint[]", "(ARRAY[ARRAY[1, 2]])::bigint[]"),
    ("(ARRAY[f(1, 2), 3])::bigint[]", "ARRAY[(f(1, 2))::bigint, (3)::bigint]"),
    ("(ARRAY[x])::app.\"odd [] type\"[]", "ARRAY[(x)::app.\"odd [] type\"]"),
    ("(ARRAY['a", "(ARRAY['a"), ("(ARRAY[1])::text", "(ARRAY[1])::text"),
  ])
  func arrays(text: String, expected: String) {
    #expect(Aspect.expression.normalised(text) == expected)
    #expect(Aspect.comment.normalised(text) == text)
  }
}
