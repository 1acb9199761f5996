package io.mastiff.data.accesslog;

import java.util.List;

/** The W3C Extended Log Format as IIS writes it: blanks within fields are {@code +}. */
final class W3cFormat extends ColumnFormat {
  private static final double MICROS_A_MILLISECOND = 1000;
  private static final double MICROS_A_SECOND = 1e6;

  W3cFormat() {
    super(' ', List.of());
  }

  @Override
  public String name() {
    return "W3C extended";
  }

  @Override
  public LogFormat another() {
    return telling(new W3cFormat());
  }

  @Override
  String decoded(String field) {
    return field.replace('+', ' ');
  }

  /** IIS writes whole milliseconds, the standard has seconds with a fraction. */
  @Override
  long took(String field) {
    return Fields.micros(field, field.indexOf('.') < 0 ? MICROS_A_MILLISECOND : MICROS_A_SECOND);
  }
}
