/**
 * What the engine knows of cards and of pictures of them, beyond what its networks see: each can be left out in a bench, so that
 * it is seen what it earns (`npm run bench:accuracy -- --without NAME`). Nothing else leaves any out.
 */
export const HEURISTICS = {
  'larger-boxes': 'lines that seem to run together are found again at a larger scale',
  'close-up': 'a small, askew or stretched card is looked at again, closer and in its own shape',
  'other-print':
    'where there is more print than on a card, a place is passed over that is not legible at a glance',
  haze: 'where the header or the NIK was not found whole, text is found again with its contrast evened',
  'clear-lines': 'lines that were read with little confidence are left out: they are seldom print',
  reread: 'a doubtful NIK and Roman numerals are read again in other sizes',
  'over-photo': 'a value that ends at the edge of the photo is read on over it',
  'blood-beside': 'where no blood type was found, what stands behind its label is read again',
  'photo-column': 'what stands in the column of the photo is kept out of the values beside it',
  'wrapped-rows': 'a long value goes on in the next row of print',
  'visibility-map': 'a network tells where print is hidden; such values are unread or doubted',
  'complete-text': 'a value that nothing longer can be printed for is whole, whatever lies beside it',
  'seen-letters': 'letters that are clearly read are in sight, whatever the map says of their place',
  'complete-words': 'a word of which letters are hidden is completed where one of its list alone fits',
  'word-lists':
    'gender, religion, status, occupation, citizenship and validity are read as words of their lists',
  'region-names': 'regions are read among the names inside the region above',
  'nik-and-birth': 'the NIK is read together with the date of birth and the gender',
  'card-edges':
    'the sides of a card are moved to edges that are seen near where its text lets them be reckoned',
  'name-priors': 'a doubtful name is read as names are usually written',
  'address-priors': 'a doubtful address is read as addresses are usually written',
  'place-priors': 'a doubtful place is read as places are usually called',
  'birth-separator': 'what stands between place and date of birth is decided by what usually does',
  'pitch-cap': 'a NIK of uneven pitch, or of another number of digits, is doubted',
  'late-cap': 'a value that begins right of its column is doubted',
  'letters-cap': 'numbers among which a letter was seen, and places with a digit in a word, are doubted',
  'photo-cap': 'a value that ends at the edge of the photo is doubted',
  'shift-cap': 'where a value stands in the row of another, free text is doubted',
  'unfinished-cap':
    'a value that ends with what something else follows, or is a part of a longer name, is doubted',
  'legibility-cap': 'a card whose labels were read badly is doubted',
  'columns-cap': 'a card whose columns are not known is doubted',
  'rule-cap': 'a value that breaks the rules of its field is doubted',
} as const;

export type Heuristic = keyof typeof HEURISTICS;

/** The heuristics that a reading goes without. */
export type Without = ReadonlySet<Heuristic>;

/** A reading with everything. */
export const WITHOUT_NONE: Without = new Set();

/** Whether there is a heuristic of this name. */
export function isHeuristic(name: string): name is Heuristic {
  return Object.hasOwn(HEURISTICS, name);
}
