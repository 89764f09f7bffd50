import Definitions
import Introspection
import PostgresClient
import PostgresEngine
import WarehouseModel

extension Workflow {
  /// Holds production against its contracts, and nothing more.
  func holdContracts() async throws {
    try await reporting { report in
      let project = try LoadedProject(configuration, lands: false)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      guard !project.inputs.isEmpty else { throw noContracts }
      for (server, contracts) in project.inputsByServer {
        let connection = try await Connection.open(
          try settings(of: server).with(catalogSession), environment: environment)
        let snapshot = try await readOnly(on: connection) {
          try await reader(of: server).schemaReader.read(on: $0).snapshot
        }
        await connection.close()
        report.judge(contracts, on: snapshot, server: server.name, gate: gate, waivers: waivers)
      }
      report.assertions += project.outputs.flatMap(\.objects).flatMap {
        $0.gated(because: "held against the models by whtest run", .shape)
      }
      output.showContracts(report)
    }
  }

  /// Which catalogs are read on a server: the command line goes first.
  func reader(of server: ServerDefinition) -> Snapshot.Reader {
    reader ?? configuration.reader(of: server)
  }

  var noContracts: NothingToDo {
    NothingToDo(
      description: "nothing to check: no contract in \(configuration.folders.contracts) names a "
        + "server with role: source")
  }

  private var catalogSession: [String: String] {
    [
      "default_transaction_read_only": "on",
      "statement_timeout": "\(limits.catalog.milliseconds)",
      "lock_timeout": "\(limits.lock.milliseconds)",
    ]
  }
}

extension LoadedProject {
  /// The contracts for production, by server, in the order in which servers are first named.
  var inputsByServer: [(server: ServerDefinition, contracts: [Contract])] {
    var order: [ServerDefinition] = []
    for input in inputs where !order.contains(input.server) { order.append(input.server) }
    return order.map { server in
      (server, inputs.filter { $0.server == server }.map(\.contract))
    }
  }
}

extension RunReport {
  /// Enters how contracts stand to a schema.
  mutating func judge(
    _ contracts: [Contract], on snapshot: Snapshot, server: String, gate: Gate, waivers: [Waiver]
  ) {
    self.contracts += contracts.map { ContractOutline(of: $0, server: server) }
    assertions += contracts.flatMap { WarehouseModel.assertions(of: $0, on: snapshot) }
      .map(gate.judged).map { $0.waived(by: waivers) }
  }
}
