package io.mastiff.data.simulate;

import java.util.random.RandomGenerator;

/** What scrapers and feeds fetch with. */
public final class Tools {
  private static final String PAGE_ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
  private static final String WINDOWS =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";

  private Tools() {}

  /** A script with an HTTP library: curl or Python's requests. */
  public static Software script(RandomGenerator random) {
    return Software.ofPages(
        random.nextBoolean()
            ? """
            Host: *
            User-Agent: curl/7.88.1
            Accept: */*
            """
            : """
            Host: *
            User-Agent: python-requests/2.32.3
            Accept-Encoding: gzip, deflate
            Accept: */*
            Connection: keep-alive
            """);
  }

  /** A library that fills in a browser's headers, client hints last (as got-scraping does). */
  public static Software mimic() {
    return Software.ofPages(
        """
        Host: *
        Connection: keep-alive
        Upgrade-Insecure-Requests: 1
        User-Agent: %s Chrome/147.0.0.0 Safari/537.36
        Accept: %s
        Sec-Fetch-Site: same-site
        Sec-Fetch-Mode: navigate
        Sec-Fetch-User: ?1
        Sec-Fetch-Dest: document
        Accept-Encoding: gzip, deflate, br
        Accept-Language: en-US,en;q=0.9
        Cookie: *
        Sec-Ch-Ua: "Chromium";v="147", "Not.A/Brand";v="8", "Google Chrome";v="147"
        Sec-Ch-Ua-Mobile: ?0
        Sec-Ch-Ua-Platform: "Windows"
        """
            .formatted(WINDOWS, PAGE_ACCEPT));
  }

  /** An impersonating library with one of several agents: sec-fetch-* stand before accept. */
  public static Software fleet(RandomGenerator random) {
    int major = 138 + random.nextInt(9);
    return Software.ofPages(
        """
        Host: *
        Connection: keep-alive
        sec-ch-ua: "Chromium";v="%d"
        sec-ch-ua-mobile: ?0
        sec-ch-ua-platform: "Windows"
        User-Agent: %s Chrome/%d.0.0.0 Safari/537.36
        Sec-Fetch-Site: none
        Sec-Fetch-Mode: navigate
        Sec-Fetch-Dest: document
        Accept: %s
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9
        Cookie: *
        """
            .formatted(major, WINDOWS, major, PAGE_ACCEPT));
  }

  /**
   * The commonest browser's headers with one of several agents.
   *
   * @param variant order of the headers, {@link Software#reordered}; 0 for the browser's own
   */
  public static Software campaign(RandomGenerator random, int variant) {
    int major = 140 + random.nextInt(8);
    return Browsers.commonest(random).reordered(variant).with("147", Integer.toString(major));
  }

  /** One that calls itself Googlebot, and is not. */
  public static Software forgedCrawler() {
    return Software.ofPages(
        """
        Host: *
        Connection: keep-alive
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
        From: googlebot(at)googlebot.com
        User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
        Accept-Encoding: gzip, deflate, br
        """);
  }

  /** A partner's feed, which shows the key that the shop gave it. */
  public static Software partner(String key) {
    return Software.ofPages(
        """
        Host: *
        User-Agent: price-compare/3.2
        Accept: application/json
        Accept-Encoding: gzip
        Mastiff-Partner: %s
        """
            .formatted(key));
  }
}
