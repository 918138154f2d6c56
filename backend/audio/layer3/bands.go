// The bands that scale factors hold for, by sampling rate (ISO 11172-3 table B.8, 13818-3 table B.2; those of MPEG-2.5
// are what all encoders use).

package layer3

const (
	longBands  = 22
	shortBands = 13
)

// bandTable holds where the bands begin, and the end of the last. Short ones are those of one window.
type bandTable struct {
	long  [longBands + 1]int
	short [shortBands + 1]int
	mixed int // long bands before the short ones, where both are in a granule
}

// bandTables are those of 44.1, 48 and 32 kHz, of their halves, and of their quarters.
var bandTables = [9]bandTable{
	{
		long:  [...]int{0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 52, 62, 74, 90, 110, 134, 162, 196, 238, 288, 342, 418, 576},
		short: [...]int{0, 4, 8, 12, 16, 22, 30, 40, 52, 66, 84, 106, 136, 192},
		mixed: 8,
	},
	{
		long:  [...]int{0, 4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384, 576},
		short: [...]int{0, 4, 8, 12, 16, 22, 28, 38, 50, 64, 80, 100, 126, 192},
		mixed: 8,
	},
	{
		long:  [...]int{0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 54, 66, 82, 102, 126, 156, 194, 240, 296, 364, 448, 550, 576},
		short: [...]int{0, 4, 8, 12, 16, 22, 30, 42, 58, 78, 104, 138, 180, 192},
		mixed: 8,
	},
	{
		long:  [...]int{0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 116, 140, 168, 200, 238, 284, 336, 396, 464, 522, 576},
		short: [...]int{0, 4, 8, 12, 18, 24, 32, 42, 56, 74, 100, 132, 174, 192},
		mixed: 6,
	},
	{
		long:  [...]int{0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 114, 136, 162, 194, 232, 278, 332, 394, 464, 540, 576},
		short: [...]int{0, 4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 136, 180, 192},
		mixed: 6,
	},
	quarterBands,
	quarterBands,
	quarterBands,
	{
		long:  [...]int{0, 12, 24, 36, 48, 60, 72, 88, 108, 132, 160, 192, 232, 280, 336, 400, 476, 566, 568, 570, 572, 574, 576},
		short: [...]int{0, 8, 16, 24, 36, 52, 72, 96, 124, 160, 162, 164, 166, 192},
		mixed: 6,
	},
}

// quarterBands are those of 16, 11.025 and 12 kHz.
var quarterBands = bandTable{
	long:  [...]int{0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 116, 140, 168, 200, 238, 284, 336, 396, 464, 522, 576},
	short: [...]int{0, 4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 134, 174, 192},
	mixed: 6,
}
