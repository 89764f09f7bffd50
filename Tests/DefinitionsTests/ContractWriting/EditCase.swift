import Testing

/// What follows the head of a contract, before and after the database has grown.
///
/// The table `t` has the columns `a` and `new`; the table `fresh` has the column `x`.
struct EditCase: CustomTestStringConvertible, Sendable {
  let name: String
  let before: String
  let after: String

  var testDescription: String { name }

  private static let property = """
          - name: new
            logicalType: integer
            physicalType: integer
    """
  private static let object = """
      - name: fresh
        physicalName: fresh
        physicalType: table
        logicalType: object
        properties:
          - name: x
            logicalType: integer
            physicalType: integer
    """

  static let all: [EditCase] = [
    EditCase(
      name: "hand edits, comments and what was deleted stay",
      before: """
        schema:   # what we rely on
          - name: t
            # required was wrong
            properties:
              - {name: a, description: "by hand"}   # kept
              # - name: gone

        # the end
        """,
      after: """
        schema:   # what we rely on
          - name: t
            # required was wrong
            properties:
              - {name: a, description: "by hand"}   # kept
              # - name: gone
        \(property)

        \(object)

        # the end
        """),
    EditCase(
      name: "what stands behind the schema, and between its objects",
      before: """
        schema:
          - name: t
            properties:
              - name: a
                description: |
                  # not a comment

                  text
            # of the object
            quality:
              - {metric: rowCount, mustBeGreaterThan: 0}
          # before u
          - name: u
            properties: [{name: stays}]
        team:
          name: us

        """,
      after: """
        schema:
          - name: t
            properties:
              - name: a
                description: |
                  # not a comment

                  text
        \(property)
            # of the object
            quality:
              - {metric: rowCount, mustBeGreaterThan: 0}
          # before u
          - name: u
            properties: [{name: stays}]
        \(object)
        team:
          name: us

        """),
    EditCase(
      name: "lists as far to the left as their keys",
      before: """
        schema:
        - name: t
          properties:
          - name: a
            description: "over
              lines"
          description: t
        # not of the list
        tags: [x]

        """,
      after: """
        schema:
        - name: t
          properties:
          - name: a
            description: "over
              lines"
          - name: new
            logicalType: integer
            physicalType: integer
          description: t

        - name: fresh
          physicalName: fresh
          physicalType: table
          logicalType: object
          properties:
          - name: x
            logicalType: integer
            physicalType: integer
        # not of the list
        tags: [x]

        """),
    EditCase(
      name: "wide indentation, and a table without columns so far",
      before: """
        schema:
            -   name: t
                description: >+
                    kept

            -   name: u

        """,
      after: """
        schema:
            -   name: t
                description: >+
                    kept

                properties:
                    - name: a
                      logicalType: integer
                      physicalType: integer
                      required: true
                    - name: new
                      logicalType: integer
                      physicalType: integer
            -   name: u

            - name: fresh
              physicalName: fresh
              physicalType: table
              logicalType: object
              properties:
                  - name: x
                    logicalType: integer
                    physicalType: integer

        """),
    EditCase(
      name: "no schema yet", before: "tags: [x]\n...\n",
      after: """
        tags: [x]

        schema:
        \(object)

          - name: t
            physicalName: t
            physicalType: table
            logicalType: object
            properties:
              - name: a
                logicalType: integer
                physicalType: integer
                required: true
              - name: new
                logicalType: integer
                physicalType: integer
        ...

        """),
    EditCase(
      name: "no line feed at the end",
      before: "schema:\n  - name: t\n    properties:\n      - name: a",
      after: "schema:\n  - name: t\n    properties:\n      - name: a\n\(property)\n\n\(object)"),
    EditCase(
      name: "names that are taken",
      before: """
        schema:
          - name: fresh
            physicalName: t
            properties:
              - {name: new, physicalName: a}

        """,
      after: """
        schema:
          - name: fresh
            physicalName: t
            properties:
              - {name: new, physicalName: a}
              - name: new_2
                physicalName: new
                logicalType: integer
                physicalType: integer

          - name: fresh_2
            physicalName: fresh
            physicalType: table
            logicalType: object
            properties:
              - name: x
                logicalType: integer
                physicalType: integer

        """),
  ]
}
