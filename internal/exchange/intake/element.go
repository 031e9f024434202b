package intake

import "heed/catalogue"

// UnexpectedElement is the fault of an element that its format does not have, or of
// stray text, where element is blank, within the element in.
func UnexpectedElement(file, in, element string, line int) Fault {
	if element == "" {
		return Fault{
			File: file, Line: line, Field: in, ValueKind: "text",
			Reason: "stray text in " + in, Effect: EffectUnread,
		}
	}
	return Fault{
		File: file, Line: line, Field: element, ValueKind: "element",
		Reason: "unknown element in " + in, Effect: EffectUnread,
	}
}

// GivenTwice is the fault of an element that its record has had already.
func GivenTwice(file string, s *Shape, field, line int) Fault {
	return Fault{
		File: file, Line: line, RecordType: s.Type.ID, Field: s.FieldName(field),
		ValueKind: "element", Reason: "given twice; the first stays", Effect: EffectUnread,
	}
}

// MistakenEncoding is the fault of a file that is not, from a line on, in the encoding that it says it is in: one for all of it.
func MistakenEncoding(file string, line int, reason string) Fault {
	return Fault{File: file, Line: line, ValueKind: "bytes of another encoding", Reason: reason, Effect: catalogue.EffectAsGiven}
}
