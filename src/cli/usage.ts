export const USAGE = `Usage: ktp-gateway <command> [options]

  serve                  the gateway, until it is told to stop; its settings are environment variables, as in docs/settings.md
  worker                 a worker that reads what gateways put on the queue; its settings likewise
  read <files…>          pictures read into a file, one row for each
  nik <number>           what a NIK says, as JSON, or - for a number on standard input
  check <json>           what the fields of a card say together, as JSON; JSON of fields, a file of it, or - for standard input
  schema                 the GraphQL schema

  -h, --help             this text
      --version          the version

ktp-gateway serve, ktp-gateway worker
      --env-file FILE    a file of settings, one NAME=value a line, as Node's --env-file has it; what is set already stays.
                         May be given more than once
      --env-file-if-exists FILE   the same, for a file that may be missing
      --fit              serve only: FIT_IMAGES=true, which accepts pictures up to 20 MiB and 12,000 pixels a side, WebP and AVIF too

ktp-gateway read <files or folders…> [options]

Reads pictures of Indonesian identity cards (KTP-el), one row for each. In folders, and folders within, it takes
files that end with .jpg, .jpeg, .jpe, .jfif, .png, .webp or .avif; a file that is named is read whatever it is called.
Pictures up to 20 MiB and 12,000 pixels a side are made smaller where need be, before they are read or sent.
The summary names what it passed over.

  -o, --out FILE         results.jsonl, results.csv or results.xlsx; standard output as JSON lines where left out or -.
                         A file that is there is added to: pictures that have a row are not read again.
                         A workbook is written once, when every picture had its turn; till then its rows are in FILE.part
      --columns NAMES    those of .csv and .xlsx, in this order, separated by commas, or all; docs/spreadsheets.md lists them.
                         .csv has all where left out, .xlsx those that people read
      --excel            .csv as Excel opens it where numbers have a comma, as in Indonesia: semicolons, a byte order mark,
                         and a NIK that stays whole
      --retry            reads again what FILE says was not read and may be read later, of the pictures named
  -u, --url URL          a gateway that reads, such as http://127.0.0.1:4000; the embedded engine where left out
  -c, --concurrency N    pictures at once, 1 to 64; as many as cores, with --url 4, where left out
  -q, --quiet            no progress and no summary

Environment:
  KTP_GATEWAY_KEY        a key of the gateway at --url; an argument could be seen by every user of this machine
  OCR_THREADS, OCR_TIMEOUT_SECONDS, QUALITY_…   of the embedded engine, as in docs/settings.md

Exit codes:
  0  every picture was read; the NIK is valid; the fields fit together; a service stopped in order
  1  nothing could be done as asked: arguments, settings, files, output, or a gateway that refuses
  2  some pictures were not read, their rows say why; the NIK is not valid; something does not fit (ERROR or WARNING)
  3  broken off: disk full, gateway gone or its account used up. Run again to go on
  130, 143  stopped by SIGINT (Ctrl-C), SIGTERM. Run again to go on

A number that is an argument can be seen by every user of this machine, and shells keep it: - takes it from standard input.
Rows hold personal data: the file is made readable by its owner only. Delete it when it is no longer needed.
`;
