export default {
  now: "अभी",
  zone: "समय: {zone}",
  longestWait: "सबसे लंबी प्रतीक्षा",
  noneWaits: "कोई प्रतीक्षा में नहीं",
  agentsOnline: "ऑनलाइन एजेंट",
  available: "{count} और ले सकते हैं",
  noSessions: "ऐसी कोई बातचीत नहीं है।",
  toFigures: "आँकड़ों पर वापस",
  figuresRole: "आँकड़े पर्यवेक्षकों के लिए हैं।",
};
