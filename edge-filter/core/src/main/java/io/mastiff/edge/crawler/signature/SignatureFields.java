package io.mastiff.edge.crawler.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One signature of a {@code Signature-Input} field (RFC 9421 section 4.1), the one whose tag is
 * {@code web-bot-auth}.
 *
 * @param label name under which {@code Signature} holds its bytes
 * @param components what it covers, as written, with parameters: {@code "@authority"}
 * @param parameters {@code created}, {@code keyid} and so on; texts without quotes
 * @param raw everything behind {@code label=}, as written: it is signed itself
 */
record SignatureFields(
    String label, List<String> components, Map<String, String> parameters, String raw) {
  static final String TAG = "web-bot-auth";
  private static final int LONGEST = 4096;
  private static final int MOST = 16;

  SignatureFields {
    components = List.copyOf(components);
    parameters = Map.copyOf(parameters);
  }

  /** The signature of this tag; null where the field has none or cannot be read. */
  static @Nullable SignatureFields parse(String field) {
    if (field.length() > LONGEST) {
      return null;
    }
    Cursor in = new Cursor(field);
    for (int i = 0; i < MOST && !in.atEnd(); i++) {
      SignatureFields one = member(in);
      if (one == null) {
        return null;
      }
      if (TAG.equals(one.parameters.get("tag"))) {
        return one;
      }
      in.spaces();
      if (!in.atEnd() && !in.take(',')) {
        return null;
      }
      in.spaces();
    }
    return null;
  }

  private static @Nullable SignatureFields member(Cursor in) {
    String label = in.key();
    if (label.isEmpty() || !in.take('=')) {
      return null;
    }
    int from = in.at();
    List<String> components = components(in);
    if (components == null) {
      return null;
    }
    Map<String, String> parameters = parameters(in);
    return parameters == null
        ? null
        : new SignatureFields(label, components, parameters, in.since(from));
  }

  private static @Nullable List<String> components(Cursor in) {
    List<String> found = new ArrayList<>();
    if (!in.take('(')) {
      return null;
    }
    in.spaces();
    while (!in.take(')')) {
      int from = in.at();
      if (in.quoted() == null || parameters(in) == null || found.size() == MOST) {
        return null;
      }
      found.add(in.since(from));
      in.spaces();
    }
    return found;
  }

  private static @Nullable Map<String, String> parameters(Cursor in) {
    Map<String, String> found = new HashMap<>();
    while (in.take(';')) {
      in.spaces();
      String name = in.key();
      if (name.isEmpty() || found.size() == MOST) {
        return null;
      }
      String value = "";
      if (in.take('=')) {
        String given = in.peek() == '"' ? in.quoted() : in.token();
        if (given == null) {
          return null;
        }
        value = given;
      }
      found.put(name, value);
    }
    return found;
  }

  /** The bytes under a label of a {@code Signature} field, in base64; null where there are none. */
  static @Nullable String signature(String field, String label) {
    String start = label + "=:";
    int at = field.startsWith(start) ? 0 : field.indexOf(", " + start) + 2;
    if (at == 1) {
      at = field.indexOf("," + start) + 1;
    }
    if (field.length() > LONGEST || !field.startsWith(start, at)) {
      return null;
    }
    int from = at + start.length();
    int to = field.indexOf(':', from);
    return to < 0 ? null : field.substring(from, to);
  }

  /** The host of a {@code Signature-Agent} field, in its dictionary form or the older bare one. */
  static String agentHost(String field) {
    int quote = field.indexOf('"');
    int end = quote < 0 ? -1 : field.indexOf('"', quote + 1);
    if (end < 0 || field.length() > LONGEST) {
      return "";
    }
    String text = field.substring(quote + 1, end);
    String bare = text.startsWith("https://") ? text.substring(8) : text;
    int slash = bare.indexOf('/');
    return slash < 0 ? bare : bare.substring(0, slash);
  }
}
