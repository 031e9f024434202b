package outline

// Numbering gives each item name a number, so that visitors need no lookups.
type Numbering struct {
	Names  []string
	number map[string]int
}

// Of gives the number of a name, a new one where it has none.
func (n *Numbering) Of(name string) int {
	if i, ok := n.number[name]; ok {
		return i
	}
	if n.number == nil {
		n.number = map[string]int{}
	}
	n.number[name] = len(n.Names)
	n.Names = append(n.Names, name)
	return len(n.Names) - 1
}

// Group makes a group that holds these items and groups.
func (n *Numbering) Group(name string, items []string, groups ...*Group) *Group {
	g := &Group{Name: name, Items: make(map[string]int, len(items)), Groups: make(map[string]*Group, len(groups))}
	for _, item := range items {
		g.Items[item] = n.Of(item)
	}
	for _, inner := range groups {
		g.Groups[inner.Name] = inner
	}
	return g
}
