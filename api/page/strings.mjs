/**
 * The six languages of the interface. Each has one file, `strings/<code>.mjs`: `key: "text"`, in the same order in
 * every file, so that a native speaker can lay it beside the English one and correct it. `{name}` is filled in;
 * an entry with `one`, `other`, … is chosen by number (https://cldr.unicode.org/index/cldr-spec/plural-rules).
 * Only the language in use is fetched, and English for what it may lack.
 */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr" },
  hi: { name: "हिन्दी", direction: "ltr" },
  bn: { name: "বাংলা", direction: "ltr" },
  ar: { name: "العربية", direction: "rtl" },
  de: { name: "Deutsch", direction: "ltr" },
  vi: { name: "Tiếng Việt", direction: "ltr" },
};

export async function load(language) {
  return (await import(`./strings/${language}.mjs`)).default;
}
