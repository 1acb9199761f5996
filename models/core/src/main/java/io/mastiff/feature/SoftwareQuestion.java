package io.mastiff.feature;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;

/**
 * What is asked of a page request about the software that sends it: of those in one context, how
 * many give this answer?
 */
enum SoftwareQuestion {
  /** JA4 of one kind of software. */
  TLS {
    @Override
    boolean isAsked(RequestEvent event) {
      return !event.getJa4().isEmpty();
    }

    @Override
    long context(RequestEvent event) {
      return event.getAgentValue();
    }

    @Override
    long answer(RequestEvent event) {
      return hash(event.getJa4());
    }
  },
  /** Names of header fields in order, of one kind of software, apart for calls of scripts. */
  ORDER {
    @Override
    boolean isAsked(RequestEvent event) {
      return event.getHeaderBits() != 0;
    }

    @Override
    long context(RequestEvent event) {
      return event.getAgentValue() * 2L + (event.getPageType() == PageType.API ? 1 : 0);
    }

    @Override
    long answer(RequestEvent event) {
      return event.getShape();
    }
  },
  /** Brands of one version of one kind of software. */
  HINTS {
    @Override
    boolean isAsked(RequestEvent event) {
      return event.getHints() != 0;
    }

    @Override
    long context(RequestEvent event) {
      return (long) event.getAgentValue() << 32 | event.getAgentMajor();
    }

    @Override
    long answer(RequestEvent event) {
      return event.getHints();
    }
  },
  /** Languages in one country, or anywhere where it is not known. */
  LANGUAGE {
    @Override
    boolean isAsked(RequestEvent event) {
      return event.getHeaderBits() != 0 && event.hasLanguage();
    }

    @Override
    long context(RequestEvent event) {
      return hash(event.getCountry());
    }

    @Override
    long answer(RequestEvent event) {
      return hash(event.getLanguage());
    }
  };

  private static final long MIX = 0x9e3779b97f4a7c15L;

  /** Whether the request shows what the answer is read from. */
  abstract boolean isAsked(RequestEvent event);

  /** What the software is compared with others of. */
  abstract long context(RequestEvent event);

  abstract long answer(RequestEvent event);

  /** Key of the answer that this request gives. */
  final long key(RequestEvent event) {
    return mixed(total(event) ^ answer(event) * MIX);
  }

  /** Key under which all answers in this request's context are counted. */
  final long total(RequestEvent event) {
    return mixed(mixed(ordinal() + 1L) ^ context(event));
  }

  /** Key under which the different answers are counted. */
  final long distinct(RequestEvent event) {
    return total(event) ^ MIX;
  }

  private static long mixed(long number) {
    long z = (number ^ (number >>> 32)) * MIX;
    return (z ^ (z >>> 29)) * 0xbf58476d1ce4e5b9L;
  }

  private static long hash(String text) {
    return Hashing.komihash5_0().hashCharsToLong(text);
  }
}
