// Package e2e tests Heed from the outside, as the people who use it meet it: the real binary, with an invented council in it, in
// a real browser. It walks the pages as a director, a social worker, an analyst and an elected member, looks at every page of
// every role with axe, and kills an import half-way.
//
// The tests have the build tag e2e, since they need Chromium and axe-core. make e2e runs them; README.md says more.
package e2e
