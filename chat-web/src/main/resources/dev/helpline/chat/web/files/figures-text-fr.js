export default {
  now: "Maintenant",
  zone: "Heures de {zone}",
  longestWait: "Attente la plus longue",
  noneWaits: "Personne n’attend",
  agentsOnline: "Agents en ligne",
  available: "{count} peuvent en prendre",
  noSessions: "Il n’y a pas de telles conversations.",
  toFigures: "Retour aux indicateurs",
  figuresRole: "Les indicateurs sont réservés aux superviseurs.",
};
