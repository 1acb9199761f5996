package io.mastiff.standalone.actor;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The header fields that a kind of client sends, in its order.
 *
 * <p>A field whose value is {@code *} is filled in for each request (cookie, referer) or left out.
 *
 * @param page fields of a page request
 * @param asset fields of an asset request; the page's where the client fetches none
 */
record HeaderProfile(List<Field> page, List<Field> asset) {
  private static final String FILLED = "*";

  /** One header field. */
  record Field(String name, String value) {}

  /** The fields of one request; {@code filled} gives the values of those that change. */
  HttpHeaders headers(boolean forAsset, Map<String, String> filled) {
    HttpHeaders headers = new DefaultHttpHeaders(false);
    for (Field field : forAsset ? asset : page) {
      String value = field.value().equals(FILLED) ? filled.get(field.name()) : field.value();
      if (value != null && !value.isEmpty()) {
        headers.add(field.name(), value);
      }
    }
    return headers;
  }

  private static List<Field> fields(String... pairs) {
    Field[] fields = new Field[pairs.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Field(pairs[2 * i], pairs[2 * i + 1]);
    }
    return List.of(fields);
  }

  /** A person's browser: Chromium, Firefox or Safari, in one of a few languages. */
  static HeaderProfile browser(RandomGenerator random) {
    String[] languages = {
      "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-GB,en;q=0.9", "en-US,en;q=0.9", "fr-FR,fr;q=0.9"
    };
    String language = languages[random.nextInt(languages.length)];
    double u = random.nextDouble();
    return u < 0.6 ? chromium(language) : u < 0.8 ? firefox(language) : safari(language);
  }

  private static final String CHROME_AGENT =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/147.0.0.0 Safari/537.36";
  private static final String BRANDS =
      "\"Chromium\";v=\"147\", \"Not.A/Brand\";v=\"8\", \"Google Chrome\";v=\"147\"";
  private static final String PAGE_ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private static HeaderProfile chromium(String language) {
    return new HeaderProfile(
        fields(
            "Host",
            FILLED,
            "Connection",
            "keep-alive",
            "sec-ch-ua",
            BRANDS,
            "sec-ch-ua-mobile",
            "?0",
            "sec-ch-ua-platform",
            "\"Windows\"",
            "Upgrade-Insecure-Requests",
            "1",
            "User-Agent",
            CHROME_AGENT,
            "Accept",
            PAGE_ACCEPT,
            "Sec-Fetch-Site",
            FILLED,
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-User",
            "?1",
            "Sec-Fetch-Dest",
            "document",
            "Referer",
            FILLED,
            "Accept-Encoding",
            "gzip, deflate, br, zstd",
            "Accept-Language",
            language,
            "Cookie",
            FILLED),
        fields(
            "Host",
            FILLED,
            "Connection",
            "keep-alive",
            "sec-ch-ua-platform",
            "\"Windows\"",
            "User-Agent",
            CHROME_AGENT,
            "sec-ch-ua",
            BRANDS,
            "sec-ch-ua-mobile",
            "?0",
            "Accept",
            "*/*",
            "Sec-Fetch-Site",
            "same-origin",
            "Sec-Fetch-Mode",
            "no-cors",
            "Sec-Fetch-Dest",
            "image",
            "Referer",
            FILLED,
            "Accept-Encoding",
            "gzip, deflate, br, zstd",
            "Accept-Language",
            language,
            "Cookie",
            FILLED));
  }

  private static HeaderProfile firefox(String language) {
    String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
    return new HeaderProfile(
        fields(
            "Host",
            FILLED,
            "User-Agent",
            agent,
            "Accept",
            PAGE_ACCEPT,
            "Accept-Language",
            language,
            "Accept-Encoding",
            "gzip, deflate, br, zstd",
            "Referer",
            FILLED,
            "Connection",
            "keep-alive",
            "Cookie",
            FILLED,
            "Upgrade-Insecure-Requests",
            "1",
            "Sec-Fetch-Dest",
            "document",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Site",
            FILLED,
            "Priority",
            "u=0, i"),
        fields(
            "Host",
            FILLED,
            "User-Agent",
            agent,
            "Accept",
            "image/avif,image/webp,*/*",
            "Accept-Language",
            language,
            "Accept-Encoding",
            "gzip, deflate, br, zstd",
            "Referer",
            FILLED,
            "Connection",
            "keep-alive",
            "Cookie",
            FILLED,
            "Sec-Fetch-Dest",
            "image",
            "Sec-Fetch-Mode",
            "no-cors",
            "Sec-Fetch-Site",
            "same-origin",
            "Priority",
            "u=5"));
  }

  private static HeaderProfile safari(String language) {
    String agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    return new HeaderProfile(
        fields(
            "Host",
            FILLED,
            "Accept",
            PAGE_ACCEPT,
            "Sec-Fetch-Site",
            FILLED,
            "Cookie",
            FILLED,
            "Sec-Fetch-Dest",
            "document",
            "Accept-Language",
            language,
            "Sec-Fetch-Mode",
            "navigate",
            "User-Agent",
            agent,
            "Referer",
            FILLED,
            "Accept-Encoding",
            "gzip, deflate, br",
            "Connection",
            "keep-alive"),
        fields(
            "Host",
            FILLED,
            "Accept",
            "*/*",
            "Sec-Fetch-Site",
            "same-origin",
            "Cookie",
            FILLED,
            "Sec-Fetch-Dest",
            "image",
            "Accept-Language",
            language,
            "Sec-Fetch-Mode",
            "no-cors",
            "User-Agent",
            agent,
            "Referer",
            FILLED,
            "Accept-Encoding",
            "gzip, deflate, br",
            "Connection",
            "keep-alive"));
  }

  /** A script with an HTTP library: curl or Python's requests. */
  static HeaderProfile script(RandomGenerator random) {
    List<Field> fields =
        random.nextBoolean()
            ? fields("Host", FILLED, "User-Agent", "curl/7.88.1", "Accept", "*/*")
            : fields(
                "Host",
                FILLED,
                "User-Agent",
                "python-requests/2.32.3",
                "Accept-Encoding",
                "gzip, deflate",
                "Accept",
                "*/*",
                "Connection",
                "keep-alive");
    return new HeaderProfile(fields, fields);
  }

  /** A library that fills in a browser's headers, client hints last (as got-scraping does). */
  static HeaderProfile mimic() {
    List<Field> fields =
        fields(
            "Host",
            FILLED,
            "Connection",
            "keep-alive",
            "Upgrade-Insecure-Requests",
            "1",
            "User-Agent",
            CHROME_AGENT,
            "Accept",
            PAGE_ACCEPT,
            "Sec-Fetch-Site",
            "same-site",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-User",
            "?1",
            "Sec-Fetch-Dest",
            "document",
            "Accept-Encoding",
            "gzip, deflate, br",
            "Accept-Language",
            "en-US,en;q=0.9",
            "Cookie",
            FILLED,
            "Sec-Ch-Ua",
            BRANDS,
            "Sec-Ch-Ua-Mobile",
            "?0",
            "Sec-Ch-Ua-Platform",
            "\"Windows\"");
    return new HeaderProfile(fields, fields);
  }

  /** An impersonating library with one of several agents: sec-fetch-* stand before accept. */
  static HeaderProfile fleet(RandomGenerator random) {
    int major = 138 + random.nextInt(9);
    String agent =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
            + major
            + ".0.0.0 Safari/537.36";
    List<Field> fields =
        fields(
            "Host",
            FILLED,
            "Connection",
            "keep-alive",
            "sec-ch-ua",
            "\"Chromium\";v=\"" + major + "\"",
            "sec-ch-ua-mobile",
            "?0",
            "sec-ch-ua-platform",
            "\"Windows\"",
            "User-Agent",
            agent,
            "Sec-Fetch-Site",
            "none",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Dest",
            "document",
            "Accept",
            PAGE_ACCEPT,
            "Accept-Encoding",
            "gzip, deflate, br, zstd",
            "Accept-Language",
            "en-US,en;q=0.9",
            "Cookie",
            FILLED);
    return new HeaderProfile(fields, fields);
  }
}
