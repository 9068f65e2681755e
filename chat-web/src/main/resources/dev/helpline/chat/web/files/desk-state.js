import { Pause, Problem, SignedOut, pauseAfter } from "./api.js";
import { DeskFeed } from "./desk-feed.js";
import { DeskSession } from "./desk-session.js";

const ADMIN = "../admin/chat";

/** A shorter interruption is not shown. */
const NOTICEABLE = 2000;

/** So many sessions are followed at a time: the one that is open, and those that were open last. */
const FOLLOWED = 8;
const PRIORITIES = ["urgent", "high", "normal", "low"];

/**
 * The state of the desk, told by the feed. The one store of it: whatever changes it calls `changed`.
 *
 * @typedef {object} Listener
 * @property {() => void} changed is called after each change of the state
 * @property {(sessionId: string, entry: object) => void} arrived is called with a message of a customer that has just arrived
 * @property {(session: object) => void} waiting is called with a session that has just begun to wait
 */
export class DeskState {
  #api;
  #memory;
  #listener;
  #feed;
  #pauses = new Set();
  #lostTimer;
  #sessions = new Map();
  #hasBoard = false;

  /** @type {"loading" | "signedOut" | "forbidden" | "ready"} */
  access = "loading";
  /** The agent of the desk: `agentId` and `name`. */
  me;
  config;
  /** All open sessions by id, each with `waitingSince` in milliseconds while it waits. */
  board = new Map();
  /** The session that is shown. */
  current;
  agents = [];
  responses = [];
  lostSince;
  signedOut = false;
  /** The list beside the conversation: "open" or "ended". */
  list = "open";
  /** The page in the place of a conversation, `{name, id}`, if one is shown. */
  page;
  /** The ended sessions that were searched for. */
  ended = { sessions: [], isLoading: false };

  constructor(api, memory, listener) {
    this.#api = api;
    this.#memory = memory;
    this.#listener = listener;
  }

  changed() {
    this.#listener.changed();
  }

  get hasBoard() {
    return this.#hasBoard;
  }

  /** Begins, again and again until the server can be reached. */
  async start() {
    const feed = (this.#feed = new DeskFeed(this.#api, this));
    for (let failures = 0; this.#feed === feed && !this.config; failures++) {
      try {
        this.config = await this.#api.call("GET", "config", undefined, { open: true });
        feed.pollInterval = this.config.pollIntervalMillis;
      } catch (failure) {
        this.lost(failure);
        await this.pause(pauseAfter(failures, failure));
      }
    }
    if (this.#feed === feed) {
      feed.start();
    }
  }

  stop() {
    this.#feed?.stop();
    this.#feed = undefined;
    clearTimeout(this.#lostTimer);
  }

  /** Tries again at once, since there may be a token now. */
  signedIn() {
    if (this.access === "forbidden") {
      this.#feed?.start();
    }
    this.access = this.me ? "ready" : "loading";
    this.#feed?.wake();
    this.#wake();
    this.changed();
  }

  /** Waits, but no longer than until the server can be reached again. */
  async pause(millis) {
    const pause = new Pause();
    this.#pauses.add(pause);
    await pause.for(millis);
    this.#pauses.delete(pause);
  }

  #wake() {
    this.#pauses.forEach((pause) => pause.wake());
  }

  // What the feed tells.

  welcome(agent) {
    if (this.#memory.read().agentId !== agent.agentId) {
      this.#memory.write({ agentId: agent.agentId, sessions: {} });
      this.#sessions.forEach((session) => [session.stop(), this.#feed.unfollow(session.id)]);
      this.#sessions.clear();
      if (this.current) {
        this.open(this.current.id);
      }
    }
    this.me = agent;
    this.access = "ready";
    this.#loadLists();
    this.changed();
  }

  /** Where sockets do not get through there is no welcome: the sessions of the agent tell who it is. */
  async #askWhoIAm() {
    const { sessions } = await this.#api.call("GET", `${ADMIN}/active-sessions?assigned=me&limit=1`);
    const agent = sessions[0]?.agent;
    this.me ??= { agentId: agent?.agentId ?? this.#memory.read().agentId, name: agent?.name };
    this.changed();
  }

  async #loadLists() {
    try {
      const [{ agents }, { responses }] = await Promise.all([
        this.#api.call("GET", `${ADMIN}/agents`),
        this.#api.call("GET", `${ADMIN}/canned-responses`),
      ]);
      this.#takeAgents(agents);
      this.responses = responses;
      this.changed();
    } catch {
      // the lists are asked for again at the next welcome, and when they are opened
    }
  }

  #takeAgents(agents) {
    this.agents = agents;
    const me = agents.find(({ agentId }) => agentId === this.me?.agentId);
    this.me = this.me && { ...this.me, ...me };
  }

  /** Says whether the agent takes part in the work: "online", "away" or "offline". */
  async choosePresence(presence) {
    await this.#api.call("POST", `${ADMIN}/agents/presence`, { presence });
    await this.#loadLists();
  }

  /** Returns which alerts the agent gets outside of the desk, as the protocol has it. */
  alertPreferences() {
    return this.#api.call("GET", `${ADMIN}/preferences`);
  }

  chooseAlerts(wanted) {
    return this.#api.call("PUT", `${ADMIN}/preferences`, wanted);
  }

  /** Starts a session that the agent has from its start; the fields are those of the call. */
  async startSession(start) {
    try {
      await this.#api.call("POST", `${ADMIN}/session`, start);
    } catch (problem) {
      problem.reason = problem.code === "SESSION_CONFLICT" ? "problemFull" : undefined;
      throw problem;
    }
  }

  /** Reads the agents and the canned responses again. */
  refreshLists() {
    return this.#loadLists();
  }

  takeBoard({ snapshot, sessions, gone, agents = [] }) {
    this.#takeAgents([...this.agents.filter(({ agentId }) => !agents.some((changed) => changed.agentId === agentId)), ...agents]);
    const now = Date.now();
    const before = this.board;
    const board = snapshot ? new Map() : new Map(before);
    for (const session of sessions) {
      const waitingSince = session.state === "waiting" ? sinceWhen(now - session.waitSeconds * 1000, before.get(session.sessionId)) : undefined;
      board.set(session.sessionId, { ...session, waitingSince });
    }
    gone.forEach((id) => board.delete(id));
    this.board = board;
    for (const session of this.#hasBoard ? sessions : []) {
      const known = before.get(session.sessionId);
      const isNewlyOffered = this.isOffered(session) && !(known && this.isOffered(known));
      if ((session.state === "waiting" && known?.state !== "waiting") || isNewlyOffered) {
        this.#listener.waiting(session);
      }
      const { lastMessage } = session;
      if (lastMessage?.sender === "user" && this.isMine(session) && known && lastMessage.timestamp !== known.lastMessage?.timestamp) {
        this.#listener.arrived(session);
      }
    }
    this.#hasBoard = true;
    this.#reopened();
    this.changed();
  }

  /** An ended session that is on the board again was reopened, so its feed goes on. */
  #reopened() {
    const session = this.current;
    if (session?.load === "ready" && session.state === "ended" && this.board.has(session.id)) {
      this.#feed.follow(session.id, this.#feed.cursorOf(session.id));
      session.refresh();
    }
  }

  news(sessionId, news) {
    this.#sessions.get(sessionId)?.apply(news);
  }

  gone(sessionId) {
    this.#sessions.get(sessionId)?.refresh();
  }

  connected() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    if (!this.me) {
      this.access = "ready";
      this.#loadLists();
      this.#askWhoIAm().catch((failure) => this.lost(failure));
    }
    if (this.lostSince || this.signedOut) {
      this.lostSince = undefined;
      this.signedOut = false;
      this.changed();
    }
    this.#wake();
  }

  lost(failure) {
    if (failure instanceof SignedOut) {
      this.signedOut = true;
      this.access = this.me ? "ready" : "signedOut";
      this.changed();
    }
    if (!this.#lostTimer) {
      const since = Date.now();
      this.#lostTimer = setTimeout(() => {
        this.lostSince = since;
        this.changed();
      }, NOTICEABLE);
    }
  }

  /** The token is valid, but its owner may not work at the desk. */
  refused(problem) {
    this.access = problem instanceof Problem ? "forbidden" : "signedOut";
    this.changed();
  }

  // Sessions.

  isMine({ agent }) {
    return agent !== undefined && agent.agentId === this.me?.agentId;
  }

  /** Whether the agent sees the whole team's work, as far as it is known already. */
  get isSupervisor() {
    return ["supervisor", "admin"].includes(this.me?.role);
  }

  get myDepartments() {
    return this.me?.departments ?? [];
  }

  /** Whether the waiting session is offered to the agent of the desk. */
  isOffered({ state, offer }) {
    return state === "waiting" && offer !== undefined && offer.agentId === this.me?.agentId;
  }

  /** Whether the agent of the desk wrote a message, or is the one who types. */
  wrote({ sender, adminInfo }) {
    return sender === "admin" && adminInfo?.agentId !== undefined && adminInfo.agentId === this.me?.agentId;
  }

  /** All open sessions in the order of the list: those that wait, the agent's own, and those of the team. */
  sections(filter = "", chosen = {}) {
    const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    /** @type {{waiting: any[], mine: any[], team: any[]}} */
    const sections = { waiting: [], mine: [], team: [] };
    for (const session of this.board.values()) {
      if (isChosen(session, chosen, this.myDepartments) && (words.length === 0 || matches(session, words))) {
        sections[session.state === "waiting" ? "waiting" : this.isMine(session) ? "mine" : "team"].push(session);
      }
    }
    sections.waiting.sort((a, b) => Number(this.isOffered(b)) - Number(this.isOffered(a)) || byQueue(a, b));
    sections.mine.sort(byActivity);
    sections.team.sort(byActivity);
    return sections;
  }

  /** Searches the ended sessions; the parameters are those of the call, but `from` and `to` are days, and `department` is a list. */
  searchEnded({ from, to, department = [], ...rest }) {
    const parameters = new URLSearchParams(Object.entries(rest).filter(([, value]) => value));
    department.forEach((name) => parameters.append("department", name));
    if (from) {
      parameters.set("from", startOf(from, 0));
    }
    if (to) {
      parameters.set("to", startOf(to, 1));
    }
    this.ended = { sessions: [], parameters, isLoading: true };
    this.changed();
    this.#readEnded(this.ended);
  }

  /** Reads the next page of the ended sessions, if there is one. */
  moreEnded() {
    const { next, isLoading } = this.ended;
    if (next && !isLoading) {
      this.ended = { ...this.ended, isLoading: true };
      this.#readEnded(this.ended, next);
    }
  }

  async #readEnded(asked, after) {
    const query = new URLSearchParams(asked.parameters);
    if (after) {
      query.set("after", after);
    }
    try {
      const { sessions, nextCursor } = await this.#api.call("GET", `${ADMIN}/ended-sessions?${query}`);
      if (this.ended === asked) {
        const all = [...asked.sessions, ...sessions.map((session) => ({ ...session, state: "ended" }))];
        this.ended = { ...asked, sessions: all, next: nextCursor, isLoading: false };
      }
    } catch (failure) {
      this.lost(failure);
      this.ended = this.ended === asked ? { ...asked, isLoading: false } : this.ended;
    }
    this.changed();
  }

  /** Returns the newest messages of a session that is not followed; none if they cannot be read now. */
  async transcript(sessionId) {
    try {
      const { messages } = await this.#api.call("GET", `${ADMIN}/messages/${encodeURIComponent(sessionId)}?limit=100`);
      return messages.filter(({ sender, deletedAt }) => sender !== "system" && !deletedAt);
    } catch (failure) {
      this.lost(failure);
      return [];
    }
  }

  get unread() {
    let count = 0;
    for (const session of this.board.values()) {
      count += this.isMine(session) ? (session.unreadCount ?? 0) : 0;
    }
    return count;
  }

  /** Shows a session, and follows it. */
  open(id) {
    if (!id) {
      this.current = undefined;
      this.changed();
      return;
    }
    let session = this.#sessions.get(id);
    if (!session) {
      session = new DeskSession(this, this.#api, id, this.#memory.read().sessions?.[id]);
    }
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    this.current = session;
    if (session.load === "new" || session.load === "missing") {
      session.open();
    } else if (this.#feed.cursorOf(id) === undefined) {
      session.load = "new";
      session.open();
    } else {
      session.refresh();
      session.checkDraft();
    }
    for (const other of [...this.#sessions.values()].slice(0, -FOLLOWED)) {
      this.#feed.unfollow(other.id);
      if (other.pending.length === 0 && other.uploads.files.length === 0) {
        this.#sessions.delete(other.id);
      }
    }
    this.changed();
  }

  follow(id, cursor) {
    this.#feed?.follow(id, cursor);
  }

  delivered(id, upTo) {
    this.#feed?.delivered(id, upTo);
  }

  /** Remembers what was written and is not stored, for a reload of the tab. */
  keep({ id, draft, pending, quote, macro, editing, isNote, serverDraft }) {
    const sessions = { ...this.#memory.read().sessions };
    delete sessions[id];
    if (draft || pending.length > 0 || quote || macro) {
      sessions[id] = { draft: editing ? editing.draft : draft, pending, quote, macro, isNote, server: serverDraft };
    }
    this.#memory.write({ sessions });
  }

  /** Whether something was written in a session and not sent. */
  hasDraft(id) {
    const session = this.#sessions.get(id);
    return session !== undefined && (session.draft.trim() !== "" || session.pending.length > 0);
  }

  /** Whether a note mentions the agent that the agent has not seen yet. */
  isMentioned({ sessionId, mentions }) {
    return (mentions?.[this.me?.agentId] ?? 0) > (this.#memory.read().seen?.[sessionId] ?? 0);
  }

  /** Notes that the agent has seen a session up to this `seq`, as far as that ends a mention. */
  saw(id, upTo) {
    const session = this.board.get(id);
    if (session && this.isMentioned(session)) {
      this.#memory.write({ seen: { ...this.#memory.read().seen, [id]: upTo } });
      this.changed();
    }
  }

  isTyping(id) {
    return this.#sessions.get(id)?.head?.typing?.some(({ sender }) => sender === "user") ?? false;
  }
}

/** `mine` among the chosen departments stands for the agent's own. */
function isChosen({ state: inState, department, priority, tags = [], agent }, chosen, own) {
  const of = department ?? agent?.department;
  return (
    (!chosen.state || chosen.state === inState) &&
    (!chosen.department || chosen.department.includes(of) || (chosen.department.includes("mine") && own.includes(of))) &&
    (!chosen.priority || chosen.priority === priority) &&
    (!chosen.tag || tags.includes(chosen.tag)) &&
    (!chosen.agent || chosen.agent === agent?.agentId)
  );
}

/** The instant at which a day begins here, some days later. */
export function startOf(day, later) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

function matches(session, words) {
  const { userInfo, subject, category, externalRef, agent, priority, lastMessage, sessionId, department, tags = [] } = session;
  const parts = [userInfo.name, userInfo.email, userInfo.userId, subject, category, externalRef, agent?.name, agent?.department, department, ...tags];
  const text = [...parts, priority, lastMessage?.message].join("\n").toLocaleLowerCase();
  const id = sessionId.toLocaleLowerCase();
  return words.every((word) => text.includes(word) || word === id);
}

function byQueue(a, b) {
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.waitingSince - b.waitingSince || compare(a.startTime, b.startTime);
}

/** The server tells whole seconds; what is known keeps its place in the queue. */
function sinceWhen(told, known) {
  return Math.abs(told - known?.waitingSince) < 2000 ? known.waitingSince : told;
}

function byActivity(a, b) {
  return compare(lastAt(b), lastAt(a)) || compare(a.sessionId, b.sessionId);
}

/** When something happened last in a session of the board, as the protocol writes instants. */
export function lastAt({ endedAt, lastMessage, startTime }) {
  return endedAt ?? lastMessage?.timestamp ?? startTime;
}

/** The instant at which the next target of the host's service levels is due, if there is one. */
export function dueOf({ sla = [] }) {
  return sla
    .map(({ dueAt }) => dueAt)
    .filter(Boolean)
    .sort()[0];
}

export function isOverdue(session) {
  return Date.parse(dueOf(session)) < Date.now();
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
