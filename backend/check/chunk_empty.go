package check

var chunkEmpty = Check{
	ID: "chunk.empty", Severity: Warn,
	Why:     "A chunk without turns has nothing to read: its turns went elsewhere, or the file is not whole.",
	Example: "a file that ends with its front matter",
	chunk: func(c *chunkSight, r *report) {
		if len(c.Turns) == 0 {
			r.field(c, -1, -1, "This chunk has no turns.")
		}
	},
}
