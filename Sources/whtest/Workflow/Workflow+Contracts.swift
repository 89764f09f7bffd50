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
      let project = try LoadedProject(configuration)
      let gate = gate(for: project)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      guard !project.inputs.isEmpty else { throw noContracts }
      for (server, contracts) in project.inputsByServer {
        let connection = try await Connection.open(
          try settings(of: server).with(catalogSession), environment: environment)
        let contracts = mode.map { mode in contracts.map { $0.held(in: mode) } } ?? contracts
        let (snapshot, rights) = try await readOnly(on: connection) {
          let live = try await reader(of: server).schemaReader.read(on: $0)
          return (live.snapshot, try await roleRights(of: contracts, on: $0))
        }
        await connection.close()
        report.judge(contracts, on: snapshot, rights, server: server.name, gate: gate)
      }
      report.assertions += project.outputs.flatMap(\.objects).flatMap {
        $0.gated(because: "held against the models by whtest run", .shape)
      }
      noteUnusedWaivers(of: project, gate, in: &report)
      output.showContracts(report)
    }
  }

  /// The gate with the waivers of a project's files, on the day of today.
  func gate(for project: LoadedProject) -> Gate {
    let objects = (project.inputs.map(\.contract) + project.outputs).flatMap(\.objects)
    var gate = gate
    gate.waivers = Waivers(
      waivers + objects.flatMap(\.waivers) + configuration.waivers, on: today)
    return gate
  }

  /// Tells of waivers that nothing needs, once it is known what was found.
  func noteUnusedWaivers(of project: LoadedProject, _ gate: Gate, in report: inout RunReport) {
    let contracts = project.inputs.map(\.contract) + project.outputs
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
