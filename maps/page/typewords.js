// Names of event types and sub-event types (EVENT_TYPES in data/schema.py, and UCDP's three) in the
// page's language; a name of another data set stands as it is. Pure.

import {words} from "./language.js";

const names = words({
  en: /** @type {Record<string, string>} */ ({}),
  ar: {
    "Battles": "معارك",
    "Government regains territory": "استعادة الحكومة أراضي",
    "Non-state actor overtakes territory": "سيطرة جهة غير حكومية على أراضٍ",
    "Armed clash": "اشتباك مسلح",
    "Explosions/Remote violence": "تفجيرات وعنف عن بُعد",
    "Chemical weapon": "سلاح كيميائي",
    "Air/drone strike": "غارة جوية أو ضربة بطائرة مسيّرة",
    "Suicide bomb": "تفجير انتحاري",
    "Shelling/artillery/missile attack": "قصف مدفعي أو صاروخي",
    "Remote explosive/landmine/IED": "لغم أو عبوة ناسفة",
    "Grenade": "قنبلة يدوية",
    "Violence against civilians": "عنف ضد المدنيين",
    "Sexual violence": "عنف جنسي",
    "Attack": "هجوم",
    "Abduction/forced disappearance": "خطف أو إخفاء قسري",
    "Protests": "احتجاجات",
    "Excessive force against protesters": "قوة مفرطة ضد محتجين",
    "Protest with intervention": "احتجاج جرى التدخل فيه",
    "Peaceful protest": "احتجاج سلمي",
    "Riots": "أعمال شغب",
    "Violent demonstration": "مظاهرة عنيفة",
    "Mob violence": "عنف غوغائي",
    "Strategic developments": "تطورات استراتيجية",
    "Agreement": "اتفاق",
    "Arrests": "اعتقالات",
    "Change to group/activity": "تغيّر في جماعة أو نشاطها",
    "Disrupted weapons use": "إحباط استخدام سلاح",
    "Headquarters or base established": "إقامة مقر أو قاعدة",
    "Looting/property destruction": "نهب أو تدمير ممتلكات",
    "Non-violent transfer of territory": "انتقال أراضٍ دون عنف",
    "Other": "غير ذلك",
    "Diplomacy": "دبلوماسية",
    "Closure": "إغلاق",
    "Troop movement": "تحرك قوات",
    "Displacement": "نزوح",
    "State-based violence": "عنف تكون دولة طرفًا فيه",
    "Non-state violence": "عنف بين جهات غير حكومية",
    "One-sided violence": "عنف من طرف واحد ضد المدنيين",
  },
});

/** @param {string} name of a type or of a group of types */
export function typeWords(name) {
  return names[name] ?? name;
}
