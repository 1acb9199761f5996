package io.mastiff.edge.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** The response as the store sees it: headers for the door are taken out. */
final class StoreResponse extends HttpServletResponseWrapper {
  private final Visit visit;

  StoreResponse(HttpServletResponse response, Visit visit) {
    super(response);
    this.visit = visit;
  }

  @Override
  public void setHeader(String name, String value) {
    if (value == null || !visit.takes(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (value == null || !visit.takes(name, value)) {
      super.addHeader(name, value);
    }
  }
}
