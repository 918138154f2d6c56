// This file knows languages by their names and their longer codes, so that German, deutsch, deu and de are one.

package service

import "strings"

// tongues are languages that are spoken in many transcripts: the code of each, and what else it is called, in small letters.
var tongues = namesOf(`
ar ara arabic العربية
ca cat catalan català
cs ces cze czech čeština
da dan danish dansk
de deu ger german deutsch
el ell gre greek ελληνικά
en eng english
es spa spanish español castellano
fi fin finnish suomi
fr fra fre french français francais
he heb hebrew עברית
hi hin hindi हिन्दी
hu hun hungarian magyar
it ita italian italiano
ja jpn japanese 日本語
ko kor korean 한국어
nl nld dut dutch nederlands
no nor norwegian norsk nb nob nn nno
pl pol polish polski
pt por portuguese português portugues
ro ron rum romanian română
ru rus russian русский
sv swe swedish svenska
tr tur turkish türkçe
uk ukr ukrainian українська
zh zho chi chinese mandarin 中文
`)

func namesOf(table string) map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(table) {
		all := strings.Fields(line)
		for _, name := range all {
			names[name] = all[0]
		}
	}
	return names
}
