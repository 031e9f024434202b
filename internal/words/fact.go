package words

// Fact is one thing that says who a child is.
type Fact struct{ Label, Value string }
