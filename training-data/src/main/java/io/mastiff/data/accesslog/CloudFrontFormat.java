package io.mastiff.data.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** CloudFront's standard log: columns by tabs, named by its {@code #Fields} line. */
final class CloudFrontFormat extends ColumnFormat {
  private static final double MICROS_A_SECOND = 1e6;

  CloudFrontFormat() {
    super('\t', List.of());
  }

  @Override
  public String name() {
    return "CloudFront";
  }

  @Override
  public LogFormat another() {
    return telling(new CloudFrontFormat());
  }

  /** Undoes percent escapes; CloudFront escapes a percent sign that came in a header once more. */
  @Override
  String decoded(String field) {
    return unescaped(field.indexOf("%25") < 0 ? field : unescaped(field));
  }

  @Override
  long took(String field) {
    return Fields.micros(field, MICROS_A_SECOND);
  }

  private static String unescaped(String field) {
    if (field.indexOf('%') < 0) {
      return field;
    }
    byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
    int to = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low >= 0) {
        bytes[to++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        bytes[to++] = bytes[i];
      }
    }
    return new String(bytes, 0, to, StandardCharsets.ISO_8859_1);
  }
}
