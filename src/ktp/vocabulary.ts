export type Gender = 'MALE' | 'FEMALE';
export const BLOOD_TYPES = ['A', 'B', 'AB', 'O', 'A_POSITIVE', 'A_NEGATIVE', 'B_POSITIVE', 'B_NEGATIVE', 'AB_POSITIVE', 'AB_NEGATIVE', 'O_POSITIVE', 'O_NEGATIVE'] as const;
export type BloodType = (typeof BLOOD_TYPES)[number];
export type Religion = 'ISLAM' | 'PROTESTANT' | 'CATHOLIC' | 'HINDU' | 'BUDDHIST' | 'CONFUCIAN' | 'INDIGENOUS_FAITH';
export type MaritalStatus = 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';
export type Citizenship = 'INDONESIAN' | 'FOREIGN';
