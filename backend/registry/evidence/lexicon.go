package evidence

import "strings"

// This file is what is known of words beforehand: data, and no rule. All of it is about English and the trade of software
// in general, none about one series; what a registry says of a tag comes first.

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// ordinary words are said all the time, and as a tag mean something else: the name of a language, a library, a style. Only
// words are here that hardly mean themselves as a tag, as verbs and such do: a tag rust means rust in a show about iron.
// Others are found by how the series uses them.
var ordinary = set(`
	basic brave c clean d express fly go it less linear make meta next play r react rest solid swift us who`)

// actors do what stands behind them: after I and to and will an ordinary word is a verb.
var actors = set(`
	i you we they he she it who people everybody everyone somebody someone anybody nobody guys to not never always just
	can could will would shall should must may might let's lets i'll you'll we'll they'll he'll she'll it'll that'll i'd
	you'd we'd they'd he'd she'd don't doesn't didn't can't couldn't won't wouldn't shouldn't gonna wanna gotta did
	does please then`)

// particles stand behind a verb and behind no name.
var particles = set(`to back through into ahead away out down up around home there here further forward wrong crazy deep
	deeper straight live beyond onto along together well`)

// articles and what stands like them. Behind one, a name of this kind needs a noun of the trade behind it.
var articles = set(`a an the this that these those my your our their his her its some any each every no another`)

// describers stand before a noun in two words (a start up), and not before a verb with its particle.
var describers = set(`a an the this that my your our their his her its each every another first second new early successful
	small big good great young hot cool few many of for stage`)

// bearers stand before the name of what something is made of or compared with: in Go, versus REST.
var bearers = set(`in with using like than of for from about over via learn learned learning love choose chose
	chosen picked prefer use used uses writing write wrote speak speaks into`)

// joins stand between two of a kind: Rust and Go.
var joins = set(`and or versus vs`)

// makers stand before "in" and a name: written in Go.
var makers = set(`write writes wrote written writing rewrite rewrites rewrote rewritten rewriting build built building
	program programmed programming code coded coding develop developed developing implement implemented port ported
	compile compiled created`)

// tradeNouns stand behind the name of a technology: Go code, REST API.
var tradeNouns = set(`api apis architecture backend backends bindings client clients code codebase community compiler
	connector connectors developer developers ecosystem endpoint endpoints engine engineer engineers framework frontend
	gateway gateways interface interfaces language languages layer libraries library landscape middleware module modules
	package packages programming programing programs router runtime sdk sdks server servers service services spec stack
	syntax tooling tools version versus vs`)

// related are other names of what tags of the trade commonly mean: of a tag that the registry has no synonyms for.
var related = map[string][]string{
	"ai":               {"artificial intelligence", "machine learning", "llm", "large language model", "language model", "chatgpt", "gpt"},
	"c-sharp":          {"c#"},
	"cpp":              {"c++"},
	"ci-cd":            {"continuous integration", "continuous delivery"},
	"css":              {"stylesheet"},
	"developer-tools":  {"devtools", "dev tools"},
	"founder":          {"co-founder"},
	"go":               {"golang"},
	"javascript":       {"ecmascript"},
	"kubernetes":       {"k8s"},
	"llm":              {"large language model", "language model"},
	"machine-learning": {"deep learning", "neural network"},
	"mcp":              {"model context protocol"},
	"nodejs":           {"node.js"},
	"observability":    {"opentelemetry"},
	"postgres":         {"postgresql"},
	"rbac":             {"role based access control"},
	"rest":             {"restful"},
	"seo":              {"search engine optimization"},
	"startup":          {"founder", "founding team", "vc", "venture capital", "fundraising", "investor", "product market fit"},
}

// small words say nothing of what a text is about.
var small = set(`
	a about above actually after again against ago all almost already also although always am an and another any anybody
	anyone anything are aren't around as ask at away awesome back be because been before being below better between big
	bit both but by came can can't cannot case come comes coming could couldn't course day days definitely did didn't
	different do does doesn't doing don't done down each either else end enough especially etc even ever every everybody
	everyone everything exactly example fact far feel few find first five for found four from front get gets getting give
	gives giving go goes going gone gonna good got gotta great guess guy guys had happen happened happens has hasn't have
	haven't having he he's hear heard hello her here here's hey him his honestly hope how however i i'd i'll i'm i've if
	important in inside instead interesting into is isn't it it'll it's its itself just keep kind knew know known knows
	last later least left less let let's like little ll long look looked looking looks lot lots love made mainly make
	makes making many matter maybe me mean means meant might moment more most mostly much must my myself name need needed
	needs never new next nice no nobody nor not nothing now number obviously of off often oh ok okay old on once one ones
	only onto open or order other others our ours out over own part people perfect point pretty probably put puts question
	quite rather re read real really reason right said same saw say saying says second see seen self set several she
	should shouldn't show side simply since single small so some somebody somehow someone something sometimes somewhere
	soon sort speak spend stand start started starting still stuff such super sure take taken takes taking talk talked
	talking tell ten than thank thanks that that's the their theirs them themselves then there there's these they they'll
	they're they've thing things think thinking third this those though thought three through time times to today together
	told too took top totally toward towards tried true try trying turn two type typically uh um under understand until up
	us use used using usually ve very wait want wanted wants was wasn't way ways we we'd we'll we're we've well went were
	weren't what what's whatever when whenever where whether which while who who's whole why will with within without won't
	word words work worked working works would wouldn't wow write wrong yeah year years yep yes yet you you'd you'll
	you're you've your yours yourself`)
