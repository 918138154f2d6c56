package align

import "strings"

// spellings are what English letters mostly stand for, longest first where one begins another. It is the last resort,
// for words that are in no dictionary: a search is content with what is roughly so.
var spellings = []struct{ letters, phones string }{
	{"tion", "SH AH N"}, {"bj", "B Y"}, {"fj", "F Y"}, {"sion", "ZH AH N"}, {"ough", "AO"}, {"augh", "AO"}, {"eigh", "EY"}, {"tch", "CH"}, {"dge", "JH"},
	{"igh", "AY"}, {"sch", "SH"}, {"chr", "K R"}, {"qu", "K W"}, {"ch", "CH"}, {"sh", "SH"}, {"th", "TH"}, {"ph", "F"}, {"gh", "G"},
	{"wh", "W"}, {"wr", "R"}, {"kn", "N"}, {"ck", "K"}, {"ng", "NG"}, {"ce", "S EH"}, {"ci", "S IH"}, {"cy", "S IY"}, {"ge", "JH EH"}, {"gi", "JH IH"},
	{"ee", "IY"}, {"ea", "IY"}, {"ie", "IY"}, {"ei", "AY"}, {"ey", "EY"}, {"oo", "UW"}, {"ou", "AW"}, {"ow", "OW"}, {"oy", "OY"}, {"oi", "OY"},
	{"ai", "EY"}, {"ay", "EY"}, {"au", "AO"}, {"aw", "AO"}, {"eu", "Y UW"}, {"ew", "UW"}, {"ue", "UW"}, {"oa", "OW"},
	{"ar", "AA R"}, {"er", "ER"}, {"ir", "ER"}, {"or", "AO R"}, {"ur", "ER"},
	{"a", "AE"}, {"b", "B"}, {"c", "K"}, {"d", "D"}, {"e", "EH"}, {"f", "F"}, {"g", "G"}, {"h", "HH"}, {"i", "IH"}, {"j", "JH"}, {"k", "K"},
	{"l", "L"}, {"m", "M"}, {"n", "N"}, {"o", "AA"}, {"p", "P"}, {"q", "K"}, {"r", "R"}, {"s", "S"}, {"t", "T"}, {"u", "AH"}, {"v", "V"},
	{"w", "W"}, {"x", "K S"}, {"y", "IY"}, {"z", "Z"},
}

// plainLetters are letters of other alphabets by the ones that sound most like them.
var plainLetters = strings.NewReplacer("ä", "e", "ö", "o", "ü", "u", "ß", "ss", "å", "o", "ø", "o", "æ", "a", "é", "ay", "è", "e", "ê", "e",
	"ë", "e", "á", "a", "à", "a", "â", "a", "ã", "an", "í", "i", "ì", "i", "î", "i", "ï", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u",
	"ù", "u", "û", "u", "ñ", "ny", "ç", "s", "č", "ch", "š", "sh", "ž", "s", "ł", "w", "ś", "sh", "ń", "ny", "ý", "i", "ğ", "", "ı", "i", "ş", "sh")

// byLetters says a word as it is spelled.
func byLetters(word string) []string {
	word = plainLetters.Replace(word)
	if n := len(word); n > 3 && word[n-1] == 'e' && !strings.ContainsRune("aeiou", rune(word[n-2])) {
		word = word[:n-1]
	}
	var out []string
	for i := 0; i < len(word); {
		step := 1
		for _, s := range spellings {
			if !strings.HasPrefix(word[i:], s.letters) {
				continue
			}
			step = len(s.letters)
			for _, p := range strings.Fields(s.phones) {
				// Letters doubled are said once.
				if len(out) == 0 || out[len(out)-1] != p {
					out = append(out, p)
				}
			}
			break
		}
		i += step
	}
	return out
}
