export default {
  now: "Ahora",
  zone: "Hora de {zone}",
  longestWait: "Espera más larga",
  noneWaits: "Nadie espera",
  agentsOnline: "Agentes en línea",
  available: "{count} pueden tomar más",
  noSessions: "No hay conversaciones así.",
  toFigures: "Volver a los indicadores",
  figuresRole: "Los indicadores son para supervisores.",
};
