package words

// Fact is one thing said of somebody or something, with what it is: "Lives with", "a foster carer".
type Fact struct{ Label, Value string }
