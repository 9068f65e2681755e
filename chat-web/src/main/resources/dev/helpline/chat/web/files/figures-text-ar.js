export default {
  now: "الآن",
  zone: "التوقيت: {zone}",
  longestWait: "أطول انتظار",
  noneWaits: "لا أحد ينتظر",
  agentsOnline: "الموظفون المتصلون",
  available: "{count} يمكنهم أخذ المزيد",
  noSessions: "لا توجد محادثات كهذه.",
  toFigures: "العودة إلى الأرقام",
  figuresRole: "الأرقام للمشرفين فقط.",
};
