export default {
  now: "Now",
  zone: "Times of {zone}",
  longestWait: "Longest wait",
  noneWaits: "No one waits",
  agentsOnline: "Agents online",
  available: "{count} can take more",
  noSessions: "There are no such sessions.",
  toFigures: "Back to the figures",
  figuresRole: "The figures are for supervisors.",
};
