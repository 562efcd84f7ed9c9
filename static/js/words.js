// What scripts say, in the page's language: `_words.html` holds it.
const held = document.getElementById("script-words")?.content;
const rules = new Intl.PluralRules(document.documentElement.lang);
const find = (name) => held?.querySelector(`[data-word="${name}"]`)?.textContent;

export function said(name, values = {}) {
  return (find(name) ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

export function counted(name, count) {
  const exact = `${name}-${rules.select(count)}`;
  return said(find(exact) ? exact : `${name}-other`, { count });
}
