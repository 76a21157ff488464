// Commands in the language of the browser, where the bot brought their names in it, as Discord's clients show them.

const SPOKEN = navigator.language;

/** The name of a command, option or choice. */
export const nameIn = (node) => spoken(node.name_localizations) ?? String(node.name);

/** What a command or option is for. */
export const aboutIn = (node) => spoken(node.description_localizations) ?? node.description ?? "";

function spoken(texts) {
  if (!texts) return null;
  const language = SPOKEN.split("-")[0];
  const near = Object.keys(texts).find((locale) => locale.split("-")[0] === language);
  return texts[SPOKEN] ?? texts[near] ?? null;
}
