package rulebook

import "heed/internal/strictyaml"

// Finding is one fault in a rule or its tests. Its File is the path within the rulebook, its ID the rule's.
type Finding = strictyaml.Fault //nolint:errname // a linter's findings are also what parsing fails with
