package io.mastiff.edge.publish;

import io.mastiff.edge.Decision;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.policy.LogPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.EntryKey;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for a decision, to the logger {@value #NAME}: {@code key=value} pairs in a fixed order,
 * new ones at the end, values with blanks in quotes. Addresses as the privacy setting lets them
 * leave the door; never cookies, queries or keys.
 *
 * <p>At most so many lines a second as the policy says; the next line after tells how many were
 * left out.
 */
public final class DecisionLog {
  /** Name of the logger. */
  public static final String NAME = "mastiff.decisions";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);
  private static final int LONGEST_VALUE = 300;

  private final AtomicLong second = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();

  /** Writes the line of a decision, if the policy wants one. */
  public void completed(Policy policy, Decision decision, int status) {
    Sighting s = decision.sighting();
    LogPolicy wanted = policy.log();
    if (s == null || !isWanted(wanted, decision) || !LOG.isInfoEnabled()) {
      return;
    }
    if (!hasRoom(wanted.perSecond(), s.atMs() / 1000)) {
      leftOut.incrementAndGet();
      return;
    }
    LOG.info(line(policy.privacy().country(), s, decision, status, leftOut.getAndSet(0)));
  }

  private static boolean isWanted(LogPolicy wanted, Decision decision) {
    return switch (wanted.decisions()) {
      case NONE -> false;
      case DENIED -> decision.action() != Action.ALLOW;
      case ALL -> true;
    };
  }

  private boolean hasRoom(int perSecond, long now) {
    long began = second.get();
    if (now != began && second.compareAndSet(began, now)) {
      lines.set(0);
    }
    return lines.incrementAndGet() <= perSecond;
  }

  static String line(boolean country, Sighting s, Decision decision, int status, long leftOut) {
    StringBuilder line = new StringBuilder(300);
    put(line, "action", word(decision.action()));
    put(line, "enforced", Boolean.toString(decision.enforced()));
    put(line, "rule", decision.rule());
    put(line, "status", Integer.toString(status));
    put(line, "method", s.request().method());
    put(line, "host", s.request().host());
    put(line, "route", s.route().route().template());
    put(line, "path", s.route().path());
    put(line, "address", s.shown().of(s.address()));
    put(line, "asn", Integer.toUnsignedString(s.asn()));
    put(line, "country", country ? s.country() : "");
    put(line, "cookie", word(s.visitor().state()).replace("cookie_", ""));
    put(line, "session", s.visitor().id());
    put(line, "shape", EntryKey.hex(s.shape()));
    put(line, "crawler", word(s.crawler()));
    put(line, "agent", s.claim().agent());
    put(line, "reference", decision.reference());
    put(line, "reasons", String.join("; ", decision.reasons()));
    put(line, "left-out", Long.toString(leftOut));
    return line.toString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void put(StringBuilder line, String key, String value) {
    if (line.length() > 0) {
      line.append(' ');
    }
    line.append(key).append('=');
    boolean plain = !value.isEmpty() && value.chars().allMatch(DecisionLog::isPlain);
    int end = Math.min(value.length(), LONGEST_VALUE);
    if (plain) {
      line.append(value, 0, end);
      return;
    }
    line.append('"');
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      line.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' || c >= 127 ? "?" : "" + c);
    }
    line.append('"');
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 127 && c != '"' && c != '\\' && c != '=';
  }
}
