package listing

// PageSize is how many rows a page of a list has where nothing else is asked for.
const PageSize = 50

// Window gives the limit and offset of a page of a list, whose pages count from 1. Fewer than no rows a page is all rows: the
// limit is 0.
func Window(page, perPage int) (limit, offset int) {
	if perPage < 0 {
		return 0, 0
	}
	if perPage == 0 {
		perPage = PageSize
	}
	return perPage, perPage * max(page-1, 0)
}

// Cut cuts a page out of a whole list.
func Cut[T any](list []T, page, perPage int) []T {
	limit, offset := Window(page, perPage)
	if limit == 0 {
		return list
	}
	list = list[min(offset, len(list)):]
	return list[:min(limit, len(list))]
}
