import ArgumentParser

/// How much of the ETL is done.
struct ETLOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Copy, build and test as always, publish nothing, and remove what was built.")
  var dryRun = false
}
