const DAY = 86_400_000;

/** The first day of each range, given the day of today. */
const RANGES = {
  today: { unit: "hour", from: (day) => day },
  "7d": { unit: "day", from: (day) => plusDays(day, -6) },
  "28d": { unit: "day", from: (day) => plusDays(day, -27) },
  "13w": { unit: "week", from: (day) => plusDays(day, -((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7) - 84) },
  "12m": { unit: "month", from: (day) => firstOfMonth(day, -11) },
};

const DEFAULT = "28d";
const OWN = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$/;
const EARLIEST = "2000-01-01";
const LONGEST = 3660;

/** How many days a range may and must have for its rows to be of a unit of time. */
const UNITS = { hour: [0, 14], day: [2, 400], week: [14, LONGEST], month: [56, LONGEST] };

/** The groups of the table. */
export const GROUPS = ["agent", "department", "category", "priority", "tag", "endReason"];

/** The names of the ranges that can be chosen beside days of one's own. */
export const RANGE_NAMES = Object.keys(RANGES);

export const UNIT_NAMES = Object.keys(UNITS);

/**
 * What the page shows, as its address says; what the address does not say, or says wrongly, is as it is at first.
 *
 * @param query names and values behind `#/figures/`
 * @param now an instant in milliseconds
 */
export function viewOf(query = "", now = Date.now()) {
  const asked = new URLSearchParams(query);
  const today = dayOf(now);
  const own = ownDays(asked.get("range") ?? "");
  const range = own || RANGES[asked.get("range")] ? asked.get("range") : DEFAULT;
  const [from, last] = own ?? [RANGES[range].from(today), today];
  const days = daysBetween(from, last) + 1;
  const units = UNIT_NAMES.filter((unit) => days >= UNITS[unit][0] && days <= UNITS[unit][1]);
  const usual = own ? (units.includes("day") ? "day" : units[0]) : RANGES[range].unit;
  const choice = (name, values, first) => (values.includes(asked.get(name)) ? asked.get(name) : first);
  return {
    range,
    from,
    last,
    units,
    unit: choice("unit", units, usual),
    by: choice("by", GROUPS, "agent"),
    asTables: asked.get("as") === "tables",
    behind: asked.has("figure") ? Object.fromEntries(["figure", "of", "group", "from", "to", "slot"].map((name) => [name, asked.get(name) ?? undefined])) : undefined,
  };
}

/** The address of a view; it names what is not as it is at first. */
export function addressOf({ range, unit, by, asTables, behind = {} }) {
  const parts = { range, unit, by, as: asTables ? "tables" : undefined, ...behind };
  return `#/figures/${new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== undefined))}`;
}

/** The days of a range of one's own, if they are days and in order, not too early and not too many. */
export function ownDays(range) {
  const [, from, last] = OWN.exec(range) ?? [];
  const isRange = from && isDay(from) && isDay(last) && from >= EARLIEST && daysBetween(from, last) >= 0 && daysBetween(from, last) < LONGEST;
  return isRange ? [from, last] : undefined;
}

/** The parameters of the calls for a view: its days, and the time zone that they are in. */
export function rangeOf({ from, last }) {
  return { from, to: plusDays(last, 1), tz: zone() };
}

/** The time zone of the browser. */
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

/**
 * The times of a range that are an hour of the week, as `[from, to]` in ISO 8601, in order.
 *
 * @param slot as the server names it, from "1-00", the first hour of Monday, to "7-23"
 */
export function hoursOf({ from, last }, slot) {
  const [weekday, hour] = slot.split("-").map(Number);
  const hours = [];
  for (let day = from; day <= last; day = plusDays(day, 1)) {
    if ((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7 === weekday - 1) {
      const [year, month, date] = day.split("-").map(Number);
      const begin = new Date(year, month - 1, date, hour);
      if (begin.getHours() === hour) {
        hours.push([begin, new Date(year, month - 1, date, hour + 1)].map((time) => time.toISOString()));
      }
    }
  }
  return hours;
}

/** The day of an instant, as `2026-11-27`. */
function dayOf(millis) {
  const time = new Date(millis);
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function isDay(text) {
  const time = new Date(`${text}T00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function plusDays(day, days) {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
}

function firstOfMonth(day, months) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
