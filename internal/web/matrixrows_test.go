//go:build !race || long

package web_test

import (
	"net/url"
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
	"heed/rulebook"
)

// extent is the most that a role may see of any child.
type extent int

// The extents: totals alone, children by their numbers, children by name too. signsInNever is for what no person is.
const (
	totals extent = iota + 1
	numbers
	names
	signsInNever
)

// atMost says of every role the most that it may see. A role that is not here fails the matrix.
var atMost = map[access.Role]extent{
	access.SocialWorker: names, access.PersonalAdviser: names, access.FamilySupportWorker: names, access.ReviewingOfficer: names,
	access.ConferenceChair: names, access.TeamManager: names, access.LookedAfterNurse: names, access.MissingCoordinator: names,
	access.HeadOfService: numbers, access.Director: numbers, access.Analyst: numbers, access.Inspector: numbers,
	access.ElectedMember: totals, access.Partner: totals, access.InvitedAgency: totals, access.SafeguardingPartners: totals,
	access.Administrator:  totals,
	access.System:         signsInNever,
	"virtual school head": numbers, "special educational needs manager": numbers, "education welfare officer": numbers, "home education officer": numbers,
	"leaving care manager": numbers, "head of leaving care": numbers, "service manager": numbers, "emergency duty team": numbers, "early help lead": numbers,
	"conference administrator": numbers, "legal services": numbers, "court progression manager": numbers, "placement panel": numbers,
	"permanence panel chair": numbers, "fostering manager": numbers, "special guardianship team": numbers, "special guardianship support": numbers,
	"head of adoption": numbers, "adoption manager": numbers, "adoption social worker": numbers, "adoption support social worker": numbers,
	"adoption recruitment": numbers, "family finder": numbers, "agency decision-maker": numbers, "panel adviser": numbers, "panel chair": numbers,
}

// nobodysChild is a number that no child has.
const nobodysChild = "9999"

// restrictedTo says of each restricted child of the small council who has a grant by name.
var restrictedTo = map[string][]string{"1003": {"W2", "W5"}, "1006": nil}

// probe is one thing that is asked of a route. child is the child that it names, blank where it names none.
type probe struct {
	path, child string
	form        url.Values
}

// known is what the addresses of probes are made of.
type known struct {
	children, figures, rules, duties []string
	upload, job                      string
}

// knownOf gives every child and some rules of each kind; in a short run a few.
func knownOf(t *testing.T, h *testkit.Heed, upload string) known {
	t.Helper()
	k := known{children: append(testkit.Children(), nobodysChild), upload: upload}
	some := 12
	if testing.Short() {
		k.children, some = []string{"1002", "1003", "1004", "1006", nobodysChild}, 2
	}
	pick := func(kind rulebook.Kind) (ids []string) {
		all := h.Book().Kind(kind)
		for i := 0; i < len(all); i += max(1, len(all)/some) {
			ids = append(ids, all[i].ID)
		}
		return append(ids, "no-such-rule")
	}
	k.figures, k.duties = append(pick(rulebook.Measure), "cpp-count", "lac-count"), append(pick(rulebook.Duty), "lac-review-1", "cp-visit")
	k.rules = append(k.figures, k.duties...)
	return k
}

// of gives an address for each of some ids, with each of some endings.
func of(before string, ids []string, after ...string) (list []probe) {
	for _, id := range ids {
		for _, end := range append([]string{}, after...) {
			list = append(list, probe{path: before + id + end})
		}
	}
	return list
}

// about gives an address for each child, with each of some endings.
func (k known) about(before string, after ...string) (list []probe) {
	for _, child := range k.children {
		for _, end := range after {
			list = append(list, probe{path: before + child + end, child: child})
		}
	}
	return list
}

// posts gives one form for each child.
func (k known) posts(path string, form func(child string) url.Values) (list []probe) {
	for _, child := range k.children {
		list = append(list, probe{path: path, child: child, form: form(child)})
	}
	return list
}

func pages(paths ...string) (list []probe) {
	for _, path := range paths {
		list = append(list, probe{path: path})
	}
	return list
}

// post gives one form without a child.
func post(path string, pairs ...string) []probe {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return []probe{{path: path, form: form}}
}

const everyStatus = "?status=overdue&status=met&status=met+late&status=missed&status=running&status=due+soon&status=cannot+tell&status=excused"

// clocksOf gives every way of asking a list of clocks: by status, by each child, and by whoever works with the restricted ones.
func (k known) clocksOf(path string) []probe {
	list := append(pages(path, path+everyStatus, path+"?unallocated=yes", path+"?owner=W2", path+"?owner=W5", path+"?team=T1", path+"?mine=yes",
		path+"?duty=lac-review-1", path+"?duty=cp-visit&status=overdue", path+"?as_at=2026-03-31"), k.about(path+"?child=", "")...)
	return list
}

// exported gives every kind of download, in each form of its file, of records that hold something of the restricted children.
func exported() []probe {
	list := pages("/exports/file", "/exports/file?what=annex-a", "/exports/file?what=annex-a&as_at=2026-03-31", "/exports/file?what=ssda903&year=2026",
		"/exports/file?what=ssda903&year=2027", "/exports/file?what=cin&year=2026", "/exports/file?what=cin&year=2027&form=csv", "/exports/file?what=cin&year=2027&form=xlsx")
	for _, recordType := range []string{"child", "child_name", "episode", "cp_plan", "allocation", "restriction", "access_grant", "identity_decision", "health_assessment", "no-such"} {
		list = append(list, pages("/exports/file?what=records&type="+recordType, "/exports/file?what=records&as_at=2026-03-31&form=csv&type="+recordType)...)
	}
	return append(list, pages("/exports/file?what=records&form=xlsx&type=allocation", "/exports/file?what=records&form=parquet&type=allocation",
		"/exports/file?what=cin&year=2027&form=parquet")...)
}

// probes says of every route, by its name, what is asked of it. A route that is not here fails the matrix, and so does one here that there
// is not.
var probes = map[string]func(known) []probe{
	"home":            func(known) []probe { return pages("/", "/?as_at=2026-03-31") },
	"clocks":          func(k known) []probe { return k.clocksOf("/clocks") },
	"clocks export":   func(k known) []probe { return k.clocksOf("/clocks.csv") },
	"clock":           func(k known) []probe { return k.about("/clock?duty=lac-review-1&about=", "", "&occasion=x") },
	"coverage":        func(known) []probe { return pages("/coverage") },
	"findings":        func(known) []probe { return pages("/findings", "/findings?team=T1", "/findings?fault=missing") },
	"findings export": func(known) []probe { return pages("/findings.csv", "/findings.csv?team=T1") },
	"drift":           func(known) []probe { return pages("/drift", "/drift?team=T1", "/drift?beyond=yes") },
	"drift export":    func(known) []probe { return pages("/drift.csv", "/drift.csv?team=T1") },
	"find":            func(known) []probe { return pages("/find") },
	"child":           func(k known) []probe { return k.about("/children/", "", "?events=all", "?as_at=2026-03-31") },
	"journey":         func(k known) []probe { return k.about("/children/", "/journey") },
	"oddities":        func(known) []probe { return pages("/access-log/oddities", "/access-log/oddities?to=2026-11-21") },
	"oddity": func(known) []probe {
		return pages("/access-log/oddities/nothing", "/access-log/oddities/2026-11-18.never-allocated.W4", "/access-log/oddities/2026-11-18.never-allocated.W8")
	},
	"oddity looked into": func(known) []probe {
		return post("/access-log/oddities/2026-11-18.never-allocated.W4", "conclusion", "no concern", "found", "nothing")
	},
	"who has seen a child": func(k known) []probe { return k.about("/children/", "/seen") },
	"figures":              func(known) []probe { return pages("/figures", "/figures?as_at=2026-03-31") },
	"figure": func(k known) []probe {
		return of("/figures/", k.figures, "", "?slice=team:Safeguarding+1", "?only=counted")
	},
	"breakdown":      func(k known) []probe { return of("/figures/", k.figures, "/breakdown", "/breakdown?by=team") },
	"rules":          func(known) []probe { return pages("/rules") },
	"rule":           func(k known) []probe { return of("/rules/", k.rules, "") },
	"imports":        func(known) []probe { return pages("/imports") },
	"exports":        func(known) []probe { return pages("/exports", "/exports?as_at=2026-03-31&what=records&type=episode") },
	"export file":    func(known) []probe { return exported() },
	"import batch":   func(known) []probe { return pages("/imports/batch-1", "/imports/no-such") },
	"import faults":  func(known) []probe { return pages("/imports/batch-1/faults.csv", "/imports/no-such/faults.csv") },
	"import undo":    func(known) []probe { return pages("/imports/batch-1/undo", "/imports/no-such/undo") },
	"import running": func(k known) []probe { return pages("/importing/"+k.job, "/importing/no-such") },
	"import preview": func(k known) []probe { return of("/uploads/", []string{k.upload, "nosuch"}, "") },
	"import cancelled": func(k known) []probe {
		return append(post("/importing/"+k.job+"/cancel"), post("/importing/no-such/cancel")...)
	},
	"matches": func(known) []probe { return pages("/matches") },
	"match":   func(k known) []probe { return k.about("/matches/decide?other=1001&first=", "") },
	"access log": func(k known) []probe {
		return append(pages("/access-log", "/access-log?answer=refused", "/access-log?who=W2"), k.about("/access-log?child=", "")...)
	},
	"published":     func(known) []probe { return pages("/published", "/published?q=lambeth") },
	"help":          func(known) []probe { return pages("/help") },
	"accessibility": func(known) []probe { return pages("/accessibility") },
	"sign in":       func(known) []probe { return pages("/sign-in") },
	"find by": func(k known) []probe {
		return k.posts("/find", func(child string) url.Values { return url.Values{"q": {child}} })
	},
	"match decided": func(k known) []probe {
		return k.posts("/matches", func(child string) url.Values { return url.Values{"first": {child}, "other": {"1001"}, "what": {"one"}} })
	},
	"import":                  func(known) []probe { return post("/imports") },
	"import confirmed":        func(known) []probe { return post("/uploads/nosuch") },
	"import mended":           func(known) []probe { return post("/uploads/nosuch/files") },
	"import read again":       func(known) []probe { return post("/uploads/nosuch/again") },
	"import discarded":        func(known) []probe { return post("/uploads/nosuch/discard") },
	"import columns":          func(k known) []probe { return of("/uploads/", []string{k.upload, "nosuch"}, "/columns?file=a.csv") },
	"import columns saved":    func(known) []probe { return post("/uploads/nosuch/columns", "file", "a.csv") },
	"saved columns":           func(known) []probe { return pages("/saved-columns") },
	"saved columns withdrawn": func(known) []probe { return post("/saved-columns/nosuch/withdraw") },

	"import preview faults":          func(k known) []probe { return of("/uploads/", []string{k.upload, "nosuch"}, "/faults.csv") },
	"import preview faults workbook": func(k known) []probe { return of("/uploads/", []string{k.upload, "nosuch"}, "/faults.xlsx") },
	"import faults workbook":         func(known) []probe { return pages("/imports/batch-1/faults.xlsx") },
	"import file chosen":             func(known) []probe { return post("/uploads/nosuch/take", "take-0", "a.csv") },
	"import file left out":           func(known) []probe { return post("/uploads/nosuch/leave-out", "file", "a.csv") },
	"import undo confirmed":          func(known) []probe { return post("/imports/no-such/undo", "decision", "ask", "reason", "a mistake") },
	"breakdown export":               func(k known) []probe { return of("/figures/", k.figures, "/breakdown.csv?by=team") },
	"figure export":                  func(k known) []probe { return of("/figures/", k.figures, "/rows.csv") },
	"figure export workbook":         func(k known) []probe { return of("/figures/", k.figures, "/rows.xlsx") },
	"what waits for records to come": func(k known) []probe { return of("/coverage/", k.duties, "") },
	"published authority":            func(known) []probe { return pages("/published/208", "/published/000") },
	"published file":                 func(known) []probe { return pages("/published/208/figures.csv") },
	"published files":                func(known) []probe { return pages("/published-files") },
	"published file sent":            func(known) []probe { return post("/published-files") },
	"published file preview":         func(known) []probe { return pages("/published-files/nosuch") },
	"published file confirmed":       func(known) []probe { return post("/published-files/nosuch") },
	"published file discarded":       func(known) []probe { return post("/published-files/nosuch/discard") },
	"published series renamed": func(known) []probe {
		return post("/published-renamings", "old", "a", "new", "b", "reason", "a mistake")
	},
	"published series renaming undone": func(known) []probe { return post("/published-renamings/undo", "old", "a", "reason", "a mistake") },

	"background work":           func(known) []probe { return pages("/jobs") },
	"background work cancelled": func(k known) []probe { return append(post("/jobs/"+k.job+"/cancel"), post("/jobs/nosuch/cancel")...) },

	"accounts":               func(known) []probe { return pages("/accounts") },
	"new account":            func(known) []probe { return pages("/accounts/new") },
	"account":                func(k known) []probe { return append(of("/accounts/", k.children, ""), pages("/accounts/W2")...) },
	"review of accounts":     func(known) []probe { return pages("/accounts/review") },
	"review accounts":        func(known) []probe { return post("/accounts/review", "found", "") },
	"make an account":        func(known) []probe { return post("/accounts/new", "name", "", "worker_id", "W2") },
	"change an account":      func(known) []probe { return post("/accounts/nosuch", "name", "x") },
	"give a role":            func(known) []probe { return post("/accounts/nosuch/roles", "role", "") },
	"agree to a role":        func(known) []probe { return post("/accounts/nosuch/roles/agree", "which_role", "director") },
	"end a role":             func(known) []probe { return post("/accounts/nosuch/roles/end", "which_role", "director") },
	"arrange who acts":       func(known) []probe { return post("/accounts/nosuch/acting", "for_account_id", "W2") },
	"agree to who acts":      func(known) []probe { return post("/accounts/nosuch/acting/agree", "which_for", "W2") },
	"end who acts":           func(known) []probe { return post("/accounts/nosuch/acting/end", "which_for", "W2") },
	"make a link to sign in": func(known) []probe { return post("/accounts/nosuch/link") },
	"take away what an account signs in with": func(known) []probe { return post("/accounts/nosuch/forget") },
	"restrictions": func(known) []probe { return pages("/restrictions") },
	"restriction":  func(k known) []probe { return k.about("/restrictions/", "") },
	"restrict a record": func(k known) []probe {
		return k.about("/restrictions/", "") // without a reason, so that nothing is recorded
	},
	"lift a restriction":          func(k known) []probe { return k.about("/restrictions/", "/lift") },
	"agree to lift a restriction": func(k known) []probe { return k.about("/restrictions/", "/lift/agree") },
	"keep a restriction":          func(k known) []probe { return k.about("/restrictions/", "/lift/keep") },
	"give a grant":                func(k known) []probe { return k.about("/restrictions/", "/grants") },
	"agree to a grant":            func(k known) []probe { return k.about("/restrictions/", "/grants/agree") },
	"end a grant":                 func(k known) []probe { return k.about("/restrictions/", "/grants/end") },
	"emergency":                   func(known) []probe { return pages("/emergencies/nosuch") },
	"review an emergency":         func(known) []probe { return post("/emergencies/nosuch", "outcome", "needed") },
	"end an emergency":            func(known) []probe { return post("/emergencies/nosuch/end") },
	"ask for an emergency":        func(k known) []probe { return k.about("/children/", "/emergency") },
	"open in an emergency":        func(k known) []probe { return k.about("/children/", "/emergency") }, // without a reason
	"own account":                 func(known) []probe { return pages("/own") },
	"go on in another role":       func(known) []probe { return post("/own/role", "role", "director") },
	"end other sessions":          func(known) []probe { return post("/own/sessions") },
	"change the password":         func(known) []probe { return post("/own/password") },
	"make recovery codes":         func(known) []probe { return post("/own/codes") },
	"ask again":                   func(known) []probe { return pages("/confirm") },
	"try again":                   func(known) []probe { return post("/confirm") },
	"ask for a code":              func(known) []probe { return pages("/sign-in/code") },
	"try a code":                  func(known) []probe { return post("/sign-in/code") },
	"sign in with the provider":   func(known) []probe { return post("/sign-in/provider") },
	"back from the provider":      func(known) []probe { return pages("/sign-in/back", "/sign-in/back?state=x&code=y") },
	"connect the provider":        func(known) []probe { return post("/link/nosuch/provider") },
	"try again with the provider": func(known) []probe { return post("/confirm/provider") },
	"ask for a passkey":           func(known) []probe { return post("/sign-in/passkey") },
	"sign in with a passkey":      func(known) []probe { return post("/sign-in/passkey/answer", "answer", "{}") },
	"make a passkey by a link":    func(known) []probe { return post("/link/nosuch/passkey") },
	"keep a passkey by a link":    func(known) []probe { return post("/link/nosuch/passkey/answer", "answer", "{}") },
	"ask again for a passkey":     func(known) []probe { return post("/confirm/passkey") },
	"try again with a passkey":    func(known) []probe { return post("/confirm/passkey/answer", "answer", "{}") },
	"make a passkey":              func(known) []probe { return post("/own/passkeys", "name", "x") },
	"keep a passkey":              func(known) []probe { return post("/own/passkeys/answer", "answer", "{}") },
	"remove a passkey":            func(known) []probe { return post("/own/passkeys/remove", "passkey", "nosuch") },

	"link":                   func(known) []probe { return pages("/link/nosuch") },
	"choose a password":      func(known) []probe { return post("/link/nosuch") },
	"ask for the first code": func(known) []probe { return pages("/link/nosuch/codes") },
	"try the first code":     func(known) []probe { return post("/link/nosuch/codes") },
	"picture for the app":    func(known) []probe { return pages("/link/nosuch/picture.png") },

	"sign in as": nil, "sign out": nil, // these change who asks; see TestSignIn
}
