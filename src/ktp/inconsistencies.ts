import type { Card } from './card.js';
import type { CheckContext } from './card-text.js';
import { type Inconsistency, SEVERITIES } from './inconsistency.js';
import {
  districtOutsideRegency,
  regencyOfOtherKind,
  regencyOutsideProvince,
  rtRwIrregular,
  villageOutsideDistrict,
} from './rules/address.js';
import {
  ageOver110,
  ageUnder17,
  birthDateImpossible,
  birthDateInFuture,
  upstreamSplitDiffers,
} from './rules/birth.js';
import { nikBirthDateDiffers, nikGenderDiffers, nikRegionDiffers } from './rules/nik.js';
import {
  bloodTypeUnknown,
  marriedYoung,
  nameTooLong,
  nameWithDigit,
  occupationUnlisted,
} from './rules/person.js';
import {
  fieldsMissing,
  fieldsShifted,
  pictureDamaged,
  valuesHidden,
  valuesMasked,
  valuesUnknown,
} from './rules/reading.js';
import {
  expiryAfterLifetimeRule,
  expiryNotOnBirthday,
  expiryPast,
  foreignerForLife,
  languageUnexpected,
} from './rules/validity.js';

/** A check of a card. It finds nothing if one of its inputs is missing, masked or was repaired by a guess. */
type Rule = (card: Card, checkContext: CheckContext) => readonly Inconsistency[];

/** All checks. Findings of the same severity keep this order: the reading, the number, the number and the card, the rest. */
const RULES: readonly Rule[] = [
  pictureDamaged,
  fieldsMissing,
  valuesHidden,
  fieldsShifted,
  valuesUnknown,
  ({ nik }) => nik?.problems ?? [],
  nikBirthDateDiffers,
  nikGenderDiffers,
  birthDateImpossible,
  birthDateInFuture,
  ageUnder17,
  ageOver110,
  upstreamSplitDiffers,
  regencyOutsideProvince,
  regencyOfOtherKind,
  districtOutsideRegency,
  villageOutsideDistrict,
  nikRegionDiffers,
  rtRwIrregular,
  nameWithDigit,
  nameTooLong,
  bloodTypeUnknown,
  marriedYoung,
  occupationUnlisted,
  expiryPast,
  expiryAfterLifetimeRule,
  expiryNotOnBirthday,
  foreignerForLife,
  languageUnexpected,
  valuesMasked,
];

/** All that does not fit together on a card, the worst first. */
export function findInconsistencies(card: Card, checkContext: CheckContext): readonly Inconsistency[] {
  const findings = RULES.flatMap((rule) => rule(card, checkContext));
  return findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
