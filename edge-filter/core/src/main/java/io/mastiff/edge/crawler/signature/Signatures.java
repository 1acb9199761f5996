package io.mastiff.edge.crawler.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signatures of Web Bot Auth (draft-meunier-web-bot-auth-architecture over RFC 9421).
 *
 * <p>A valid one covers {@code @authority} or {@code @target-uri}, and {@code signature-agent}
 * where that is sent; was created in the past, for at most a day, and has not expired; and uses its
 * nonce for the first time. A signature says who, not that they may. At most {@value
 * #MOST_A_SECOND} are checked a second, since each costs some 100 us; the others are {@link
 * Result#PENDING}. At most {@value #MOST_NONCES} nonces are remembered.
 */
public final class Signatures {
  static final int MOST_A_SECOND = 200;
  static final int MOST_NONCES = 100_000;
  private static final long LONGEST_SECONDS = 24 * 3600;

  private final KeyDirectory directory;
  private final AtomicLong budget = new AtomicLong();
  private final Cache<String, Boolean> nonces =
      Caffeine.newBuilder()
          .maximumSize(MOST_NONCES)
          .expireAfterWrite(Duration.ofSeconds(LONGEST_SECONDS))
          .executor(Runnable::run)
          .build();

  /** What came of a check. */
  public enum Result {
    ABSENT,
    VALID,
    MALFORMED,
    EXPIRED,
    /** Created in the future. */
    FUTURE,
    UNKNOWN_KEY,
    WRONG,
    REPLAYED,
    /** The keys are being fetched, or too many signatures came at once. */
    PENDING
  }

  public Signatures(KeyDirectory directory) {
    this.directory = directory;
  }

  /** Whether the request carries a signature at all. */
  public static boolean isSigned(EdgeRequest request) {
    return request.headers().first(HeaderNames.SIGNATURE_INPUT) != null;
  }

  /** Checks that {@code host}'s keys signed the request. */
  public Result verify(EdgeRequest request, String host, long nowMs) {
    if (!isSigned(request)) {
      return Result.ABSENT;
    }
    SignatureFields fields =
        SignatureFields.parse(request.headers().joined(HeaderNames.SIGNATURE_INPUT));
    String agent = request.headers().text(HeaderNames.SIGNATURE_AGENT);
    if (fields == null || !covers(fields, !agent.isEmpty())) {
      return Result.MALFORMED;
    }
    if (!agent.isEmpty() && !SignatureFields.agentHost(agent).equals(host)) {
      return Result.UNKNOWN_KEY;
    }
    Result time = inTime(fields, nowMs / 1000);
    return time == Result.VALID ? signedBy(request, fields, host, nowMs) : time;
  }

  private static boolean covers(SignatureFields fields, boolean agentSent) {
    boolean target =
        fields.components().contains("\"@authority\"")
            || fields.components().contains("\"@target-uri\"");
    boolean agent = fields.components().stream().anyMatch(c -> c.startsWith("\"signature-agent\""));
    String alg = fields.parameters().getOrDefault("alg", "ed25519");
    return target && (agent || !agentSent) && alg.equals("ed25519");
  }

  private static Result inTime(SignatureFields fields, long nowSeconds) {
    long created = number(fields.parameters().get("created"));
    long expires = number(fields.parameters().get("expires"));
    if (created < 0 || expires < created || expires - created > LONGEST_SECONDS) {
      return Result.MALFORMED;
    }
    if (created > nowSeconds) {
      return Result.FUTURE;
    }
    return expires < nowSeconds ? Result.EXPIRED : Result.VALID;
  }

  private Result signedBy(EdgeRequest request, SignatureFields fields, String host, long nowMs) {
    Map<String, PublicKey> keys = directory.keys(host, nowMs);
    if (keys == null) {
      return Result.PENDING;
    }
    PublicKey key = keys.get(fields.parameters().getOrDefault("keyid", ""));
    if (key == null) {
      return Result.UNKNOWN_KEY;
    }
    if (!withinBudget(nowMs)) {
      return Result.PENDING;
    }
    String base = base(request, fields);
    String signature =
        SignatureFields.signature(request.headers().joined(HeaderNames.SIGNATURE), fields.label());
    if (base == null || signature == null) {
      return Result.MALFORMED;
    }
    if (!isRight(key, base, signature)) {
      return Result.WRONG;
    }
    String nonce = fields.parameters().get("nonce");
    boolean again =
        nonce != null && nonces.asMap().putIfAbsent(host + " " + nonce, Boolean.TRUE) != null;
    return again ? Result.REPLAYED : Result.VALID;
  }

  /** Second in the upper bits, checks made in it in the lower 16. */
  private boolean withinBudget(long nowMs) {
    long second = nowMs / 1000 << 16;
    long used = budget.updateAndGet(old -> (old & ~0xffffL) == second ? old + 1 : second + 1);
    return (used & 0xffff) <= MOST_A_SECOND;
  }

  /**
   * The signature base (RFC 9421 section 2.5); null where it covers what the door does not know.
   */
  private static @Nullable String base(EdgeRequest request, SignatureFields fields) {
    StringBuilder base = new StringBuilder();
    for (String component : fields.components()) {
      String value = value(request, component);
      if (value == null) {
        return null;
      }
      base.append(component).append(": ").append(value).append('\n');
    }
    return base.append("\"@signature-params\": ").append(fields.raw()).toString();
  }

  private static @Nullable String value(EdgeRequest request, String component) {
    int quote = component.indexOf('"', 1);
    String name = component.substring(1, quote);
    String authority = request.host().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "@authority" -> authority;
      case "@method" -> request.method();
      case "@scheme" -> "https";
      case "@target-uri" -> "https://" + authority + request.target();
      case "@path" -> before(request.target(), '?');
      case "signature-agent" -> agent(request, component.substring(quote + 1));
      default -> name.startsWith("@") ? null : request.headers().first(name);
    };
  }

  /** The whole field, or with {@code ;key="name"} that member of its dictionary. */
  private static @Nullable String agent(EdgeRequest request, String parameters) {
    String field = request.headers().text(HeaderNames.SIGNATURE_AGENT);
    int key = parameters.indexOf("key=\"");
    if (key < 0) {
      return field;
    }
    String name = before(parameters.substring(key + 5), '"');
    int at = field.indexOf(name + "=");
    return at < 0 ? null : before(field.substring(at + name.length() + 1), ',').trim();
  }

  private static String before(String text, char stop) {
    int at = text.indexOf(stop);
    return at < 0 ? text : text.substring(0, at);
  }

  private static boolean isRight(PublicKey key, String base, String signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(base.getBytes(StandardCharsets.US_ASCII));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 12) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text);
  }
}
