// The twin of wijkwerk/words/condition.py: a small closed set of conditions over facts.
// A fact that nobody gave leaves a condition open (null): a skipped question never counts against anyone.

/** Whether one clause holds: true, false, or null when nobody gave the fact. */
export function outcomeOf(clause, facts) {
  const given = Object.hasOwn(facts, clause.fact) ? (facts[clause.fact] ?? null) : null;
  if ("answered" in clause) return (given !== null) === clause.answered;
  if (given === null) return null;
  if ("is" in clause) return Array.isArray(given) ? given.includes(clause.is) : given === clause.is;
  if ("one_of" in clause) return [given].flat().some((one) => clause.one_of.includes(one));
  return Number.isInteger(given) && given >= clause.at_least;
}

/** [outcome, reasons]: the clauses that made it true, or false, or that are still open. */
export function decide(condition, facts) {
  if ("all" in condition) return joined(condition.all, facts, false);
  if ("any" in condition) return joined(condition.any, facts, true);
  if ("not" in condition) {
    const [outcome, reasons] = decide(condition.not, facts);
    return [outcome === null ? null : !outcome, reasons];
  }
  const outcome = outcomeOf(condition, facts);
  return [outcome, [{ clause: condition, outcome }]];
}

/** The outcome alone; no condition always holds. */
export function holds(condition, facts) {
  return condition === null || condition === undefined ? true : decide(condition, facts)[0];
}

// One decisive part settles it; else one open part leaves it open; else all of them together say so.
function joined(conditions, facts, decisive) {
  const parts = conditions.map((part) => decide(part, facts));
  const outcomes = parts.map(([outcome]) => outcome);
  const outcome = outcomes.includes(decisive) ? decisive : outcomes.includes(null) ? null : !decisive;
  return [outcome, parts.filter(([was]) => was === outcome).flatMap(([, reasons]) => reasons)];
}
