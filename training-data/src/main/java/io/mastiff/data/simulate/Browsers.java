package io.mastiff.data.simulate;

import java.util.random.RandomGenerator;

/**
 * What people shop with: header order and values of the browsers of 2026 as seen in their own
 * requests, web views of other apps, and a shop's own app.
 */
public final class Browsers {
  private static final String[] LANGUAGES = {
    "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-GB,en;q=0.9", "en-US,en;q=0.9", "fr-FR,fr;q=0.9"
  };
  private static final String PAGE_ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
  private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
  private static final int CHROMIUM = 147;

  private Browsers() {}

  /** Chromium, Firefox or Safari, at home or on a phone. */
  public static Software any(RandomGenerator random) {
    String language = LANGUAGES[random.nextInt(LANGUAGES.length)];
    double u = random.nextDouble();
    if (u < 0.30) {
      return chromium(
          "Windows NT 10.0; Win64; x64", "\"Windows\"", "?0", "Google Chrome", language);
    }
    if (u < 0.38) {
      return chromium(
          "Macintosh; Intel Mac OS X 10_15_7", "\"macOS\"", "?0", "Google Chrome", language);
    }
    if (u < 0.50) {
      return chromium("Linux; Android 10; K", "\"Android\"", "?1", "Google Chrome", language);
    }
    if (u < 0.56) {
      return chromium(
          "Windows NT 10.0; Win64; x64", "\"Windows\"", "?0", "Microsoft Edge", language);
    }
    if (u < 0.70) {
      return firefox(random.nextBoolean() ? "X11; Linux x86_64" : "Android 15; Mobile", language);
    }
    if (u < 0.90) {
      return safari("iPhone; CPU iPhone OS 18_5 like Mac OS X", "Mobile/15E148 ", language);
    }
    return safari("Macintosh; Intel Mac OS X 10_15_7", "", language);
  }

  /** The browser that most people shop with: Chrome on Windows. */
  public static Software commonest(RandomGenerator random) {
    return chromium(
        "Windows NT 10.0; Win64; x64",
        "\"Windows\"",
        "?0",
        "Google Chrome",
        LANGUAGES[random.nextInt(LANGUAGES.length)]);
  }

  /** A page that another app shows in a view of its own: fewer headers than the browser's. */
  public static Software inApp(RandomGenerator random) {
    return random.nextBoolean() ? webKitView() : androidView();
  }

  /** The shop's own app, which asks the shop's interface for what it shows. */
  public static Software app(RandomGenerator random) {
    return Software.ofPages(
        random.nextBoolean()
            ? """
            Host: *
            Accept: application/json
            X-App-Version: 8.14.0
            User-Agent: Shop/8.14.0 (iPhone; iOS 18.5; Scale/3.00) CFNetwork/1568 Darwin/24.5.0
            Accept-Language: de-DE,de;q=0.9
            Accept-Encoding: gzip, deflate, br
            Connection: keep-alive
            """
            : """
            X-App-Version: 8.14.0
            Accept: application/json
            Host: *
            Connection: Keep-Alive
            Accept-Encoding: gzip
            User-Agent: okhttp/4.12.0
            """);
  }

  private static Software chromium(
      String system, String platform, String mobile, String brand, String language) {
    String agent =
        "Mozilla/5.0 (%s) %s Chrome/%d.0.0.0%s Safari/537.36"
            .formatted(system, WEBKIT, CHROMIUM, mobile.equals("?1") ? " Mobile" : "");
    String full = brand.contains("Edge") ? agent + " Edg/" + CHROMIUM + ".0.0.0" : agent;
    String brands =
        "\"Chromium\";v=\"%d\", \"Not.A/Brand\";v=\"8\", \"%s\";v=\"%d\""
            .formatted(CHROMIUM, brand, CHROMIUM);
    return Software.of(
        """
        Host: *
        Connection: keep-alive
        sec-ch-ua: %s
        sec-ch-ua-mobile: %s
        sec-ch-ua-platform: %s
        Upgrade-Insecure-Requests: 1
        User-Agent: %s
        Accept: %s
        Sec-Fetch-Site: *
        Sec-Fetch-Mode: navigate
        Sec-Fetch-User: ?1
        Sec-Fetch-Dest: document
        Referer: *
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: %s
        Cookie: *
        """
            .formatted(brands, mobile, platform, full, PAGE_ACCEPT, language),
        """
        Host: *
        Connection: keep-alive
        sec-ch-ua-platform: %s
        User-Agent: %s
        sec-ch-ua: %s
        sec-ch-ua-mobile: %s
        Accept: */*
        Sec-Fetch-Site: same-origin
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Dest: image
        Referer: *
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: %s
        Cookie: *
        """
            .formatted(platform, full, brands, mobile, language));
  }

  private static Software firefox(String system, String language) {
    String agent =
        "Mozilla/5.0 (%s; rv:153.0) Gecko/%s Firefox/153.0"
            .formatted(system, system.startsWith("Android") ? "153.0" : "20100101");
    return Software.of(
        """
        Host: *
        User-Agent: %s
        Accept: %s
        Accept-Language: %s
        Accept-Encoding: gzip, deflate, br, zstd
        Referer: *
        Connection: keep-alive
        Cookie: *
        Upgrade-Insecure-Requests: 1
        Sec-Fetch-Dest: document
        Sec-Fetch-Mode: navigate
        Sec-Fetch-Site: *
        Priority: u=0, i
        """
            .formatted(agent, PAGE_ACCEPT, language),
        """
        Host: *
        User-Agent: %s
        Accept: image/avif,image/webp,*/*
        Accept-Language: %s
        Accept-Encoding: gzip, deflate, br, zstd
        Referer: *
        Connection: keep-alive
        Cookie: *
        Sec-Fetch-Dest: image
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-origin
        Priority: u=5
        """
            .formatted(agent, language));
  }

  private static Software safari(String system, String mobile, String language) {
    String agent =
        "Mozilla/5.0 (%s) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 %sSafari/604.1"
            .formatted(system, mobile);
    String fields =
        """
        Host: *
        Accept: %s
        Sec-Fetch-Site: %s
        Cookie: *
        Sec-Fetch-Dest: %s
        Accept-Language: %s
        Sec-Fetch-Mode: %s
        User-Agent: %s
        Referer: *
        Accept-Encoding: gzip, deflate, br
        Connection: keep-alive
        """;
    return Software.of(
        fields.formatted(PAGE_ACCEPT, "*", "document", language, "navigate", agent),
        fields.formatted("*/*", "same-origin", "image", language, "no-cors", agent));
  }

  private static Software webKitView() {
    String fields =
        """
        Host: *
        Accept: %s
        Cookie: *
        User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
        (KHTML, like Gecko) Mobile/15E148 Instagram 380.0.0.29.109 (iPhone14,5; iOS 18_5; de_DE)
        Accept-Language: de-DE,de;q=0.9
        Referer: *
        Accept-Encoding: gzip, deflate, br
        Connection: keep-alive
        """;
    return Software.of(
        fields.formatted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        fields.formatted("*/*"));
  }

  private static Software androidView() {
    String fields =
        """
        Host: *
        Connection: keep-alive
        User-Agent: Mozilla/5.0 (Linux; Android 15; SM-S921B; wv) AppleWebKit/537.36 (KHTML, like \
        Gecko) Version/4.0 Chrome/147.0.7390.122 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/510.0.0.36;]
        Accept: %s
        X-Requested-With: com.facebook.katana
        Sec-Fetch-Site: %s
        Sec-Fetch-Mode: %s
        Sec-Fetch-Dest: %s
        Referer: *
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: de-DE,de;q=0.9,en;q=0.8
        Cookie: *
        """;
    return Software.of(
        fields.formatted(PAGE_ACCEPT, "*", "navigate", "document"),
        fields.formatted("image/avif,image/webp,*/*", "same-origin", "no-cors", "image"));
  }
}
