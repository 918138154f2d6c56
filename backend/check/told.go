package check

// This file lists what a file itself tells as it is read, so that it has its reason and its example like any check, and a
// series can switch it off. chunkfile finds it.
var fileChecks = []Check{
	{ID: "yaml.syntax", Severity: Error, Why: "Front matter that is not valid YAML cannot be read by the site, and its fields cannot be changed.", Example: `summary: one: two`},
	{ID: "yaml.duplicate", Severity: Error, Why: "Of a field that stands twice, some readers take the first, some the last, and some refuse the file.", Example: "title: A, and below it title: B"},
	{ID: "yaml.document", Severity: Error, Why: "A line that ends the front matter for readers of YAML cuts off the fields below it.", Example: "... on a line of its own"},
	{ID: "yaml.shape", Severity: Error, Why: "Front matter is a list of fields; anything else has no title and no tags.", Example: "- a, and below it - b"},
	{ID: "yaml.unusual", Severity: Error, Why: "This is YAML that Stet cannot take apart: it can be changed as text alone.", Example: "? key"},
	{ID: "yaml.toobig", Severity: Error, Why: "Front matter as long as a book is a fence that is missing.", Example: "a file whose second --- was deleted"},
	{ID: "yaml.deep", Severity: Error, Why: "No reader of YAML follows lists within lists so far.", Example: "a thousand [ in a row"},
	{ID: "yaml.swallowed", Severity: Warn, Why: "An item that is indented further than the one above it is a part of that one to other readers.", Example: "- go, and below it, indented: - rest"},
	{ID: "yaml.comment", Severity: Info, Why: "In YAML a # begins a comment: what follows is no part of the value.", Example: "title: Issue #5"},
	{ID: "yaml.opaque", Severity: Info, Why: "A field that holds more than a text or a list of texts is kept, and can be changed as text alone.", Example: "links: {site: …}"},
	{ID: "fence.open", Severity: Error, Why: "Front matter that is not closed swallows the whole chunk.", Example: "--- at the top, and no other below the fields"},
	{ID: "enc.utf8", Severity: Error, Why: "A file that is not UTF-8 shows wrong signs everywhere else.", Example: "a file saved as Windows-1252"},
	{ID: "enc.utf16", Severity: Error, Why: "Sites and git read UTF-8.", Example: "a file saved by an old Notepad as “Unicode”"},
	{ID: "enc.nul", Severity: Error, Why: "No text holds a NUL character: the file is damaged.", Example: "a file cut off by a crash"},
	{ID: "enc.bom", Severity: Info, Why: "A byte-order mark at the top does no harm to Stet; some sites show it.", Example: "a file saved as “UTF-8 with BOM”"},
	{ID: "eol.mixed", Severity: Info, Why: "Line ends of two kinds make git show changes that nobody made.", Example: "a file edited on Windows and on a Mac"},
	{ID: "tc.syntax", Severity: Error, Why: "A line that was to be the time of a turn, and is none, is read as words.", Example: "00:12:40:1o - 00:12:48:02"},
	{ID: "tc.range", Severity: Error, Why: "No clock shows such a time, and no frame rate has such a frame.", Example: "00:61:10:12"},
	{ID: "tc.drop", Severity: Warn, Why: "In drop-frame counting some labels are left out; one of them stands here.", Example: "00:01:00;00"},
	{ID: "tc.mixed", Severity: Warn, Why: "Frames behind : and behind ; are counted differently, and drift apart by 3.6 s an hour.", Example: "00:12:40:10 - 00:12:48;02"},
	{ID: "tc.rate", Severity: Warn, Why: "The episode’s frame rate has no such frame, so the turn has no place in the sound.", Example: "00:12:40:27 at 25 frames a second"},
	{ID: "turn.notime", Severity: Warn, Why: "A turn without a time cannot be heard by a click, and its words cannot be placed.", Example: "a speaker’s name below an empty line"},
	{ID: "body.glued", Severity: Info, Why: "Times, speakers and words that run together on one line are read rightly by few programs.", Example: "00:21:34:28 - 00:22:00:20Jens"},
	{ID: "body.lead", Severity: Info, Why: "Text before the first turn belongs to nobody; most likely it was left over.", Example: "a page number, or “Episode 8”"},
	{ID: "series.unread", Severity: Error, Why: "What the chunks of a series are held against can be read, or nobody knows whether they keep it.", Example: "a tags_master.yaml with a sign of git’s merge in it"},
	{ID: "waiver.idle", Severity: Warn, Why: "What the file beside the content lets stand is found by a check, or the entry is mistyped, or about something that was mended.", Example: "field: timecode, where the check tells of end_time"},
	{ID: "export.refused", Severity: Error, Why: "The chunk cannot be written into its file so that it reads back as it is here.", Example: "a turn that begins with a timecode"},
}
