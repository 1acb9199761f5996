package io.mastiff.standalone.actor;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.event.PageType;
import io.mastiff.standalone.store.StoreCatalogue;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client that plays its behaviour over HTTP.
 *
 * <p>Open-loop: each page is due at a time that does not depend on the answers, and latency counts
 * from then. A scraper sends it on another connection when the last one is still busy; a person's
 * next page waits for the one before, and its assets are loaded in between, as its HTML names them.
 */
final class Actor {
  private static final String HOST = "shop.demo";
  private static final Pattern ASSETS =
      Pattern.compile("(?:src|href)=\"(/(?:assets|img)/[^\"]+|/favicon\\.ico)\"");
  private static final int MOST_ASSETS = 14;

  private final Stage stage;
  private final Behaviour behaviour;
  private final Software software;
  private final String address;
  private final Jar jar;
  private final boolean keepsCookies;
  private final boolean browses;
  private final Set<String> cached;
  private final Tally tally;
  private final Deque<ActorConnection> idle = new ArrayDeque<>();
  private final Deque<String> assets = new ArrayDeque<>();
  private String referer = "";
  private final Deque<Due> late = new ArrayDeque<>();
  private boolean busy;
  private boolean finished;

  private record Due(Step step, double atMs) {}

  /**
   * @param keepsCookies whether a cookie that was set is sent again
   * @param browses whether the page's assets are loaded
   * @param warm whether the shop's common assets are in the client's cache already
   */
  Actor(
      Stage stage,
      Behaviour behaviour,
      Software software,
      String address,
      Jar jar,
      boolean keepsCookies,
      boolean browses,
      boolean warm,
      Tally tally) {
    this.stage = stage;
    this.behaviour = behaviour;
    this.software = software;
    this.address = address;
    this.jar = jar;
    this.keepsCookies = keepsCookies;
    this.browses = browses;
    this.cached = new HashSet<>(warm ? WARM : Set.of());
    this.tally = tally;
  }

  private static final Set<String> WARM =
      Set.of(
          "/assets/shop.css",
          "/assets/shop.js",
          "/assets/basket.js",
          "/assets/text.woff2",
          "/assets/logo.svg",
          "/favicon.ico");

  void start(double atMs) {
    tally.session(jar.isEmpty());
    schedule(atMs);
  }

  private void schedule(double fromMs) {
    Optional<Step> step = behaviour.next();
    if (step.isEmpty() || stage.over(fromMs + step.get().waitMs())) {
      finished = true;
      return;
    }
    Due due = new Due(step.get(), fromMs + step.get().waitMs());
    stage.at(due.atMs(), () -> fallDue(due));
  }

  private void fallDue(Due due) {
    schedule(due.atMs());
    if (browses) {
      late.add(due);
      advance();
    } else {
      page(due);
    }
  }

  private void advance() {
    if (busy) {
      return;
    }
    Due due = late.poll();
    if (due != null) {
      assets.clear();
      page(due);
    } else if (!assets.isEmpty()) {
      asset(assets.poll());
    } else {
      leaveWhenIdle();
    }
  }

  private void leaveWhenIdle() {
    if (finished && !busy && late.isEmpty()) {
      idle.forEach(ActorConnection::close);
      idle.clear();
    }
  }

  private void page(Due due) {
    String target = target(due.step());
    send(
        target,
        false,
        due.atMs(),
        response -> {
          if (response.status().code() == 200) {
            tookPage(due, target, response);
          }
        });
  }

  private void tookPage(Due due, String target, FullHttpResponse response) {
    referer = "https://" + HOST + target;
    if (due.step().product() >= 0 && stage.measures(due.atMs())) {
      tally.took(productId(due.step()));
    }
    if (due.step().type() == PageType.ORDER_CONFIRMED) {
      tally.ordered();
    }
    if (browses) {
      Matcher matcher = ASSETS.matcher(response.content().toString(StandardCharsets.UTF_8));
      while (matcher.find() && assets.size() < MOST_ASSETS) {
        if (cached.add(matcher.group(1))) {
          assets.add(matcher.group(1));
        }
      }
    }
  }

  private void asset(String target) {
    send(target, true, stage.nowMs(), response -> {});
  }

  private interface Taker {
    void took(FullHttpResponse response);
  }

  private void send(String target, boolean forAsset, double dueMs, Taker taker) {
    busy = browses;
    Map<String, String> filled = new HashMap<>();
    filled.put("Host", HOST);
    filled.put("Cookie", jar.cookie());
    filled.put("Referer", referer);
    filled.put("Sec-Fetch-Site", referer.isEmpty() ? "none" : "same-origin");
    HttpHeaders headers = headers(software, forAsset, filled);
    headers.add("X-Forwarded-For", address);
    headers.add("X-Forwarded-Proto", "https");
    ActorConnection free = idle.poll();
    ActorConnection connection = free == null ? stage.connection() : free;
    connection.send(
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.GET,
            target,
            Unpooled.EMPTY_BUFFER,
            headers,
            new DefaultHttpHeaders(false)),
        response -> {
          received(response, dueMs, taker);
          idle.push(connection);
          busy = false;
          advance();
        });
  }

  private static HttpHeaders headers(
      Software software, boolean forAsset, Map<String, String> filled) {
    HttpHeaders headers = new DefaultHttpHeaders(false);
    for (Software.Field field : forAsset ? software.asset() : software.page()) {
      String value =
          field.value().equals(Software.FILLED) ? filled.get(field.name()) : field.value();
      if (value != null && !value.isEmpty()) {
        headers.add(field.name(), value);
      }
    }
    return headers;
  }

  private void received(@Nullable FullHttpResponse response, double dueMs, Taker taker) {
    int status = response == null ? 0 : response.status().code();
    boolean byDoor = response != null && response.headers().contains("Mastiff-Reference");
    long micros = (long) ((stage.nowMs() - dueMs) * 1000);
    tally.answered(status, byDoor, micros, dueMs, stage.measures(dueMs));
    if (byDoor) {
      tally.denied((long) stage.nowMs());
    }
    if (response == null) {
      return;
    }
    String setCookie = response.headers().get("Set-Cookie");
    if (keepsCookies && setCookie != null) {
      jar.take(setCookie);
    }
    if (!byDoor) {
      taker.took(response);
    }
  }

  private int productId(Step step) {
    return browses
        ? StoreCatalogue.idOfRank(step.product())
        : StoreCatalogue.idOfIndex(step.product());
  }

  private String target(Step step) {
    return switch (step.type()) {
      case PRODUCT -> "/p/" + productId(step);
      case API -> "/api/price/" + productId(step);
      case LISTING -> listing(step);
      case SEARCH -> "/search?q=lamp";
      case CART -> "/cart";
      case CHECKOUT -> "/checkout";
      case ORDER_CONFIRMED -> "/order/confirmed";
      default -> "/";
    };
  }

  private static String listing(Step step) {
    String target = "/c/" + step.category() % StoreCatalogue.CATEGORIES;
    String page = step.page() > 1 ? "page=" + step.page() : "";
    String facet = step.facet() >= 0 ? "colour=" + step.facet() : "";
    String query = page.isEmpty() || facet.isEmpty() ? page + facet : page + "&" + facet;
    return query.isEmpty() ? target : target + "?" + query;
  }
}
