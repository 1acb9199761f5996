package io.mastiff.standalone.privacy;

import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.standalone.UserError;

/**
 * What a person names a visitor by.
 *
 * @param text the cookie's id, or the reference
 * @param isReference whether it is a reference from a page that turned somebody away
 */
public record VisitorName(String text, boolean isReference) {
  private static final String ID = "[A-Za-z0-9_-]{16}";
  private static final String REFERENCE = "[0-9A-Z]{8,9}";

  /** Reads an id, a cookie's value (with its name or without) or a support reference. */
  public static VisitorName parse(String given) {
    String text = given.trim();
    String start = VisitorCookies.NAME + "=";
    if (text.startsWith(start)) {
      text = text.substring(start.length());
    }
    if (text.matches(ID)) {
      return new VisitorName(text, false);
    }
    if (text.matches(REFERENCE)) {
      return new VisitorName(text, true);
    }
    return VisitorCookies.idIn(text)
        .map(id -> new VisitorName(id, false))
        .orElseThrow(
            () ->
                new UserError(
                    "--visitor: neither a cookie's id (16 characters) nor a cookie's value nor a"
                        + " reference such as 1K2J3H4G5"));
  }
}
