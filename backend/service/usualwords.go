// This file knows the short words that English uses most, which a dictionary of how words are said does not tell apart from
// rare names.

package service

import "strings"

// usualEnglish are words that stand by themselves far more often than as a part of another.
var usualEnglish = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`
a about above act add after again age ago air all also am an and any are arm art as ask at ate away
back bad bag ball bank bar base be bed been bell below best bid big bit board boat body book both box boy break bring brother build burn bus but buy by
cake call came can cap car card care case cat catch cent change chase check child city class clock close cloud coat cold come cook cost could count course cover cross cup cut
dark day dead deal did die do doctor does dog done door down draw dream dress drink drive drop dry
each ear earth east eat edge egg end ever every eye
face fact fair fall family far farm fast father feel feet fell few field fill find fine fire first fish fit five floor fly fold foot for form found four free friend from front full fun
game garden gate gave get girl give glass go god going gold gone good got grand great green ground group grow guess guy
had hair half hall hand hang happy hard has hat have he head hear heart held help her here hero high hill him his hit hold hole home hope horse hot hour house how
i ice idea if in inch ink into is it its
job join judge jump just
keep key kick kid kind king knew know
lady lake land large last late law lay lead learn led left leg less let letter life light like line list listen live local log long look lord lost lot love low
mad made main make man many map mark master may me mean meet men met might mile milk mind mine minute miss money month moon more most mother mouth move much must my
name near neck need never new next nice night nine no none noon nor north nose not note now number
of off office often oh oil old on once one only open or order other our out over own
pack page pain paint pair pan paper park part party pass past pay pen people per pet pick picture piece pin place plan plane plant plate play point pop port post power press price pull push put
quite
race rain ran rate reach read real red rest rich ride right ring rise road rock roll room root rope rose round row rule run
sad said sail salt same sand sat save saw say school sea seat second see seem seen self sell send sent set seven shall shape she ship shoe shop shore short shot should show side sight sign since sing sister sit six size skin sky sleep slow small snow so some son song soon sort sound south space speak spoke spot spring stage stand star start state stay step stick still stone stop store storm story strange street strong such suit summer sun sure
table tail take talk tall tea team tell ten tend test than thank that the their them then there these they thing think third this those though thought three through throw time tie tin to today together told tone too took top touch town track train tree trip true truth try turn two type
under unit until up upon us use
very view voice
wait walk wall want war warm was wash watch water way we wear week well went were west what wheel when where which while white who whole why wide wife will win wind window wing winter wise wish with within without woman wood word work world worth would write wrong
yard yeah year yes yet you young your`) {
		words[w] = true
	}
	return words
}()
