import CLibXML2

/// An element of a document that libxml2 has read.
struct ParsedXML {
  let name: String
  let attributes: [String: String]
  let children: [ParsedXML]
  /// The text in this element and below it.
  let text: String

  func children(named name: String) -> [ParsedXML] { children.filter { $0.name == name } }

  func integer(_ attribute: String) -> Int? { attributes[attribute].flatMap { Int($0) } }

  /// The time of the element in thousandths, if it has exactly three decimals.
  var milliseconds: Int? {
    guard let parts = attributes["time"]?.split(separator: "."), parts.count == 2,
      parts[1].count == 3
    else { return nil }
    return Int(parts.joined())
  }

  /// Nil when the text is not well-formed, under the limits that parsers have by default.
  init?(_ text: String) {
    let options = CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
    let document = unsafe xmlReadMemory(text, CInt(text.utf8.count), nil, nil, options)
    guard let document = unsafe document else { return nil }
    defer { unsafe xmlFreeDoc(document) }
    guard let root = unsafe xmlDocGetRootElement(document) else { return nil }
    self = unsafe ParsedXML(element: root)
  }

  private init(element: xmlNodePtr) {
    name = unsafe String(cString: element.pointee.name)
    var attributes: [String: String] = [:]
    var attribute = unsafe element.pointee.properties
    while let current = unsafe attribute {
      let key = unsafe String(cString: current.pointee.name)
      attributes[key] = unsafe content(current.pointee.children)
      unsafe attribute = current.pointee.next
    }
    self.attributes = attributes
    var children: [ParsedXML] = []
    var child = unsafe element.pointee.children
    while let current = unsafe child {
      if unsafe current.pointee.type == XML_ELEMENT_NODE {
        children.append(unsafe ParsedXML(element: current))
      }
      unsafe child = current.pointee.next
    }
    self.children = children
    text = unsafe content(element)
  }
}

private func content(_ node: xmlNodePtr?) -> String {
  guard let node = unsafe node, let content = unsafe xmlNodeGetContent(node) else { return "" }
  defer { unsafe whtest_xml_free(content) }
  return unsafe String(cString: content)
}

/// What libxml2's schema validator says against a document; nil when the schema itself is wrong.
func schemaErrors(in text: String, schema path: String) -> [String]? {
  let parser = unsafe xmlSchemaNewParserCtxt(path)
  defer { unsafe xmlSchemaFreeParserCtxt(parser) }
  guard let schema = unsafe xmlSchemaParse(parser) else { return nil }
  defer { unsafe xmlSchemaFree(schema) }
  let document = unsafe xmlReadMemory(text, CInt(text.utf8.count), nil, nil, 0)
  defer { unsafe xmlFreeDoc(document) }
  let validator = unsafe xmlSchemaNewValidCtxt(schema)
  defer { unsafe xmlSchemaFreeValidCtxt(validator) }

  let errors = ErrorList()
  let context = unsafe Unmanaged.passUnretained(errors).toOpaque()
  unsafe xmlSchemaSetValidStructuredErrors(
    validator,
    { context, error in
      guard let context = unsafe context, let message = unsafe error?.pointee.message
      else { return }
      let errors = unsafe Unmanaged<ErrorList>.fromOpaque(context).takeUnretainedValue()
      errors.messages.append(unsafe String(cString: message))
    }, context)
  let status = unsafe xmlSchemaValidateDoc(validator, document)
  return withExtendedLifetime(errors) {
    status == 0 || !errors.messages.isEmpty ? errors.messages : ["status \(status)"]
  }
}

private final class ErrorList {
  var messages: [String] = []
}
