import Definitions
import Introspection
import PostgresClient
import PostgresEngine
import WarehouseModel

extension Workflow {
  /// Holds production against its contracts, and nothing more.
  ///
  /// - Parameter mode: overrules what the contracts say.
  func holdContracts(mode: ContractMode? = nil) async throws {
    try await reporting { report in
      let project = try LoadedProject(configuration, lands: false)
      let gate = gate(for: project.contracts)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      guard !project.inputs.isEmpty else { throw noContracts }
      for (server, contracts) in project.inputsByServer {
        try await hold(
          contracts, mode: mode, in: try settings(of: server), by: reader(of: server), gate,
          into: &report)
      }
      report.assertions += project.outputs.flatMap(\.objects).flatMap {
        $0.gated(because: "held against the models by whtest run", .shape)
      }
      noteUnusedWaivers(of: project.contracts, gate, in: &report)
      output.showContracts(report)
    }
  }

  /// Holds contracts against one database, in a session that can do no harm and waits for nothing
  /// long.
  func hold(
    _ contracts: [Contract], mode: ContractMode?, in settings: ConnectionSettings,
    by reader: Snapshot.Reader, _ gate: Gate, into report: inout RunReport
  ) async throws {
    let contracts = mode.map { mode in contracts.map { $0.held(in: mode) } } ?? contracts
    let connection = try await Connection.open(
      settings.with(catalogSession), environment: environment)
    let (snapshot, rights) = try await readOnly(on: connection) {
      let live = try await reader.schemaReader.read(on: $0)
      return (live.snapshot, try await roleRights(of: contracts, on: $0))
    }
    await connection.close()
    report.judge(contracts, on: snapshot, rights, server: settings.server, gate: gate)
  }

  /// The gate with the waivers of all files, on the day of today.
  func gate(for contracts: [Contract]) -> Gate {
    var gate = gate
    gate.waivers = Waivers(
      waivers + contracts.flatMap(\.objects).flatMap(\.waivers) + configuration.waivers,
      on: today)
    return gate
  }

  /// Tells of waivers that nothing needs, once it is known what was found.
  func noteUnusedWaivers(of contracts: [Contract], _ gate: Gate, in report: inout RunReport) {
    let unused = gate.waivers?.unused(in: contracts, given: report.assertions) ?? []
    report.diagnostics += unused
    output.show(unused)
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
  /// Those for production, then those for the warehouse.
  var contracts: [Contract] { inputs.map(\.contract) + outputs }

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
    _ contracts: [Contract], on snapshot: Snapshot, _ rights: RoleRights?, server: String,
    gate: Gate
  ) {
    self.contracts += contracts.map { ContractOutline(of: $0, server: server) }
    assertions += contracts.flatMap {
      WarehouseModel.assertions(of: $0, on: snapshot, rights: rights)
    }.map(gate.judged)
  }
}
