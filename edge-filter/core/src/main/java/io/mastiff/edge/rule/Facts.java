package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.edge.shape.Claim.Family;
import io.mastiff.event.CookieState;
import io.mastiff.event.PageType;
import java.util.Set;

/**
 * What a request is of each of five kinds, one bit a kind, so that a rule that names some is done
 * with by one comparison.
 */
public final class Facts {
  static final Kind<CookieState> COOKIE = new Kind<>(CookieState.values(), 0);
  static final Kind<Family> FAMILY = new Kind<>(Family.values(), COOKIE.end);
  static final Kind<CrawlerState> CRAWLER = new Kind<>(CrawlerState.values(), FAMILY.end);
  static final Kind<RouteClass> CLASS = new Kind<>(RouteClass.values(), CRAWLER.end);
  static final Kind<PageType> TYPE = new Kind<>(PageType.values(), CLASS.end);

  private Facts() {}

  /** The values of one kind, from a bit on. */
  static final class Kind<E extends Enum<E>> {
    private final E[] values;
    private final int from;
    private final int end;

    private Kind(E[] values, int from) {
      this.values = values;
      this.from = from;
      this.end = from + values.length;
      if (end > Long.SIZE) {
        throw new IllegalStateException("the kinds have more values than a long has bits");
      }
    }

    private long bit(E value) {
      return 1L << from + value.ordinal();
    }

    /** The bits that a request must not have, where it must be one of these. */
    long others(Set<E> wanted) {
      long bits = 0;
      for (E value : values) {
        bits |= wanted.contains(value) ? 0 : bit(value);
      }
      return bits;
    }
  }

  /** The bits of a request. */
  public static long of(Sighting s) {
    return COOKIE.bit(s.visitor().state())
        | FAMILY.bit(s.claim().family())
        | CRAWLER.bit(s.crawler())
        | CLASS.bit(s.route().route().routeClass())
        | TYPE.bit(s.route().route().pageType());
  }
}
