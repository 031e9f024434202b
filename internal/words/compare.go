package words

func Either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
