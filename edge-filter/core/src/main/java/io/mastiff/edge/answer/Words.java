package io.mastiff.edge.answer;

import java.util.Locale;
import java.util.Map;

/**
 * What people are told, in the languages that the pages come in: English, German, Arabic.
 *
 * @param direction {@code ltr} or {@code rtl}
 */
record Words(
    String language,
    String direction,
    String throttleTitle,
    String throttleText,
    String queueTitle,
    String queueText,
    String blockTitle,
    String blockText,
    String challengeTitle,
    String challengeText,
    String goOn,
    String help) {
  private static final Words ENGLISH =
      new Words(
          "en",
          "ltr",
          "Too many requests",
          "Please wait a moment and try again.",
          "The shop is very busy",
          "You are in line. This page tries again by itself; your cart is safe.",
          "This request was refused",
          "The shop's filter took it for an automated one.",
          "One moment, please",
          "The shop checks that you are no robot. This page goes on by itself in a few seconds; it"
              + " needs no script, only cookies.",
          "Go on to the shop",
          "If you need help, tell the shop this reference:");

  private static final Words GERMAN =
      new Words(
          "de",
          "ltr",
          "Zu viele Anfragen",
          "Bitte warten Sie einen Moment und versuchen Sie es erneut.",
          "Im Shop ist gerade viel los",
          "Sie stehen in der Schlange. Diese Seite versucht es von selbst erneut; Ihr Warenkorb ist"
              + " sicher.",
          "Diese Anfrage wurde abgelehnt",
          "Der Filter des Shops hielt sie für automatisiert.",
          "Einen Moment, bitte",
          "Der Shop prüft, dass Sie kein Roboter sind. Diese Seite geht in wenigen Sekunden von"
              + " selbst weiter; sie braucht kein Skript, nur Cookies.",
          "Weiter zum Shop",
          "Wenn Sie Hilfe brauchen, nennen Sie dem Shop diese Kennung:");

  private static final Words ARABIC =
      new Words(
          "ar",
          "rtl",
          "طلبات كثيرة جدًا",
          "يرجى الانتظار لحظة ثم المحاولة مرة أخرى.",
          "المتجر مزدحم جدًا",
          "أنت في قائمة الانتظار. ستحاول هذه الصفحة مرة أخرى تلقائيًا، وسلة مشترياتك محفوظة.",
          "تم رفض هذا الطلب",
          "اعتبره مرشّح المتجر طلبًا آليًا.",
          "لحظة من فضلك",
          "يتحقق المتجر من أنك لست روبوتًا. ستتابع هذه الصفحة تلقائيًا خلال ثوانٍ، ولا تحتاج إلى"
              + " برمجة نصية بل إلى ملفات تعريف الارتباط فقط.",
          "المتابعة إلى المتجر",
          "إذا احتجت إلى مساعدة، فأعطِ المتجر هذا الرقم المرجعي:");

  private static final Map<String, Words> ALL = Map.of("en", ENGLISH, "de", GERMAN, "ar", ARABIC);
  private static final int MOST_LANGUAGES = 8;

  /** The first of the accepted languages that there are words for, else English. */
  static Words accepted(String acceptLanguage) {
    int from = 0;
    for (int i = 0; i < MOST_LANGUAGES && from < acceptLanguage.length(); i++) {
      int comma = acceptLanguage.indexOf(',', from);
      int end = comma < 0 ? acceptLanguage.length() : comma;
      String tag = acceptLanguage.substring(from, Math.min(end, from + 16)).trim();
      String primary = tag.split("[-;]", 2)[0].toLowerCase(Locale.ROOT);
      Words words = ALL.get(primary);
      if (words != null) {
        return words;
      }
      from = end + 1;
    }
    return ENGLISH;
  }
}
