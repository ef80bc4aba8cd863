// Numbers and times as people read them.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const count = number => whole.format(number);

/** A rate: one decimal place while it is small. */
export const rate = number => number >= 100 ? whole.format(number) : one.format(number);

/** Microseconds as milliseconds without a unit, for columns that bear it in their header. */
export const ms = microseconds => {
  if (microseconds === undefined || microseconds === null) return "–";
  const value = microseconds / 1000;
  return value >= 100 ? whole.format(value) : value >= 10 ? one.format(value) : value.toFixed(2);
};

/** Milliseconds with their unit. */
export const span = milliseconds => {
  if (milliseconds < 1) return "0 ms";
  if (milliseconds < 1000) return `${whole.format(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${(milliseconds / 1000).toFixed(2).replace(/\.?0+$/, "")} s`;
  if (milliseconds < 7_200_000) return `${whole.format(milliseconds / 60_000)} min`;
  return `${whole.format(milliseconds / 3_600_000)} h`;
};

/** A time of day; of another day, with that. */
export const time = at => {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
};

export const minutes = (at, withSeconds) => (withSeconds ? clock : minute).format(new Date(at));

/** A time of day to the hundredth of a second. */
export const exact = at => `${clock.format(new Date(at))}.${String(Math.floor(new Date(at).getMilliseconds() / 10)).padStart(2, "0")}`;

export const iso = at => new Date(at).toISOString();

export const plural = (number, word, many = `${word}s`) => `${count(number)} ${number === 1 ? word : many}`;

/** What a server is: a shape, so that no colour alone says it, and the word. */
export const states = {
  writer: { shape: "■", word: "writer" },
  reader: { shape: "●", word: "reader" },
  idle: { shape: "○", word: "takes nothing" },
  suspect: { shape: "◐", word: "suspect" },
  down: { shape: "✕", word: "down" },
  drained: { shape: "‖", word: "drained" },
  offline: { shape: "–", word: "offline" },
  conflict: { shape: "▲", word: "conflict" },
  alias: { shape: "=", word: "same server" },
  unknown: { shape: "?", word: "not seen yet" },
};

export const places = {
  reader: { shape: "●", word: "reader" },
  writer: { shape: "■", word: "writer" },
  session: { shape: "◆", word: "session" },
  kept: { shape: "◧", word: "writer, kept" },
};
