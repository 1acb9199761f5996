package io.mastiff.standalone.command;

import io.mastiff.standalone.operator.OperatorDesk;

/** Says what came of an operator's order. */
final class Confirmations {
  private Confirmations() {}

  /** Prints it; 0 when every live door has confirmed, else 1. */
  static int print(String what, OperatorDesk.Confirmation confirmation) {
    if (confirmation.doors() == 0) {
      System.out.println(what + ": written; no live door, it holds for the next that starts");
      return 0;
    }
    System.out.printf(
        "%s: in force at %d of %d doors after %d ms%n",
        what, confirmation.confirmed(), confirmation.doors(), confirmation.millis());
    return confirmation.complete() ? 0 : 1;
  }

  /** Who gives orders from this terminal. */
  static String author() {
    return System.getProperty("user.name", "operator");
  }
}
