// swift-tools-version: 6.2

import PackageDescription

// The targets stand in the order in which data flows; dependencies point up this list only.
let package = Package(
  name: "whtest",
  products: [.executable(name: "whtest", targets: ["whtest"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CPGQuery", providers: [.apt(["libpg-query-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // The pure core
    .target(name: "WarehouseModel"),

    // Text to model
    .target(name: "Digests", dependencies: ["CCrypto", "WarehouseModel"]),
    .target(name: "SQLAnalysis", dependencies: ["CPGQuery", "WarehouseModel"]),
    .target(
      name: "Definitions", dependencies: ["WarehouseModel", "Digests", "SQLAnalysis", "Yams"]),

    // PostgreSQL
    .target(name: "PostgresClient", dependencies: ["CLibPQ", "WarehouseModel"]),
    .target(
      name: "Introspection",
      dependencies: ["WarehouseModel", "PostgresClient", "Digests"],
      resources: [.embedInCode("SQL")]),
    .target(
      name: "PostgresEngine", dependencies: ["WarehouseModel", "PostgresClient", "SQLAnalysis"]),
    .target(
      name: "RunStore",
      dependencies: ["WarehouseModel", "PostgresClient"],
      resources: [.embedInCode("Migrations")]),

    // What a run does
    .target(name: "Quality", dependencies: ["WarehouseModel"]),
    .target(name: "Pipeline", dependencies: ["WarehouseModel", "Quality"]),
    .target(name: "Reporting", dependencies: ["WarehouseModel", "CLibXML2"]),

    // The demo
    .target(name: "Sandbox", dependencies: ["WarehouseModel", "PostgresClient"]),
    .target(
      name: "ExampleProduction",
      dependencies: ["WarehouseModel", "PostgresClient", "SQLAnalysis"]),

    .executableTarget(
      name: "whtest",
      dependencies: [
        "WarehouseModel", "SQLAnalysis", "Definitions", "PostgresClient", "Introspection",
        "PostgresEngine", "RunStore", "Quality", "Pipeline", "Reporting", "Sandbox",
        "ExampleProduction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests, in the order of what they test
    .testTarget(name: "WarehouseModelTests", dependencies: ["WarehouseModel"]),
    .testTarget(name: "SQLAnalysisTests", dependencies: ["SQLAnalysis", "WarehouseModel"]),
    .testTarget(
      name: "DefinitionsTests", dependencies: ["Definitions", "Digests", "WarehouseModel"]),
    .target(
      name: "TestSupport",
      dependencies: ["ExampleProduction", "Sandbox", "PostgresClient", "WarehouseModel"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "PostgresClientTests",
      dependencies: ["TestSupport", "PostgresClient", "WarehouseModel"]),
    .testTarget(
      name: "IntrospectionTests",
      dependencies: [
        "TestSupport", "Introspection", "Definitions", "SQLAnalysis", "PostgresClient",
        "WarehouseModel",
      ]),
    .testTarget(
      name: "PostgresEngineTests",
      dependencies: [
        "TestSupport", "PostgresEngine", "PostgresClient", "Sandbox", "WarehouseModel",
      ]),
    .testTarget(
      name: "RunStoreTests",
      dependencies: ["TestSupport", "RunStore", "PostgresClient", "WarehouseModel"]),
    .testTarget(
      name: "QualityTests",
      dependencies: [
        "TestSupport", "Quality", "PostgresEngine", "PostgresClient", "WarehouseModel",
      ]),
    .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "WarehouseModel"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "WarehouseModel", "CLibXML2"],
      exclude: ["Golden", "Schema"]),
    .testTarget(
      name: "SandboxTests", dependencies: ["Sandbox", "PostgresClient", "WarehouseModel"]),
    .testTarget(
      name: "ExampleProductionTests",
      dependencies: ["ExampleProduction", "Sandbox", "PostgresClient", "WarehouseModel"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["whtest", "TestSupport", "PostgresClient", "WarehouseModel"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    // What these two say differs from one compiler to the next: a newer one must still build this.
    .treatWarning("StrictMemorySafety", as: .warning),
    .treatWarning("DeprecatedDeclaration", as: .warning),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
