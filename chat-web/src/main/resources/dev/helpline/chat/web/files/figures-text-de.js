export default {
  now: "Jetzt",
  zone: "Zeiten von {zone}",
  longestWait: "Längste Wartezeit",
  noneWaits: "Niemand wartet",
  agentsOnline: "Agenten online",
  available: "{count} können mehr nehmen",
  noSessions: "Es gibt keine solchen Gespräche.",
  toFigures: "Zurück zu den Kennzahlen",
  figuresRole: "Die Kennzahlen sind für Supervisoren.",
};
