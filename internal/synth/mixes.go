package synth

// The mixes follow the published national shape of each item, with an inner
// London population.

var ethnicities = []share{
	{"WBRI", 20}, {"WIRI", 1}, {"WIRT", 0.3}, {"WROM", 0.4}, {"WOTH", 9}, {"MWBC", 9}, {"MWBA", 4}, {"MWAS", 1.5},
	{"MOTH", 6}, {"AIND", 1}, {"APKN", 1.5}, {"ABAN", 3}, {"CHNE", 0.8}, {"AOTH", 3}, {"BCRB", 15}, {"BAFR", 16},
	{"BOTH", 5}, {"OOTH", 3.5}, {"REFU", 0.5},
}

var unaccompaniedEthnicities = []share{{"AOTH", 25}, {"BAFR", 35}, {"OOTH", 30}, {"WOTH", 10}}

var referralSources = []share{
	{"1A", 6}, {"1B", 1}, {"1C", 0.6}, {"1D", 2}, {"2A", 19}, {"2B", 2}, {"3A", 2}, {"3B", 2.5}, {"3C", 0.6}, {"3D", 2}, {"3E", 5},
	{"3F", 4}, {"4", 2}, {"5A", 7}, {"5B", 4}, {"5C", 4}, {"5D", 3}, {"6", 28}, {"7", 2.5}, {"8", 4}, {"9", 2.5}, {"10", 1},
}

var primaryNeeds = []share{
	{"N1", 57}, {"N3", 3.5}, {"N4", 10}, {"N5", 15}, {"N6", 3}, {"N7", 1.5}, {"N8", 1.5}, {"N0", 1},
}

var disabilities = []share{
	{"LD", 30}, {"AUT", 32}, {"BEH", 14}, {"COMM", 14}, {"MOB", 10}, {"PC", 5}, {"HAND", 2}, {"INC", 4},
	{"HEAR", 4}, {"VIS", 3}, {"CON", 3}, {"DDA", 8},
}

var abuseCategories = []share{{"NEG", 49}, {"EMO", 37}, {"PHY", 8}, {"SAB", 4}, {"MUL", 2}}

var factorsFound = []share{
	{"3B", 28}, {"4B", 24}, {"4A", 14}, {"1B", 12}, {"2B", 11}, {"16A", 12}, {"17A", 15}, {"18C", 8}, {"18B", 3}, {"3A", 8},
	{"3C", 4}, {"5A", 6}, {"6A", 5}, {"6B", 4}, {"5B", 2}, {"10A", 3}, {"11A", 3}, {"24A", 4}, {"13A", 3}, {"14A", 5}, {"15A", 5},
	{"19C", 3}, {"19B", 2}, {"7A", 3}, {"2A", 4}, {"1A", 2}, {"12A", 1}, {"20", 9}, {"23A", 0.5}, {"22A", 0.4},
}

var closures = []share{{"RC7", 78}, {"RC5", 14}, {"RC3", 4}, {"RC6", 3}}

var placementProviders = map[string][]share{
	"U1": {{"PR1", 1}}, "U2": {{"PR1", 1}}, "U3": {{"PR1", 1}},
	"U4": {{"PR1", 42}, {"PR4", 45}, {"PR5", 11}, {"PR2", 2}}, "U5": {{"PR1", 80}, {"PR5", 20}},
	"U6": {{"PR1", 38}, {"PR4", 48}, {"PR5", 12}, {"PR2", 2}},
	"K1": {{"PR2", 80}, {"PR4", 20}}, "K2": {{"PR4", 78}, {"PR1", 10}, {"PR5", 12}},
	"H5": {{"PR4", 80}, {"PR5", 15}, {"PR1", 5}}, "P1": {{"PR0", 1}}, "P2": {{"PR4", 60}, {"PR1", 40}},
	"R2": {{"PR3", 1}}, "R3": {{"PR4", 70}, {"PR5", 30}}, "R5": {{"PR3", 1}}, "S1": {{"PR4", 1}},
	"A5": {{"PR1", 1}}, "A6": {{"PR1", 55}, {"PR2", 25}, {"PR5", 20}}, "Z1": {{"PR1", 1}},
}

var changeReasons = []share{
	{"CARPL", 42}, {"CREQB", 17}, {"CREQO", 13}, {"LAREQ", 9}, {"CHILD", 7}, {"CLOSE", 3}, {"STAND", 3}, {"ALLEG", 2}, {"APPRR", 1}, {"OTHER", 3},
}

var participations = []share{{"PN1", 52}, {"PN2", 8}, {"PN3", 3}, {"PN4", 2}, {"PN5", 6}, {"PN6", 22}, {"PN7", 7}}

var interviewOutcomes = []share{{"held", 72}, {"declined", 13}, {"not offered", 10}, {"missing again", 5}}

var engagedActivities = []share{{"F1", 10}, {"P1", 1}, {"F2", 40}, {"P2", 4}, {"F4", 5}, {"F5", 31}, {"P5", 9}}

var idleActivities = []share{{"G4", 24}, {"G5", 55}, {"G6", 15}, {"0", 6}}

var suitableHomes = []share{
	{"U1", 38}, {"D1", 22}, {"Z1", 12}, {"B1", 12}, {"E1", 4}, {"T1", 3}, {"K1", 3}, {"C1", 3}, {"Y1", 2}, {"G1", 1},
}

var unsuitableHomes = []share{{"X2", 35}, {"S2", 22}, {"V2", 10}, {"W2", 6}, {"R2", 10}, {"Y2", 8}, {"B2", 6}, {"D2", 3}}

var previousPermanences = []share{{"Z1", 88}, {"P1", 2.5}, {"P2", 6}, {"P3", 2.5}, {"P4", 1}}

var workerChanges = []share{{"MANAGE", 60}, {"ABSENC", 18}, {"ORGRST", 8}, {"CHCHAN", 4}, {"PCCHAN", 4}, {"OTHERS", 6}}
