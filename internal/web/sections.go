package web

import (
	"embed"

	"heed/internal/web/about"
	"heed/internal/web/accounts"
	"heed/internal/web/children"
	"heed/internal/web/clocks"
	"heed/internal/web/coverage"
	"heed/internal/web/door"
	"heed/internal/web/drift"
	"heed/internal/web/extract"
	"heed/internal/web/figures"
	"heed/internal/web/findings"
	"heed/internal/web/home"
	"heed/internal/web/imports"
	"heed/internal/web/jobs"
	"heed/internal/web/kit"
	"heed/internal/web/matching"
	"heed/internal/web/oversight"
	"heed/internal/web/published"
	"heed/internal/web/restrictions"
	"heed/internal/web/rules"
)

//go:embed *.html
var templates embed.FS

// sections lists the pages of every subject.
func sections(running *imports.Pages) []kit.Section {
	return []kit.Section{
		home.Section(),
		clocks.Section(),
		coverage.Section(),
		findings.Section(),
		drift.Section(),
		children.Section(),
		figures.Section(),
		rules.Section(),
		imports.Section(running),
		extract.Section(),
		matching.Section(),
		door.Section(),
		oversight.Section(),
		accounts.Section(),
		restrictions.Section(),
		jobs.Section(),
		published.Section(),
		about.Section(),
	}
}

func routesOf(sections []kit.Section) []kit.Route {
	var list []kit.Route
	for _, section := range sections {
		list = append(list, section.Routes...)
	}
	return list
}

// Routes lists every route. The tests of access, of accessibility and of speed walk these rows, so that none escapes.
func Routes() []kit.Route { return routesOf(sections(new(imports.Pages))) }
