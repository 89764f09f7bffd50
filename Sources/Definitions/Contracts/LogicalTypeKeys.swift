/// The keys that a property has by its logical type.
enum LogicalTypeKeys {
  /// The logical types that a release of the standard knows.
  static func types(in release: StandardRelease) -> [String] {
    ["string", "date"] + (release >= .v3_1_0 ? ["timestamp", "time"] : [])
      + ["number", "integer", "object", "array", "boolean"]
      + (release >= .v3_2_0 ? ["map", "vector"] : [])
  }

  /// What `logicalTypeOptions` may hold; nil where anything goes.
  static func options(of type: String) -> [ContractKey]? {
    switch type {
    case "string":
      ContractKey.texts("pattern", "format") + counts("minLength", "maxLength")
    case "date": ContractKey.texts("format") + bounds(.text)
    case "timestamp", "time":
      ContractKey.texts("format", "defaultTimezone") + bounds(.text)
        + [ContractKey("timezone", .boolean)]
    case "integer": numeric(formats: ["8", "16", "32", "64", "128"], of: ["i", "u"])
    case "number": numeric(formats: ["32", "64"], of: ["f"])
    case "object":
      counts("minProperties", "maxProperties") + [
        ContractKey("required", .list(.text, atLeast: 1, isDistinct: true))
      ]
    case "array": counts("minItems", "maxItems") + [ContractKey("uniqueItems", .boolean)]
    case "vector":
      ContractKey.texts("embeddingModel", "embeddingModelVersion") + [
        ContractKey("dimensions", .integerAtLeast(1)), ContractKey("normalized", .boolean),
        ContractKey(
          "distanceMetric",
          .choice(["cosine", "dotProduct", "euclidean", "hamming", "manhattan"])),
        ContractKey(
          "elementType",
          .choice(["bfloat16", "binary", "float16", "float32", "float64", "int8", "uint8"])),
      ]
    default: nil
    }
  }

  private static func counts(_ names: String...) -> [ContractKey] {
    names.map { ContractKey($0, .integerAtLeast(0)) }
  }

  /// In v3.0 `exclusiveMinimum` is true or false and says how to read the other key.
  private static func bounds(_ shape: ContractShape) -> [ContractKey] {
    [ContractKey("minimum", shape), ContractKey("maximum", shape)]
      + ["exclusiveMinimum", "exclusiveMaximum"].flatMap {
        [ContractKey($0, .boolean, through: .v3_0_2), ContractKey($0, shape, since: .v3_1_0)]
      }
  }

  private static func numeric(formats: [String], of kinds: [String]) -> [ContractKey] {
    bounds(.number) + [
      ContractKey("multipleOf", .positiveNumber),
      ContractKey("format", .choice(kinds.flatMap { kind in formats.map { kind + $0 } })),
    ]
  }
}
