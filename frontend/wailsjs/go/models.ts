export namespace desktop {

	export interface MenuItem {
	    menu: string;
	    id: string;
	    label: string;
	    keys: string;
	    on: boolean;
	}

}

export namespace profile {

	export interface Line {
	    key: string;
	    about: string;
	    list: boolean;
	    value: string;
	    items: string[];
	}

}

export namespace registry {

	export interface Rejection {
	    entity: string;
	    form: string;
	}
	export interface Tag {
	    name: string;
	    description: string;
	    synonyms: string[];
	    retired: boolean;
	    instead: string;
	}
	export interface Entity {
	    name: string;
	    kind: string;
	    aliases: string[];
	    misheard: string[];
	    note: string;
	    links: string[];
	}
	export interface Edit {
	    wasEntity?: Entity;
	    entity?: Entity;
	    wasTag?: Tag;
	    tag?: Tag;
	    wasTopic?: string;
	    topic?: string;
	    wasRejection?: Rejection;
	    rejection?: Rejection;
	}



}

export namespace service {

	export interface AgainView {
	    episode: number;
	    series: string;
	    title: string;
	    chunks: number;
	    known: boolean;
	    uncut: boolean;
	}
	export interface AlignedView {
	    words: number;
	    found: number;
	    guessed: number;
	    unspoken: number;
	    beyond: string;
	    note: string;
	}
	export interface AnchorRequest {
	    code: string;
	    audio: number;
	}
	export interface Called {
	    file: string;
	    series: string;
	    episode: string;
	}
	export interface PieceView {
	    text: string;
	    on: boolean;
	    fold: boolean;
	}
	export interface ChangeView {
	    what: string;
	    did: string;
	    chunk: number;
	    turn: number;
	    before: PieceView[];
	    after: PieceView[];
	}
	export interface OfferView {
	    name: string;
	    before: string;
	    after: string;
	}
	export interface ProblemView {
	    file: string;
	    line: number;
	    column: number;
	    severity: string;
	    code: string;
	    what: string;
	    turn: number;
	    field: string;
	    words?: string;
	    why?: string;
	    waived?: string;
	    repairs?: OfferView[];
	}
	export interface ChunkHead {
	    id: number;
	    number: string;
	    title: string;
	    status: string;
	    file: string;
	    dirty: boolean;
	    matter: transcript.Matter;
	    lead: string[];
	    problems: ProblemView[];
	    touched: string[];
	    until: string;
	}
	export interface ChunkItem {
	    id: number;
	    number: string;
	    title: string;
	    status: string;
	    length: string;
	    words: number;
	    turns: number;
	    checked: number;
	    errors: number;
	    warnings: number;
	    dirty: boolean;
	    file: string;
	}
	export interface ChunkName {
	    episode: number;
	    chunk: number;
	}
	export interface ClipView {
	    sound: string;
	    file: string;
	    sampleRate: number;
	    from: number;
	    to: number;
	    length: number;
	    problems: string[];
	}
	export interface ClockView {
	    rate: string;
	    num: number;
	    den: number;
	    drop: boolean;
	    offset: number;
	    gap?: timecode.Gap;
	}
	export interface ConflictView {
	    episode: number;
	    chunk: number;
	    file: string;
	    places: number;
	}
	export interface FaultRequest {
	    episode: number;
	    chunk: number;
	    turn: number;
	    field: string;
	    code: string;
	    words: string;
	}
	export interface RangeView {
	    from: number;
	    to: number;
	    again: boolean;
	}
	export interface CoverageRepair {
	    name: string;
	    changes: ChangeView[];
	    more: number;
	}
	export interface CoveragePlace {
	    chunk: number;
	    number: string;
	    turn: number;
	    start: string;
	    after?: number;
	}
	export interface CoverageFinding {
	    key: string;
	    kind: string;
	    severity: string;
	    what: string;
	    words: string;
	    places: CoveragePlace[];
	    repairs: CoverageRepair[];
	    doubtful: boolean;
	    heard?: RangeView;
	    waived?: string;
	    faults?: FaultRequest[];
	}


	export interface CoverageView {
	    against: string[];
	    found: boolean;
	    trouble: string;
	    chunks: number;
	    turns: number;
	    findings: CoverageFinding[];
	    stands: CoverageFinding[];
	    more: number;
	}
	export interface DiffLine {
	    kind: string;
	    old: number;
	    new: number;
	    count?: number;
	    text?: string;
	    touched?: number[][];
	    stands?: boolean;
	}
	export interface DiffView {
	    path: string;
	    lines: DiffLine[];
	    more?: number;
	}
	export interface DiskFile {
	    chunk: number;
	    file: string;
	    state: string;
	    mine: boolean;
	    joined?: boolean;
	    fewer: number;
	    what?: string;
	}
	export interface DiskView {
	    episode: number;
	    files: DiskFile[];
	    arrived: string[];
	    texts: string[];
	    anew: string[];
	}
	export interface HistoryView {
	    undo: string;
	    redo: string;
	}
	export interface SpeakerView {
	    label: string;
	    number: number;
	    name: string;
	}
	export interface NoteView {
	    id: number;
	    kind: string;
	    turn: number;
	    from: number;
	    to: number;
	    lost: boolean;
	    text: string;
	    resolved: boolean;
	}
	export interface TurnView {
	    id: number;
	    start: string;
	    end: string;
	    from?: number;
	    to?: number;
	    speaker?: string;
	    paragraphs: string[];
	    changed: boolean;
	    estimated: number;
	    times: string;
	    checked: boolean;
	}
	export interface OrderView {
	    chunk: number;
	    turns: number[];
	}
	export interface PatchView {
	    episode: number;
	    clock?: ClockView;
	    sound?: string;
	    chunks?: number[];
	    heads: ChunkHead[];
	    orders: OrderView[];
	    turns: TurnView[];
	    removed: number[];
	    notes: NoteView[];
	    notesGone: number[];
	    speakers: SpeakerView[];
	    history: HistoryView;
	}
	export interface EditReply {
	    step: number;
	    savedAt: number;
	    name: string;
	    patch: PatchView;
	    slugs: number;
	    gone: string[];
	    told: string;
	}
	export interface EditRequest {
	    episode: number;
	    name: string;
	    ops: number[][];
	    typing: boolean;
	}
	export interface EntityMove {
	    name: string;
	    to: string;
	}
	export interface EpisodeItem {
	    id: number;
	    key: string;
	    title: string;
	    sound: boolean;
	    length: string;
	    chunks: ChunkItem[];
	}
	export interface EpisodeStep {
	    episode: number;
	    step: number;
	}
	export interface ExportRequest {
	    episode: number;
	    chunks: number[];
	    series: boolean;
	    library: boolean;
	    to: string;
	    files: boolean;
	    formats: string[];
	    withErrors: boolean;
	}
	export interface ExportedFile {
	    path: string;
	    state: string;
	    reason: string;
	}
	export interface ExportView {
	    written: number;
	    same: number;
	    files: ExportedFile[];
	    message: string;
	    stands?: string[];
	}


	export interface FieldEdit {
	    kind: string;
	    field?: string;
	    value?: string;
	    items?: string[];
	    list?: boolean;
	    typed?: boolean;
	    was?: string[];
	    to?: string;
	    first?: boolean;
	    after?: string;
	    indent?: number;
	}
	export interface SeriesStep {
	    series: string;
	    step: number;
	}
	export interface FieldsSteps {
	    episodes: EpisodeStep[];
	    series: SeriesStep[];
	}
	export interface FieldsReply {
	    edit: EditReply;
	    steps: FieldsSteps;
	    chunks: number;
	    held: number;
	    failed: string;
	}
	export interface TagMove {
	    tag: string;
	    to: string;
	    retired: boolean;
	}
	export interface FieldsRequest {
	    name: string;
	    scope: string;
	    episode: number;
	    chunks: ChunkName[];
	    edits: FieldEdit[];
	    tag?: TagMove;
	    entity?: EntityMove;
	    series?: string;
	}

	export interface FitView {
	    rate: string;
	    offset: number;
	    leftOver: number[];
	    note: string;
	}
	export interface FormatRemark {
	    kind: string;
	    what: string;
	}
	export interface FormatFile {
	    format: string;
	    path: string;
	    state: string;
	    reason: string;
	    added: number;
	    removed: number;
	    before: number;
	    after: number;
	    count: number;
	    of: string;
	    remarks: FormatRemark[];
	}

	export interface FormatView {
	    id: string;
	    name: string;
	    file: string;
	    keeps: boolean;
	    binary: boolean;
	    bytes: number;
	    count: number;
	    of: string;
	    remarks: FormatRemark[];
	    reason: string;
	}
	export interface FormatsPlan {
	    id: number;
	    to: string;
	    files: FormatFile[];
	    refused: ProblemView[];
	}
	export interface LeaveOut {
	    chunk: number;
	    why: string;
	}
	export interface FormatsRequest {
	    episode: number;
	    formats: string[];
	    leave: LeaveOut[];
	    to: string;
	}
	export interface GapView {
	    from: number;
	    to: number;
	}

	export interface HitPlace {
	    turn: number;
	    para: number;
	    from: number;
	    to: number;
	    text: string;
	}
	export interface RenamedFile {
	    file: string;
	    from: string;
	    changed: boolean;
	}
	export interface ImportView {
	    added: number;
	    updated: number;
	    same: number;
	    merged: number;
	    conflicts: ConflictView[];
	    renamed: RenamedFile[];
	    gone: ProblemView[];
	    away: ProblemView[];
	    lost: ProblemView[];
	    refused: ProblemView[];
	    skipped: number;
	    passed: ProblemView[];
	    twice: ProblemView[];
	    episodes: number[];
	}
	export interface OpeningView {
	    start: string;
	    speaker: string;
	    words: string;
	}
	export interface RemarkView {
	    kind: string;
	    what: string;
	    lines: number[];
	    more: number;
	}
	export interface IncomingView {
	    file: string;
	    format: string;
	    turns: number;
	    words: number;
	    timed: number;
	    between: number;
	    speakers: string[];
	    start: string;
	    end: string;
	    language: string;
	    remarks: RemarkView[];
	    export: string;
	    series?: string;
	    episode?: string;
	    opening?: OpeningView[];
	    problem?: ProblemView;
	}
	export interface JobView {
	    id: number;
	    kind: string;
	    state: string;
	    what: string;
	    done: number;
	    total: number;
	    problem: string;
	}

	export interface PlaceView {
	    episode: number;
	    turn: number;
	    para: number;
	    offset: number;
	}
	export interface SeriesView {
	    name: string;
	    episodes: EpisodeItem[];
	}
	export interface LibraryView {
	    path: string;
	    name: string;
	    chunks: number;
	    series: SeriesView[];
	    last: PlaceView;
	}
	export interface NamePlace {
	    turn: number;
	    para: number;
	    from: number;
	    to: number;
	    text: string;
	}
	export interface MarkOf {
	    entity: string;
	    tag: boolean;
	    mention: boolean;
	    write: boolean;
	    as: string;
	    places: NamePlace[];
	}
	export interface UnlistedRequest {
	    chunk: number;
	    item: string;
	}
	export interface MarkRequest {
	    episode: number;
	    name: string;
	    marks: MarkOf[];
	    unmark: number[];
	    unlist: UnlistedRequest[];
	}





	export interface PairView {
	    wrong: string;
	    right: string;
	}

	export interface PedalView {
	    id: string;
	    name: string;
	    known: boolean;
	    chosen: boolean;
	    read: boolean;
	    problem: string;
	    rule: string;
	}


	export interface PlanFile {
	    format: string;
	    path: string;
	    state: string;
	    reason: string;
	    added: number;
	    removed: number;
	    before: number;
	    after: number;
	    count: number;
	    of: string;
	    remarks: FormatRemark[];
	    order: number;
	    episode: number;
	    chunk: number;
	    number: string;
	    title: string;
	    from: string;
	    gone: boolean;
	    turn: number;
	    absent: boolean;
	    unsettled: boolean;
	    checks: number;
	    problem?: ProblemView;
	    theirs: boolean;
	    without: string[];
	}
	export interface PlanView {
	    id: number;
	    to: string;
	    files: PlanFile[];
	    leave: LeaveOut[];
	    waivers: string[];
	}
	export interface WarningView {
	    kind: string;
	    what: string;
	}
	export interface PlayerView {
	    episode: number;
	    loaded: boolean;
	    path: string;
	    converting: boolean;
	    playing: boolean;
	    moving: boolean;
	    pace: number;
	    heard: number;
	    at: number;
	    length: number;
	    range?: RangeView;
	    device: string;
	    problem: string;
	    deviceProblem: string;
	    warnings: WarningView[];
	    volume: number;
	    speed: number;
	}

	export interface ProfileLine {
	    key: string;
	    about: string;
	    list: boolean;
	    value: string;
	    items: string[];
	    agree: number;
	    of: number;
	}
	export interface ProposalView {
	    turn: number;
	    depth: number;
	    pause: number;
	    before: string[];
	    after: string[];
	}
	export interface ProposalsView {
	    shortest: number;
	    longest: number;
	    cuts: ProposalView[];
	}

	export interface RateView {
	    name: string;
	    misfits: number;
	    first: string;
	    turn: number;
	}
	export interface RecutConflict {
	    key: string;
	    change: ChangeView;
	    theirs: boolean;
	}
	export interface RecutChunk {
	    chunk: number;
	    number: string;
	    title: string;
	    found: string;
	    was: string;
	    start: string;
	    words: string;
	    turns: number;
	    left: boolean;
	    changes: ChangeView[];
	    more: number;
	    conflicts: RecutConflict[];
	}

	export interface RecutRequest {
	    episode: number;
	    paths: string[];
	    leave: number[];
	    theirs: string[];
	}
	export interface RecutView {
	    episode: number;
	    series: string;
	    title: string;
	    turns: number;
	    renamed: string[];
	    unknown: string[];
	    chunks: RecutChunk[];
	    changes: number;
	}
	export interface RegistryBuild {
	    join: string[];
	    leave: string[];
	    kinds: Record<string, string>;
	}
	export interface RegistryView {
	    series: string;
	    entities: registry.Entity[];
	    tags: registry.Tag[];
	    topics: string[];
	    rejections: registry.Rejection[];
	    undo: string;
	    step: number;
	    redo: string;
	}

	export interface RenamedView {
	    episode: number;
	    turns: number;
	}
	export interface RenameReply {
	    edit: EditReply;
	    episodes: RenamedView[];
	    failed: string;
	}
	export interface RenameRequest {
	    episode: number;
	    chunk: number;
	    series: boolean;
	    from: string;
	    to: string;
	}


	export interface RepairView {
	    what: string;
	    line: number;
	    diff: DiffView;
	}
	export interface ReplaceRequest {
	    text: string;
	    case: boolean;
	    whole: boolean;
	    expr: boolean;
	    loose: boolean;
	    episode: number;
	    with: string;
	    hits: HitPlace[];
	}
	export interface ReplaceView {
	    done: number;
	    missed: number[];
	    edit: EditReply;
	}
	export interface SeriesProfileView {
	    path: string;
	    kept: boolean;
	    files: number;
	    lines: ProfileLine[];
	    findings: ProblemView[];
	    differ: number;
	}
	export interface SeriesSpeaker {
	    label: string;
	    number: number;
	    name: string;
	    turns: number;
	    episodes: number;
	}



	export interface SuggestionView {
	    code: string;
	    turn: number;
	    chunk: number;
	    words: string;
	    from: string;
	    to: string;
	    begins: boolean;
	    stands: boolean;
	}

	export interface TakenInView {
	    reply: EditReply;
	    merged: number;
	    places: number;
	    refused: ProblemView[];
	    left: ProblemView[];
	}
	export interface TakenTimes {
	    reply: EditReply;
	    words: number;
	    heard: number;
	    told: number;
	    shift: number;
	}


	export interface VersionView {
	    version: string;
	    chunks: number[];
	    made: number[];
	}

	export interface WaveformView {
	    episode: number;
	    key: number;
	    rate: number;
	    perPoint: number;
	    points: number;
	    levels: number;
	    done: number;
	    total: number;
	    loudness: number;
	    heard: boolean;
	    problem: string;
	    lost: number;
	    gaps: GapView[];
	}

}

export namespace timecode {

	export interface Gap {
	    at: number;
	    length: number;
	}

}

export namespace transcript {

	export interface Field {
	    key: string;
	    kind: string;
	    value?: string;
	    items?: string[];
	}
	export interface Matter {
	    form: string;
	    fields?: Field[];
	    raw?: string;
	}
	export interface Timing {
	    Start: number;
	    End: number;
	    How: number;
	    Confidence: number;
	}

}

