import ArgumentParser
import Definitions
import Reporting
import WarehouseModel

/// How much of a run is done.
struct RunChoices: ParsableArguments {
  @Flag(name: .long, help: "Print what would be made, in order, and why; no server is asked.")
  var plan = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only these: names, layers; +name with all it reads, name+ with all that reads it.",
      valueName: "names"), transform: selection)
  var select: Selection?

  /// Prints what a run of the project would do.
  func printPlan(of project: LoadedProject) throws {
    let selected = try selectedRelations(of: project)
    printText(RunOutlineText().text(of: project.outline(of: selected)))
  }

  /// The relations that are made; nil where all are.
  func selectedRelations(of project: LoadedProject) throws -> Set<QualifiedName>? {
    guard let select else { return nil }
    do throws(SelectionMistake) {
      return try project.relations(in: select)
    } catch {
      throw ValidationError("--select: \(error)")
    }
  }
}

/// Names as they are written behind `--select`.
@Sendable private func selection(_ text: String) throws -> Selection {
  do throws(SelectionMistake) {
    return try Selection(written: text)
  } catch {
    throw ValidationError(error.description)
  }
}
