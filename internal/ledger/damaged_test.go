package ledger

// damagedGolden gives, by a text that is not UTF-8, the hash of an entry that holds it, as made at commit c9dd200.
var damagedGolden = map[string]string{
	"\xff":                 "218c2ed3bc0740d8571e2e3d6a3c5052cec2b10748fccd509d6e238f97b39cb7",
	"a\xffb":               "b0bdd33523c0452073cd12e1330222480419f136b7b39831545c1773ff12df6e",
	"\xe9 caf\xe9":         "c099f616f1c2c3a629932ab993f488c33cbe3218798e0fbc1ac2db2491f93307",
	"\xc3":                 "218c2ed3bc0740d8571e2e3d6a3c5052cec2b10748fccd509d6e238f97b39cb7",
	"\xed\xa0\x80":         "72f7c4b48e591c1053a640cb15fc9a712843c782f342f1018a6a3171675508bc",
	"\xf4\x90\x80\x80":     "19848e7c79a5c71508852c43e352b0b9a2956ff471f46ff072a8189a64cacba0",
	"\xc0\x80":             "bf94a84a49b81e274c99bfe7cb796122aa87523582f1b10e8277c05b64a7499a",
	"\xe2\x82":             "bf94a84a49b81e274c99bfe7cb796122aa87523582f1b10e8277c05b64a7499a",
	"\xf0\x9f\x98":         "72f7c4b48e591c1053a640cb15fc9a712843c782f342f1018a6a3171675508bc",
	"ok\x80\x81\x82\u00e9": "69ac60e889302b83524248e0cbefe51113bdcbf2d100780f106972a3f151cfc1",
}
