/** The text of `--help`. */
export const USAGE = `Usage: ktp-gateway <command> [options]

  serve                  runs the gateway. Its settings are environment variables (docs/settings.md)
  worker                 runs a worker that reads the pictures of the queue. Its settings are environment variables too
  read <files…>          reads pictures into a file, one row for each
  nik <number>           prints what a NIK says, as JSON. - takes the number from standard input
  check <json>           checks the fields of a card, and prints JSON. Takes JSON, a file of JSON, or - for standard input
  schema                 prints the GraphQL schema

  -h, --help             prints this text
      --version          prints the version

ktp-gateway serve, ktp-gateway worker
      --env-file FILE    reads settings from a file, one NAME=value a line, like Node's --env-file. Variables that are
                         already set keep their values. May be given more than once
      --env-file-if-exists FILE   the same, for a file that may be missing
      --fit              only for serve: the same as FIT_IMAGES=true. Accepts pictures up to 20 MiB and 12,000 pixels a side,
                         also WebP and AVIF

ktp-gateway read <files or folders…> [options]

Reads pictures of Indonesian identity cards (KTP-el), one row for each. In folders and their subfolders it reads files
that end with .jpg, .jpeg, .jpe, .jfif, .png, .webp or .avif. A file that you name is read whatever its name ends with.
Pictures up to 20 MiB and 12,000 pixels a side are made smaller if necessary, before they are read or sent.
The summary lists the files that were not read.

  -o, --out FILE         results.jsonl, results.csv or results.xlsx. Without it, or with -: JSON lines on standard output.
                         Rows are added to an existing file: pictures that have a row are not read again.
                         A workbook is written once, when all pictures were tried. Until then its rows are in FILE.part
      --columns NAMES    columns of .csv and .xlsx in this order, separated by commas, or all. docs/spreadsheets.md lists
                         them. Default: all for .csv, those that people read for .xlsx
      --excel            writes .csv for Excel in countries that write numbers with a comma, such as Indonesia:
                         semicolons, a byte order mark, and all 16 digits of a NIK
      --retry            reads pictures again that were not read and may be read later, of those that you name
  -u, --url URL          lets a gateway read, such as http://127.0.0.1:4000. Default: the embedded engine
  -c, --concurrency N    pictures at once, 1 to 64. Default: the number of cores; with --url: 4
  -q, --quiet            prints no progress and no summary

Environment:
  KTP_GATEWAY_KEY        a key of the gateway at --url. Every user of this machine could see an argument
  OCR_THREADS, OCR_TIMEOUT_SECONDS, QUALITY_…   settings of the embedded engine (docs/settings.md)

Exit codes:
  0  all pictures were read; the NIK is valid; the fields fit together; a service stopped in order
  1  nothing could be done: wrong arguments, settings, files or output, or the gateway refuses
  2  some pictures were not read, and their rows say why; the NIK is not valid; something does not fit (ERROR or WARNING)
  3  broken off: the disk is full, the gateway is gone, or its account is used up. Run the command again to continue
  130, 143  stopped by SIGINT (Ctrl-C), SIGTERM. Run the command again to continue

Every user of this machine can see a number that is an argument, and shells save it. - takes it from standard input.
The rows are personal data. Only the owner can read the file. Delete it when you no longer need it.
`;
