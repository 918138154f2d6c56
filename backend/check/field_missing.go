package check

var fieldMissing = Check{
	ID: "field.missing", Severity: Error,
	Why:     "All files of a series have the same fields; the profile says which none may lack. As long as none is kept, most files do, and it is a warning.",
	Example: "no summary, where the profile requires one",
	chunk:   differing("field.missing", nil),
}
