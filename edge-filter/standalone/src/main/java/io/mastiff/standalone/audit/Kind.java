package io.mastiff.standalone.audit;

/** Kinds of traffic that a report tells apart. */
enum Kind {
  PEOPLE("people", "browsers that nothing speaks against; what cannot be told apart is here too"),
  DOUBTFUL("doubtful visitors", "scored over the throttling threshold"),
  SCRAPER("scrapers", "scored over the blocking threshold"),
  FLEET(
      "distributed scrapers",
      "few requests from each of many clients that share what few buyers share"),
  CRAWLER("declared crawlers", "say by their user agent which crawler they are"),
  PROGRAM("other programs", "their user agent is not a browser's; not convicted");

  private final String title;
  private final String meaning;

  Kind(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
