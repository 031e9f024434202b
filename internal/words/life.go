package words

import (
	"slices"
)

func NonBlank(words ...string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}
