package io.mastiff.stream;

import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which cohorts a page belongs to, and how they are written.
 *
 * <pre>
 * shape=HEX,route=/p/{product}           all that speaks in one way on one route
 * shape=HEX                              the same on all routes
 * template=/search,facets=colour+size    a route and the facets that it was asked with
 * entry=/p/{product},country=DE          first pages deep in the shop: no cookie, no referer
 * site                                   all pages of a shop
 * </pre>
 *
 * <p>An entry can name the first two alone. The others say that something is going on; who it is,
 * they find among the shapes on their route ({@link #route}).
 */
record CohortName(Kind kind, String text) {
  /** What a cohort's members have in common, with how many such cohorts a partition follows. */
  enum Kind {
    SITE(64),
    TEMPLATE(2_000),
    ENTRY(2_000),
    SHAPE_ROUTE(30_000),
    SHAPE(15_000);

    private final int most;

    Kind(int most) {
      this.most = most;
    }

    /** Strangers can make more of them than that; the others are not followed but counted. */
    int most() {
      return most;
    }
  }

  private static final CohortName SITE = new CohortName(Kind.SITE, "site");
  private static final int LONGEST = 200;

  /** The cohorts of a page; the site's is the first. */
  static List<CohortName> of(RequestEvent event) {
    List<CohortName> names = new ArrayList<>(5);
    names.add(SITE);
    String shape = "shape=" + EntryKey.hex(event.getShape());
    names.add(new CohortName(Kind.SHAPE_ROUTE, shape + ",route=" + event.getRoute()));
    names.add(new CohortName(Kind.SHAPE, shape));
    names.add(new CohortName(Kind.TEMPLATE, template(event)));
    if (isDeepEntry(event)) {
      String country =
          ",country=" + (event.getCountry().isEmpty() ? "unknown" : event.getCountry());
      names.add(new CohortName(Kind.ENTRY, "entry=" + event.getRoute() + country));
    }
    return names;
  }

  private static String template(RequestEvent event) {
    String text = "template=" + event.getRoute();
    if (event.getFacetsCount() > 0) {
      text += ",facets=" + String.join("+", event.getFacetsList());
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static boolean isDeepEntry(RequestEvent event) {
    boolean deep =
        event.getPageType() == PageType.PRODUCT
            || event.getPageType() == PageType.API
            || event.getPageNumber() > 1
            || event.getFacetsCount() > 0;
    return deep
        && event.getClientKind() != ClientKind.SESSION
        && event.getReferer() == RefererKind.REFERER_NONE;
  }

  /** The name that was written. */
  static CohortName parse(String text) {
    if (text.equals(SITE.text)) {
      return SITE;
    }
    Kind kind =
        switch (text.substring(0, Math.max(0, text.indexOf('=')))) {
          case "template" -> Kind.TEMPLATE;
          case "entry" -> Kind.ENTRY;
          default -> text.contains(",route=") ? Kind.SHAPE_ROUTE : Kind.SHAPE;
        };
    return new CohortName(kind, text);
  }

  /** Which cohorts lie on one partition: those of a route, or those of a shape. */
  String group() {
    return kind == Kind.SHAPE ? text : route();
  }

  /** The route of one that has one, else empty. */
  String route() {
    return switch (kind) {
      case SHAPE_ROUTE -> text.substring(text.indexOf(",route=") + ",route=".length());
      case TEMPLATE -> until(",facets=", text.substring("template=".length()));
      case ENTRY -> until(",country=", text.substring("entry=".length()));
      default -> "";
    };
  }

  private static String until(String end, String text) {
    int at = text.lastIndexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  /** Whether it says that something is going on and not who it is. */
  boolean isCampaign() {
    return kind == Kind.TEMPLATE || kind == Kind.ENTRY;
  }

  /** The key of an entry that names the cohort, where there is one and its route can be written. */
  Optional<EntryKey> entry() {
    return switch (kind) {
      case SHAPE_ROUTE, SHAPE -> EntryKey.parse("cohort:" + text + ",cookie=none");
      default -> Optional.empty();
    };
  }
}
