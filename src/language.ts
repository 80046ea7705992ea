/** The languages of everything that people are told: Bahasa Indonesia and English. */
export const LANGUAGES = ['ID', 'EN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is told where no language is asked for, everywhere. */
export const DEFAULT_LANGUAGE: Language = 'EN';

/** One thing in every language. */
export type InEveryLanguage<T = string> = Readonly<Record<Language, T>>;
