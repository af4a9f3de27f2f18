//! How much a file may ask of us. Every limit has a unit and a reason; the longest real plans stay far below.

/// Bytes of a file: 64 MiB. Plans with scanned annexes reach 30 MB.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Characters of extracted text: 32 million, about 400 times the longest five-year plan.
pub const CHARACTERS_MAX: usize = 32_000_000;

/// Cells of all tables of a document, spanned ones counted as often as they are repeated: 2 million. Stops a page of
/// `rowspan=65534 colspan=1000`.
pub const TABLE_CELLS_MAX: usize = 2_000_000;

/// Bytes of a file of rows that is text: 32 GiB, about a hundred million patents. It is read in pieces; the limit ends files
/// without an end.
pub const TABLE_TEXT_BYTES_MAX: u64 = 32 * 1024 * 1024 * 1024;

/// Bytes of a workbook or an archive with rows: 1 GiB. A sheet full to its last row has some 200 MB.
pub const TABLE_PACKAGE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Bytes of a workbook in the binary format before 2007, which has to be in memory as a whole: 64 MiB.
pub const TABLE_XLS_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Sheets of a workbook: 256. Each is looked at from its first row, and the list of shared texts is read again for each.
pub const TABLE_SHEETS_MAX: usize = 256;

/// Cells of the sheets of such a workbook, empty ones between others included: 8 million, some 250 MB of memory.
pub const TABLE_XLS_CELLS_MAX: u64 = 8_000_000;

/// Bytes of one unpacked sheet: 8 GiB. A million rows of thirty columns have one or two.
pub const TABLE_SHEET_BYTES_MAX: u64 = 8 * 1024 * 1024 * 1024;

/// Bytes of a part of a workbook that is kept in memory, unpacked: 160 MiB. The largest is the list of texts that cells
/// share, two or three million of them.
pub const TABLE_PART_BYTES_MAX: u64 = 160 * 1024 * 1024;

/// Bytes of one row of text, or of one element of XML: 8 MiB. The longest are abstracts and claims of some 100 KiB.
pub const TABLE_ROW_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Files in an archive of XML: 200 000, a year of publications of a city.
pub const TABLE_ARCHIVE_ENTRIES_MAX: usize = 200_000;

/// Bytes of a workbook that is the one file of an archive, and has to be in memory as a whole: 64 MiB, some half a million rows.
pub const TABLE_WRAPPED_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Bytes of one XML document of an archive, unpacked: 2 GiB. A whole delivery may be one document.
pub const TABLE_DOCUMENT_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// Lines of a JSON file in which fields are looked for before the first row is given: 1000. A field that comes later is an
/// error at its line.
pub const JSON_HEAD_LINES_MAX: usize = 1000;

/// Columns of a table, counted after spans: 1000, the bound of the HTML standard for `colspan`.
pub const TABLE_COLUMNS_MAX: usize = 1000;

/// Rows one cell may span: 65 534, the bound of the HTML standard for `rowspan`.
pub const TABLE_ROW_SPAN_MAX: usize = 65_534;

/// Tables, text boxes and lists inside each other: 64 deep. Text is copied once a level, so this keeps reading linear.
pub const NESTING_MAX: usize = 64;

/// Files in a DOCX archive: 10 000. A document with a thousand pictures has about 1100.
pub const ARCHIVE_ENTRIES_MAX: usize = 10_000;

/// Bytes of all files of an archive that is unpacked as a whole: 64 MiB. The largest packs have a few.
pub const ARCHIVE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Bytes of one unpacked part of a DOCX: 256 MiB; XML is some ten times its text.
pub const ARCHIVE_PART_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// How many times larger than its packed form a part may be, once it is above [`ARCHIVE_RATIO_FROM_BYTES`]: 200.
/// Real `document.xml` parts pack 10 to 40 times; a zip bomb of repeated bytes about 1000 times.
pub const ARCHIVE_RATIO_MAX: u64 = 200;

/// Bytes of an unpacked part below which the ratio is not looked at: 4 MiB, harmless whatever its ratio.
pub const ARCHIVE_RATIO_FROM_BYTES: u64 = 4 * 1024 * 1024;

/// Pages of a PDF: 5000.
pub const PDF_PAGES_MAX: usize = 5000;

/// Bytes of one unpacked stream of a PDF: 16 MiB. Content streams of text pages are some 50 KiB.
pub const PDF_STREAM_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Streams of a PDF that hold packed objects: 2000. Each holds some 100 objects; 5000 pages need about 500.
pub const PDF_OBJECT_STREAMS_MAX: usize = 2000;

/// Bytes of one such stream, unpacked: 4 MiB. They are all unpacked before the first page is read.
pub const PDF_OBJECT_STREAM_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Bytes of all unpacked page contents of a PDF: 128 MiB, 25 KiB for each of 5000 pages. A form drawn on every page
/// counts each time, because the work is done each time.
pub const PDF_CONTENT_BYTES_MAX: usize = 128 * 1024 * 1024;

/// What drawing a form counts as at least, in bytes of page content: 8 KiB, so 16 384 forms in all. Stops
/// forms of nothing that draw each other.
pub const PDF_FORM_BYTES_MIN: usize = 8 * 1024;

/// Forms drawn inside forms of a PDF: 8 deep.
pub const PDF_FORM_DEPTH_MAX: usize = 8;

/// Entries of one character map of a PDF font: 200 000, three times the codes of a two-byte font.
pub const PDF_MAP_ENTRIES_MAX: usize = 200_000;

/// Notes of one kind about single lines: 20. Beyond, one note says how many more there are.
pub const NOTES_MAX: usize = 20;

/// Rows of a sheet, header included: 1 048 576, the bound of the XLSX format.
pub const SHEET_ROWS_MAX: usize = 1_048_576;

/// Columns of a sheet: 16 384, the bound of the XLSX format.
pub const SHEET_COLUMNS_MAX: usize = 16_384;

/// UTF-16 units of one cell: 32 767, the bound of the XLSX format. Longer text is an error, never cut.
pub const CELL_UNITS_MAX: usize = 32_767;

/// Parts of the body of a printed document: 20 000 headings, paragraphs and tables, some 1000 pages.
pub const PRINTED_BLOCKS_MAX: usize = 20_000;

/// Cells of one printed table: 30 000, which is 10 000 rows of 3 columns. Each takes some 17 KB while it is set, so this
/// many take half a gigabyte. Longer tables belong in a workbook.
pub const PRINTED_CELLS_MAX: usize = 30_000;

/// Columns of one printed table: 40, each then 4 mm wide on an upright page.
pub const PRINTED_COLUMNS_MAX: usize = 40;

/// Figures of a document: 2000. A table of a hundred bodies by ten states has a thousand.
pub const FIGURES_MAX: usize = 2000;

/// Bars of a chart: 40, each then 3 mm high on a page.
pub const CHART_BARS_MAX: usize = 40;

/// Bytes of the id of a figure: 64, the bound of Word for the tag of a content control.
pub const FIGURE_ID_BYTES_MAX: usize = 64;

/// Characters of what a figure is called: 64, the bound of Word for the title of a content control.
pub const FIGURE_TITLE_CHARS_MAX: usize = 64;

/// Characters of a figure that are looked at where a document is read back: 100. Whoever writes a sentence in its place has
/// changed it, whatever comes after.
pub const FIGURE_CHARS_MAX: usize = 100;

/// Different texts of one figure that are told: 3. Nobody needs more to see that it was changed.
pub const FIGURE_TEXTS_MAX: usize = 3;

/// Parts of custom XML of a DOCX among which that with the figures is looked for: 20. Templates of offices have two or three.
pub const CUSTOM_PARTS_MAX: usize = 20;

/// Bytes of any uploaded file: 256 MiB, some twenty minutes of video from a phone. It is in memory while it is looked at.
pub const UPLOADED_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Bytes of an uploaded document or table: 64 MiB, as [`FILE_BYTES_MAX`].
pub const UPLOADED_DOCUMENT_BYTES_MAX: usize = FILE_BYTES_MAX;

/// Bytes of an uploaded picture: 32 MiB; a photograph has 3 to 12.
pub const UPLOADED_PICTURE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Bytes of uploaded sound: 128 MiB, two hours of MP3.
pub const UPLOADED_SOUND_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Points of an uploaded picture: 100 million, 400 MB when shown. Scanners make A3 at 600 dpi with 70 million.
pub const UPLOADED_PIXELS_MAX: u64 = 100_000_000;

/// Bytes of everything in an uploaded archive, unpacked: 1 GiB.
pub const UPLOADED_UNPACKED_BYTES_MAX: u64 = 1024 * 1024 * 1024;
